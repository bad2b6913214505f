/** Checks of where things stand: words and their readings, lines, the width of the page, dates. */

/** Boxes by the line they are on: the middles of one line differ by less than half a character. */
function lines(boxes) {
  const found = [];
  for (const box of boxes) {
    const middle = (box.top + box.bottom) / 2;
    const line = found.find((one) => Math.abs(one.middle - middle) < box.height / 3);
    if (line) line.boxes.push(box);
    else found.push({ middle, boxes: [box] });
  }
  return found;
}

/** A box as tall as the characters in it: a font's own box reaches far over and under them. */
function glyphs(box, size) {
  const middle = (box.top + box.bottom) / 2;
  return { left: box.left, right: box.right, top: middle - size / 2, bottom: middle + size / 2 };
}

/** Words whose characters are on more than one line, under one reading. */
function broken() {
  const faults = [];
  for (const { rt, text, boxes } of readings()) {
    if (lines(boxes).length > 1) faults.push(`${text} (${readingOf(rt)}) is on ${lines(boxes).length} lines: ${place(rt.closest("[id]") ?? rt)}`);
  }
  return faults;
}

/** Readings that stand over characters of other lines or words, or over other readings. */
function strayed() {
  const CELL = 64;
  const cells = new Map();
  const all = [...readings()];
  const put = (entry) => {
    for (let row = Math.floor(entry.box.top / CELL); row <= Math.floor(entry.box.bottom / CELL); row++) {
      for (let column = Math.floor(entry.box.left / CELL); column <= Math.floor(entry.box.right / CELL); column++) {
        const key = `${row},${column}`;
        cells.set(key, [...(cells.get(key) ?? []), entry]);
      }
    }
  };
  for (const reading of all) {
    const size = parseFloat(getComputedStyle(reading.rt).fontSize);
    put({ box: reading.beside ? reading.box : glyphs(reading.box, size * 0.8), owner: reading.rt, what: `the reading ${readingOf(reading.rt)}`, reading: true });
    const base = parseFloat(getComputedStyle(reading.rt.parentElement).fontSize);
    for (const box of reading.boxes) put({ box: glyphs(box, base * 0.9), owner: reading.rt, what: reading.text, reading: false });
  }
  const faults = new Set();
  for (const cell of cells.values()) {
    for (const [index, one] of cell.entries()) {
      for (const other of cell.slice(index + 1)) {
        if (one.owner === other.owner || !(one.reading || other.reading)) continue;
        const pixels = overlap(one.box, other.box);
        if (pixels > SLACK) faults.add(`${one.what} and ${other.what} lie over one another by ${round(pixels)} px: ${place(one.owner.closest("[id]") ?? one.owner)}`);
      }
    }
  }
  return [...faults];
}

/** Whether an element cuts off what stands out of its box at the top. */
function clips(element) {
  const style = getComputedStyle(element);
  return style.overflowY !== "visible" || /paint|strict|content/.test(style.contain) || /auto|hidden/.test(style.contentVisibility ?? "");
}

/** Readings of which an element around them cuts off the top, with how many pixels of their ink. */
function cut() {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const clippers = new Map();
  const clipper = (element) => {
    if (!element || element === document.body || element === document.documentElement) return null;
    if (!clippers.has(element)) clippers.set(element, clips(element) ? element : clipper(element.parentElement));
    return clippers.get(element);
  };
  const faults = [];
  for (const { rt, box, beside, text } of readings()) {
    const style = getComputedStyle(rt);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(readingOf(rt));
    // The baseline of one line of text in the middle of its box.
    const baseline = box.top + (box.height - ink.fontBoundingBoxAscent - ink.fontBoundingBoxDescent) / 2 + ink.fontBoundingBoxAscent;
    const top = beside ? box.top : baseline - ink.actualBoundingBoxAscent;
    for (let element = clipper(rt.parentElement); element; element = clipper(element.parentElement)) {
      const edge = element.getBoundingClientRect().top + element.clientTop;
      if (edge - top > SLACK) faults.push(`${text} (${readingOf(rt)}) loses ${round(edge - top)} px at the top of ${place(element)}`);
    }
  }
  return faults;
}

