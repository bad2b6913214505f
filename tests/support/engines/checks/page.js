/**
 * What every check needs to know of a page: what shows, as text and as readings, and where.
 *
 * The files of this folder are evaluated together, in a page as it is; then each check is a method of `checks`. It returns
 * its faults, as lines for a person to read, and leaves the page as it was.
 */
"use strict";

globalThis.checks = {};

/** Pixels by which two boxes may differ and still be in the same place. */
const SLACK = 1;

const shown = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
const brief = (text) => ([...text].length > 40 ? `${[...text].slice(0, 40).join("")}…` : text);
const round = (number) => Math.round(number * 10) / 10;

/** Resolves after the next frame; a window that draws none, for example a covered one, is not waited for. */
const frame = () => new Promise((done) => [requestAnimationFrame(() => setTimeout(done)), setTimeout(done, 1000)]);

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

// One for all: a page with thousands of ranges, each kept up to date, takes a minute to change.
const range = document.createRange();

function rectsOf(node, start = 0, end = node.data.length) {
  range.setStart(node, start);
  range.setEnd(node, end);
  return [...range.getClientRects()].filter((box) => box.width > 0);
}

function overlap(one, other) {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > SLACK && down > SLACK ? Math.min(across, down) : 0;
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

/** Resolves when the page has been drawn. */
async function settled() {
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

Object.assign(checks, { shown, textNodes, words, settled, spelled });
