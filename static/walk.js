/**
 * The way through the text by keyboard: arrow keys go from word to word, and the word that the reader is at is the only one
 * that Tab stops at. Whatever has the focus is kept in sight.
 */
"use strict";

const ONE_WORD = ":is(a.term, ruby:not(a *))";
const WORDS = `main ${ONE_WORD}:not(.terms *, .card *)`;
const BLOCK = "p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote, dd, dt, .pair";
/** What makes a word a control. Only one word has this: thousands would be as many stops. */
const STOP = { tabindex: "0", role: "button", "aria-haspopup": "dialog" };

/** The word that Tab stops at. @type {HTMLElement | null} */
let tabStop = null;
/** What had the focus before the walk began. @type {HTMLElement | null} */
let entered = null;

/**
 * @param {HTMLElement} word
 */
function makeStop(word) {
  if (word === tabStop || !word.matches(`${ONE_WORD}:not([href])`)) return;
  for (const name of Object.keys(STOP)) tabStop?.removeAttribute(name);
  for (const [name, value] of Object.entries(STOP)) word.setAttribute(name, value);
  tabStop = word;
}

/**
 * @param {HTMLElement} word or another element that opened a card
 */
function focusWord(word) {
  makeStop(word);
  word.focus();
}

/**
 * Whether an arrow key may be taken: not with a modifier, nor where the reader moves the caret with it (caret browsing).
 * @param {KeyboardEvent} event
 */
function isFree({ altKey, ctrlKey, metaKey, shiftKey, defaultPrevented }) {
  const caret = getSelection()?.focusNode;
  return !(altKey || ctrlKey || metaKey || shiftKey || defaultPrevented || (caret && document.activeElement?.contains(caret)));
}

/**
 * The word after another, or before it.
 * @param {HTMLElement} here a word, or what stands before all words
 * @param {1 | -1} way
 * @param {boolean} [byBlock] the first word of the next block
 * @returns {HTMLElement | undefined}
 */
function wordFrom(here, way, byBlock) {
  const card = here.closest(".card-body, .card");
  const words = /** @type {HTMLElement[]} */ ([...(card ?? document).querySelectorAll(card ? `.card-body ${ONE_WORD}` : WORDS)]);
  const block = byBlock && words.includes(here) ? here.closest(BLOCK) : null;
  for (let at = words.indexOf(here) + way; at in words; at += way) {
    const word = /** @type {HTMLElement} */ (words[at]);
    if (!isShown(word) || block?.contains(word)) continue;
    const its = word.closest(BLOCK);
    return byBlock ? words.find((one) => its?.contains(one) && isShown(one)) : word;
  }
}

{
  const main = /** @type {HTMLElement} */ (document.getElementById("main"));
  const entry = made(`<button type=button class=walk>${phrase("Word by word: arrow keys to move, Enter to open", "逐词浏览：方向键移动，回车键打开", "逐詞瀏覽：方向鍵移動，Enter 鍵開啟")}</button>`);
  if (document.querySelector(WORDS)) main.prepend(entry);

  /**
   * @param {HTMLElement} from
   * @param {HTMLElement | undefined} word
   */
  const go = (from, word) => {
    if (!word) return;
    if (!from.matches(ONE_WORD)) entered = from;
    focusWord(word);
  };
  entry.addEventListener("click", () => go(entry, tabStop && isShown(tabStop) ? tabStop : wordFrom(entry, 1)));

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (!(here instanceof HTMLElement) || event.defaultPrevented) return;
    const isWord = here.matches(ONE_WORD);
    const caret = getSelection();
    const read = here === document.body && event.key === "Enter" && caret?.isCollapsed ? openerAt(caret.focusNode?.parentElement ?? null) : null;
    if (read) return show(read); // by caret browsing
    if (!isWord && here !== entry && !here.matches(".card")) return;
    if (event.key === "Escape" && isWord && !here.closest(".card") && !isOpen(shared)) return entered?.isConnected && entered.focus();
    if (isWord && [" ", "Enter"].includes(event.key) && !here.matches("[href]") && !event.repeat) {
      event.preventDefault();
      return show(here);
    }
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way || !isFree(event) || (!isWord && way < 0)) return;
    const word = wordFrom(here, /** @type {1 | -1} */ (way), event.key === "ArrowDown" || event.key === "ArrowUp");
    if (!word && !isWord) return;
    event.preventDefault();
    go(here, word);
  });

  /** What covers a part of the window's foot. */
  const panels = () => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".card:popover-open")]).filter((box) => getComputedStyle(box).position === "fixed");

  document.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof HTMLElement)) return;
    // A panel that the focus has left would cover what has it now.
    for (const panel of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[popover]:not([popover=manual]):popover-open"))) {
      const isOpener = (panel === shared?.box && target === shared.anchor) || (target instanceof HTMLButtonElement && target.popoverTargetElement === panel);
      if (!panel.contains(target) && !isOpener) panel.hidePopover();
    }
    if (!target.closest("main, .colophon") || target.closest("[popover]") || !target.matches(":focus-visible")) return;
    const { top, bottom, left, right } = target.getBoundingClientRect();
    const over = panels().map((box) => box.getBoundingClientRect()).filter((box) => box.left < right && box.right > left);
    const end = Math.min(innerHeight, ...over.map((box) => box.top));
    if (bottom + 8 > end) scrollBy({ top: bottom + 8 - end, behavior: "instant" });
    else if (top - 8 < barEnd()) scrollBy({ top: top - 8 - barEnd(), behavior: "instant" });
  });
}