/** The smallest size in pixels in which a reading shows; 0 if none does. */
function smallest() {
  const sizes = [...readings()].map(({ rt }) => parseFloat(getComputedStyle(rt).fontSize));
  return sizes.length ? Math.min(...sizes) : 0;
}

/** Whether the page scrolls sideways, and what stands out of it. */
function sideways() {
  const root = document.documentElement;
  const width = root.clientWidth;
  if (Math.max(root.scrollWidth, document.body.scrollWidth) <= width) return [];
  const faults = [];
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.right <= width + SLACK / 2 || !box.width || !shown(element)) continue;
    const inner = [...element.children].some((child) => child.getBoundingClientRect().right >= box.right - SLACK / 2);
    if (!inner && !scroller(element)) faults.push(`${place(element)} stands ${round(box.right - width)} px out of ${width}`);
  }
  return faults.length ? faults : [`the page is ${root.scrollWidth} px wide in a window of ${width}`];
}

/** The element that cuts off or scrolls what is too wide in it. */
function scroller(element) {
  for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
    if (getComputedStyle(one).overflowX !== "visible") return one;
  }
  return null;
}

/** Lines that begin with closing punctuation or end with opening punctuation (W3C clreq, 3.1.5). */
function edges() {
  const closing = /[、。，．；：！？）］｝〉》」』】〕”’]/;
  const opening = /[（［｛〈《「『【〔“‘]/;
  const faults = [];
  let before = null;
  for (const node of textNodes(document.body)) {
    const block = node.parentElement.closest("p, li, td, th, h1, h2, h3, h4, dt, dd, blockquote");
    for (const { index, 0: character } of node.data.matchAll(/\S/gu)) {
      const here = { node, index, character, block };
      const wrong = block && before?.block === block && (closing.test(character) || opening.test(before.character));
      const [last, first] = wrong ? [before, here].map((one) => rectsOf(one.node, one.index, one.index + one.character.length).at(-1)) : [];
      if (last && first && (first.top + first.bottom) / 2 > last.bottom) {
        faults.push(`a line ends with ${before.character} and the next begins with ${character}: ${place(block)}`);
      }
      before = here;
    }
  }
  return faults;
}

/** Digits, and the characters beside them, that lie over one another. */
function fused() {
  const faults = [];
  for (const node of textNodes(document.body)) {
    if (!/\d/.test(node.data)) continue;
    let before = null;
    for (const { index, 0: character } of node.data.matchAll(/\S/gu)) {
      const box = rectsOf(node, index, index + character.length)[0];
      if (before && box && /\d/.test(before.character + character) && overlap(before.box, box) > Math.min(before.box.width, box.width) / 5) {
        faults.push(`“${node.data.slice(Math.max(0, index - 6), index + 4)}”: ${before.character} and ${character} lie over one another by ${round(before.box.right - box.left)} of ${round(box.width)} px: ${place(node.parentElement)}`);
      }
      before = box ? { character, box } : null;
    }
  }
  return faults;
}

/** The places of the dates that show whole in the window, for `runs`. */
function dates() {
  return [...document.querySelectorAll("time")].filter(shown).map((time) => time.getBoundingClientRect())
    .filter(({ top, bottom, height }) => top > 0 && bottom < innerHeight && height < 64);
}

/**
 * How many strokes or groups of strokes stand apart from left to right in each place of a picture of the page.
 * @param {string} picture a PNG, in base64
 * @param {DOMRect[]} places
 */
async function runs(picture, places) {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.drawImage(image, 0, 0);
  return places.map((place) => {
    const [x, y, width, height] = [place.x, place.y, place.width, place.height].map(Math.ceil);
    const { data } = pen.getImageData(x, y, width, height);
    let [count, before] = [0, false];
    for (let column = 0; column < width; column++) {
      const light = Array.from({ length: height }, (_, row) => data[(row * width + column) * 4 + 1] ?? 0);
      const ink = Math.max(...light) - Math.min(...light) > 64;
      if (ink && !before) count++;
      before = ink;
    }
    return count;
  });
}

Object.assign(checks, { broken, strayed, cut, smallest, sideways, edges, fused, dates, runs });
