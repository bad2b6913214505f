/**
 * What can be asked of any page in any engine: each check returns its faults, as lines for a person to read.
 *
 * A harness evaluates this file in a page as it is, and then `checks.name(…)`. Nothing of the page is changed.
 */
"use strict";

globalThis.checks = (() => {
  /** Pixels by which two boxes may differ and still be in the same place. */
  const SLACK = 1;
  const HAN = /\p{Script=Han}/u;

  const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
  const brief = (text) => ([...text].length > 40 ? `${[...text].slice(0, 40).join("")}…` : text);
  const round = (number) => Math.round(number * 10) / 10;

  /** An element as a person would look for it: the nearest id above it, and its own tag, classes and text. */
  function place(element) {
    const id = element.closest("[id]")?.id;
    const tag = [element.localName, ...element.classList].join(".");
    return `${id ? `#${id} ` : ""}<${tag}> ${brief(words(element).replace(/\s+/g, " ").trim())}`;
  }

  /** The text nodes of an element that a reader sees as text: without readings, and without what is hidden. */
  function* textNodes(element) {
    const visible = new Map();
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.data.trim() || parent.closest("rt, rp, script, style, template, title")) continue;
      if (!visible.has(parent)) visible.set(parent, shown(parent));
      if (visible.get(parent)) yield node;
    }
  }

  /** The text of an element without readings. */
  function words(element) {
    let text = "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement?.closest("rt, rp")) text += node.data;
    return text;
  }

  function rectsOf(node, start = 0, end = node.data.length) {
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    return [...range.getClientRects()].filter((box) => box.width > 0);
  }

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

  /** What an `rt` shows, be it its text or made of attributes by CSS; empty if it shows nothing. */
  function readingOf(rt) {
    if (rt.textContent) return rt.textContent;
    const content = getComputedStyle(rt, "::before").content.split(" / ")[0] ?? "";
    const pieces = content.matchAll(/attr\(data-([\w-]+)|"([^"]*)"/g);
    return Array.from(pieces, ([, name, text]) => (name ? (rt.dataset[name] ?? "") : text)).join("");
  }

  /** The box of a reading: that of its `rt`, or of what CSS places beside the character, of which no API tells the box. */
  function boxOf(rt) {
    const box = rt.getBoundingClientRect();
    const style = getComputedStyle(rt, "::before");
    if (rt.textContent || style.position !== "absolute") return box;
    const [width, height, top, right] = ["width", "height", "top", "right"].map((name) => parseFloat(style[name]));
    const [x = 0, y = 0] = style.translate.split(" ").map((shift, axis) => (parseFloat(shift) || 0) * (shift.endsWith("%") ? [width, height][axis] / 100 : 1));
    return new DOMRect(box.right - right - width + x, box.top + top + y, width, height);
  }

  /** Each reading that shows, with its box, and the text and boxes of the characters that it belongs to. */
  function* readings() {
    for (const rt of document.querySelectorAll("ruby rt")) {
      if (!shown(rt) || !readingOf(rt)) continue;
      const base = [];
      for (let node = rt.previousSibling; node && node.nodeName !== "RT"; node = node.previousSibling) {
        if (node.nodeName !== "RP") base.unshift(...(node.nodeType === Node.TEXT_NODE ? [node] : textNodes(node)));
      }
      const box = boxOf(rt);
      const beside = getComputedStyle(rt, "::before").position === "absolute";
      yield { rt, box, beside, text: base.map((node) => node.data).join(""), boxes: base.flatMap((node) => rectsOf(node)) };
    }
  }

  /** A box as tall as the characters in it: a font's own box reaches far over and under them. */
  function glyphs(box, size) {
    const middle = (box.top + box.bottom) / 2;
    return { left: box.left, right: box.right, top: middle - size / 2, bottom: middle + size / 2 };
  }

  function overlap(one, other) {
    const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return across > SLACK && down > SLACK ? Math.min(across, down) : 0;
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

  /**
   * Characters of the other script. What keeps its script on purpose is left out: `.keep`, what is not Chinese, and
   * a title in quotation marks. With both scripts side by side, so are the pairs.
   * @param {string} others the characters that only the other script has
   * @param {{ body?: boolean }} options whether the text itself is looked at, too
   */
  function otherScript(others, { body = false } = {}) {
    const foreign = new Set(others);
    const both = document.documentElement.dataset.script === "both";
    const faults = [];
    const look = (text, element, what = "") => {
      const found = [...text.replace(/《[^》]*》|〈[^〉]*〉|「[^」]*」|『[^』]*』|“[^”]*”/gu, "")].filter((character) => foreign.has(character));
      if (found.length) faults.push(`${found.join("")} in ${what}${place(element)}`);
    };
    const skipped = (element) =>
      element.closest(".keep, .seal, pre, code") || !/^zh/.test(element.closest("[lang]")?.lang || "zh") ||
      (element.closest(".body") && !body) || (both && element.closest(".pair"));
    for (const node of textNodes(document.body)) if (!skipped(node.parentElement)) look(node.data, node.parentElement);
    for (const element of document.body.querySelectorAll("*")) {
      if (skipped(element) || !shown(element)) continue;
      for (const name of ["aria-label", "title", "placeholder", "alt"]) look(element.getAttribute(name) ?? "", element, `${name} of `);
      if (element.closest(".body")) continue;
      for (const pseudo of ["::before", "::after"]) look(getComputedStyle(element, pseudo).content, element, `${pseudo} of `);
    }
    return faults;
  }

  /** Names for assistive technology that stay Chinese while the interface is English. */
  function chineseNames() {
    return [...document.body.querySelectorAll("[aria-label], [title], [placeholder]")]
      .filter((element) => shown(element) && !element.closest(".body"))
      .flatMap((element) => ["aria-label", "title", "placeholder"].map((name) => [name, element.getAttribute(name) ?? "", element]))
      .filter(([, text]) => HAN.test(text))
      .map(([name, text, element]) => `${name} “${text}” of ${place(element)}`);
  }

  /** Numbers that look random and are the same each time. */
  function* chance(seed) {
    for (let state = seed; ; ) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      yield state / 2 ** 32;
    }
  }

  /** So many different things of a list, at random. */
  function some(list, number, seed) {
    const left = [...list];
    const random = chance(seed);
    const taken = [];
    while (taken.length < number && left.length) taken.push(...left.splice(Math.floor(random.next().value * left.length), 1));
    return taken;
  }

  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  const pages = new Map();
  /** The page at an address of this site; null if there is none. */
  function pageAt(address) {
    if (!pages.has(address)) {
      pages.set(address, fetch(address).then(async (answer) => (answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null)));
    }
    return pages.get(address);
  }

  /** What is wrong with a link: it has no address, or there is nothing at it. */
  async function dead(link) {
    const href = link.getAttribute("href");
    if (!href || href === "#" || href.startsWith("javascript:")) return `leads to ${href === null ? "no address" : `“${href}”`}`;
    const url = new URL(link.href);
    if (url.origin !== location.origin) return /^https?:$/.test(url.protocol) ? "" : `leads to ${href}`;
    const id = decodeURIComponent(url.hash.slice(1));
    url.hash = "";
    const here = url.href === location.href.split("#")[0];
    const page = here ? document : await pageAt(url.href);
    if (!page) return `leads to ${href}, which is not there`;
    return id && !page.getElementById(id) ? `leads to ${href}, and there is no #${id}` : "";
  }

  /** What is wrong with an open card: its links, its size, its place. */
  async function cardFaults(card, anchor, name) {
    const faults = [];
    for (const link of card.querySelectorAll("a")) {
      if (!shown(link)) continue;
      const fault = await dead(link);
      if (fault) faults.push(`card of ${name}: “${words(link)}” ${fault}`);
      // A word's card has no entry behind it: what it links to has to be about this word.
      else if (anchor.localName === "ruby" && link.pathname.includes("/glossary/") && !about(await pageAt(link.href.split("#")[0]), words(anchor))) {
        faults.push(`card of ${name}: “${words(link)}” leads to another entry, ${link.getAttribute("href")}`);
      }
    }
    const box = card.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    if (box.left < -SLACK || box.right > width + SLACK) faults.push(`card of ${name}: from ${round(box.left)} to ${round(box.right)} px in a window of ${width}`);
    if (card.scrollWidth > card.clientWidth) faults.push(`card of ${name}: ${card.scrollWidth - card.clientWidth} px too wide for itself`);
    const over = Math.max(0, ...[...anchor.getClientRects()].map((one) => overlap(one, box)));
    if (over > 3) faults.push(`card of ${name} covers it by ${round(over)} px`);
    return faults;
  }

  const about = (page, word) => !!page && [page.title, ...Object.values(page.querySelector("title")?.dataset ?? {})].some((title) => title.includes(word));

  /**
   * Opens cards at random, of words, terms and footnotes in turn.
   * @param {number} number how many of them
   * @param {number} seed
   */
  async function cards(number, seed) {
    const kinds = ["ruby:not(a *)", "a.term[href]", ".fn a"].map((selector) =>
      some([...document.querySelectorAll(`.body :is(${selector})`)].filter(shown), number, seed));
    const wanted = Array.from({ length: number }, (_, index) => kinds.map((kind) => kind[index])).flat().filter(Boolean).slice(0, number);
    const faults = [];
    let opened = 0;
    for (const anchor of wanted) {
      anchor.scrollIntoView({ block: "center", behavior: "instant" });
      await frame();
      anchor.click();
      await frame();
      const card = document.querySelector(".card:popover-open");
      const name = `${anchor.localName} ${brief(words(anchor))}`;
      if (!card) faults.push(`no card of ${name} in ${place(anchor)}`);
      else {
        opened++;
        faults.push(...(await cardFaults(card, anchor, name)));
        card.hidePopover();
      }
      await frame();
    }
    return { opened, faults };
  }

  /**
   * Phrases of so many words in a row, from the text that shows.
   * @param {number} number
   * @param {number} length in words
   * @param {number} seed
   */
  function phrases(number, length, seed) {
    const found = [];
    for (const first of document.querySelectorAll(".body ruby")) {
      if (!shown(first) || first.closest("[id]")?.closest(".foot")) continue;
      const row = [first];
      while (row.length < length) {
        let next = row.at(-1).nextSibling;
        if (next?.nodeName === "WBR") next = next.nextSibling;
        if (next?.nodeName !== "RUBY") break;
        row.push(next);
      }
      if (row.length === length) found.push(row.map(words).join(""));
    }
    return some(new Set(found), number, seed);
  }

  /** Phrases that a search in the page does not find. */
  function lost(number, length, seed) {
    const wanted = phrases(number, length, seed);
    const faults = wanted.filter((phrase) => {
      getSelection()?.removeAllRanges();
      return !window.find(phrase, false, false, true);
    });
    getSelection()?.removeAllRanges();
    return { looked: wanted.length, faults };
  }

  /** Resolves when the page has been drawn, also the blocks that wait until the window comes near. */
  async function settled() {
    const waits = (element) => getComputedStyle(element).contentVisibility === "auto";
    if (document.querySelector(".far") || [...document.querySelectorAll(".pair, .entry")].some(waits)) {
      for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
        scrollTo({ top, behavior: "instant" });
        await frame();
        await frame();
      }
      scrollTo({ top: 0, behavior: "instant" });
    }
    await frame();
    await frame();
  }

  /** Resolves once readings are spelled so: in pinyin, or in zhuyin, for which a table is loaded first. */
  async function spelled(zhuyin) {
    const bopomofo = /[\u3105-\u3129]/;
    for (let left = 600; left; left--) {
      const first = readings().next().value;
      if (!first || bopomofo.test(readingOf(first.rt)) === zhuyin) return;
      await frame();
    }
    throw new Error(`the readings are not ${zhuyin ? "zhuyin" : "pinyin"}`);
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

  return { settled, spelled, dates, runs, broken, strayed, cut, smallest, sideways, edges, fused, otherScript, chineseNames, cards, phrases, lost, textNodes, words, shown, place };
})();
