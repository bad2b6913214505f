/**
 * Entries: the foot of the page has a line of each, a script in `cards/` the rest, which is loaded when a card shows it.
 * The same file serves all pages, so it is adapted here to the page: to its script, its entries, and its own place.
 */
"use strict";

const PLACES = 3;

/** What has been loaded, or is being loaded, by the address of the file. @type {Map<string, Promise<string>>} */
const cardFiles = new Map();
/** @type {Map<string, string>} */
const cardTexts = new Map();

/**
 * Receives the rest of an entry: each file in `cards/` calls this.
 * @param {string} html
 */
function dubenCard(html) {
  if (document.currentScript instanceof HTMLScriptElement) cardTexts.set(document.currentScript.src, html);
}

/**
 * The address of the file with the rest of an entry of the page; empty if there is none.
 * @param {Element | null} entry
 */
function cardUrl(entry) {
  const page = entry?.querySelector("a")?.href ?? "";
  const url = page.replace(/glossary\/([^/]+)\.html$/, "cards/$1.js");
  return url === page ? "" : url;
}

/**
 * The rest of an entry as HTML. Empty if it does not load; then the next card asks again.
 * @param {string} url
 * @returns {Promise<string>}
 */
function cardText(url) {
  const loading =
    cardFiles.get(url) ??
    loadScript(url).then(
      () => cardTexts.get(url) ?? "",
      () => (cardFiles.delete(url), ""),
    );
  cardFiles.set(url, loading);
  return loading;
}

/**
 * Adds what its file says to a copy of an entry of the page.
 * @param {HTMLElement} entry
 * @returns {Promise<void>}
 */
async function completeEntry(entry) {
  const head = entry.querySelector("dt");
  const url = cardUrl(entry);
  const html = url ? await cardText(url) : "";
  if (!head || !url || !html) return;
  const rest = made(`<template>${html}</template>`);
  const { content } = /** @type {HTMLTemplateElement} */ (rest);
  adapt(content, url);
  const here = entry.querySelector(".names");
  if (here) mergeNames(content, here);
  head.after(content);
  for (const gloss of [...entry.querySelectorAll(".gloss")].slice(1)) gloss.remove();
}

/**
 * Makes the rest of an entry fit this page.
 * @param {DocumentFragment} rest
 * @param {string} url of its file, to which its links are relative
 */
function adapt(rest, url) {
  for (const copy of /** @type {NodeListOf<HTMLElement>} */ (rest.querySelectorAll("[lang|=zh]:not([lang=zh], .keep)"))) {
    copy.hidden = (copy.lang === "zh-Hans") !== (root.dataset.written === "hans");
  }
  const entries = new Map([...document.querySelectorAll(".entry[id]")].map((entry) => [entry.querySelector("a")?.href, entry.id]));
  for (const link of rest.querySelectorAll("a")) {
    link.href = new URL(link.getAttribute("href") ?? "", url).href;
    const id = entries.get(link.href);
    if (id) link.setAttribute("href", `#${id}`);
  }
  const name = (/** @type {string} */ path) => path.replace(/\.html$/, "");
  const places = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (rest.querySelectorAll(".places a"))];
  const others = places.filter((place) => name(place.pathname) !== name(location.pathname)).slice(0, PLACES);
  for (const place of places) if (!others.includes(place)) place.remove();
  if (!others.length) rest.querySelector(".places")?.remove();
}

/**
 * Lists the forms that the page uses first, and each form once.
 * @param {DocumentFragment} rest
 * @param {Element} here
 */
function mergeNames(rest, here) {
  const used = new Set([...here.querySelectorAll(".keep")].map((form) => form.textContent));
  const also = rest.querySelector(".names");
  for (const form of /** @type {NodeListOf<HTMLElement>} */ (also?.querySelectorAll(".form") ?? [])) {
    if (used.has(form.querySelector(".keep")?.textContent ?? "") || used.has(form.dataset.other ?? "")) form.remove();
  }
  if (also?.querySelector(".form")) here.append(...also.childNodes);
  also?.remove();
  rest.querySelector(".def")?.after(here);
}

// Loading begins before the card opens, so that most cards are whole when they do, and keep their place.
for (const event of ["pointerover", "pointerdown"]) {
  document.addEventListener(event, ({ target }) => {
    const link = target instanceof Element ? target.closest('a.term, a[href^="#term-"]') : null;
    const url = link ? cardUrl(document.getElementById(entryId(link))) : "";
    if (url) void cardText(url);
  });
}
