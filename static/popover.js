/**
 * Cards: popovers for terms, footnotes and shared passages. Each of these is a link to an entry at the foot of the page;
 * this script clones the entry into one shared popover. Without the script the link leads to the entry.
 */
"use strict";

/**
 * @typedef {object} Card
 * @property {HTMLElement} box
 * @property {HTMLElement} body
 * @property {HTMLElement | null} anchor the element that opened it
 * @property {string[]} trail ids of the entries shown so far; the last one shows now
 * @property {boolean} hovered opened by hovering and not used since, so it closes when the pointer leaves
 */

const OPENS = 'a.term, a[href^="#term-"], a[href^="#fn-"], a[href^="#echo-"]';
const MENTIONS = ".body a.term:not(.card *)";
const HOVER_OPENS = 300;
const HOVER_CLOSES = 250;

/**
 * A card button with a symbol and an accessible name.
 * @param {string} name
 * @param {string} label
 * @param {string} [sign]
 */
const signButton = (name, label, sign = "") =>
  `<button type=button class=card-${name}><span class=vh>${label}</span><span aria-hidden=true>${sign}</span></button>`;

const CARD = `<div class=card popover=auto role=dialog tabindex=-1><div class=card-bar>
<button type=button class=card-back hidden><span aria-hidden=true>←</span> ${phrase("Back", "返回")}</button>
<span class=card-step hidden>${signButton("before", phrase("Mention before", "上一处", "上一處"), "‹")}<output></output>${signButton("after", phrase("Next mention", "下一处", "下一處"), "›")}</span>
${signButton("pin", phrase("Keep open", "钉住", "釘住"))}
${signButton("close", phrase("Close", "关闭", "關閉"), "×")}
</div><div class=card-body></div><p class=onward><a class=card-page>${phrase("Every mention", "全部提及处", "全部提及處")}</a></p></div>`;

/** The card for the next entry. @type {Card | null} */
let shared = null;
/** The card that the reader pinned. @type {Card | null} */
let pinned = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hoverTimer;

/**
 * @param {Element | null | undefined} link
 * @returns {string} the id of the entry that a link opens
 */
function entryId(link) {
  return link instanceof HTMLAnchorElement ? (link.dataset.entry ?? link.hash.slice(1)) : "";
}

/**
 * An element of the card, by class.
 * @param {Card} card
 * @param {string} name
 */
function part(card, name) {
  return /** @type {HTMLElement} */ (card.box.querySelector(`.card-${name}`));
}

/**
 * @param {Card | null} card
 * @returns {card is Card}
 */
function isOpen(card) {
  return !!card && card.box.matches(":popover-open");
}

/**
 * @param {Card | null} card
 */
function closeCard(card) {
  if (isOpen(card)) card.box.hidePopover();
}

/** @returns {Card} */
function makeCard() {
  const box = made(CARD);
  /** @type {Card} */
  const card = { box, body: /** @type {HTMLElement} */ (box.querySelector(".card-body")), anchor: null, trail: [], hovered: false };
  part(card, "close").addEventListener("click", () => closeCard(card));
  part(card, "pin").addEventListener("click", () => pin(card));
  part(card, "back").addEventListener("click", () => {
    card.trail.pop();
    fill(card);
    box.focus();
  });
  part(card, "before").addEventListener("click", () => step(card, -1));
  part(card, "after").addEventListener("click", () => step(card, 1));
  box.addEventListener("pointerenter", () => clearTimeout(hoverTimer));
  box.addEventListener("pointerleave", () => leave(card));
  box.addEventListener("focusin", () => (card.hovered = false));
  box.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    card.anchor?.classList.remove("on");
    card.anchor?.removeAttribute("aria-expanded");
  });
  box.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && card === pinned) {
      pinned = null;
      box.remove();
    }
  });
  return card;
}

/**
 * Opens the shared card next to an element.
 * @param {HTMLElement} anchor
 * @param {{ trail?: string[], content?: Node, hovered?: boolean }} options an entry's id, or other content
 */
function openCard(anchor, { trail = [], content, hovered = false }) {
  shared ??= makeCard();
  const card = shared;
  clearTimeout(hoverTimer);
  closeCard(card);
  card.anchor = anchor;
  card.trail = trail;
  card.hovered = hovered;
  // In the DOM directly after the anchor, so that Tab continues there.
  (anchor.closest(".pair, li, dl, p") ?? anchor).after(card.box);
  card.box.classList.toggle("word", !!content);
  card.box.ariaLabel = chosen("ui") === "en" ? "Entry" : root.lang.startsWith("zh-Hant") ? "詞條" : "词条";
  card.box.removeAttribute("style");
  if (content) card.body.replaceChildren(content);
  else fill(card);
  card.box.showPopover();
  anchor.classList.add("on");
  if (anchor.hasAttribute("href")) anchor.setAttribute("aria-expanded", "true");
  beside(card);
  if (!hovered) card.box.focus({ preventScroll: true });
}

/**
 * Shows the last entry of the card's trail.
 * @param {Card} card
 */
function fill(card) {
  const entry = document.getElementById(card.trail.at(-1) ?? "");
  if (!entry) return;
  const copy = /** @type {HTMLElement} */ (entry.cloneNode(true));
  const holder = document.createElement(entry.localName === "li" ? "div" : "dl");
  if (entry.localName === "li") holder.append(...copy.childNodes);
  else holder.append(copy);
  for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
  const page = copy.querySelector("dt a")?.getAttribute("href");
  part(card, "page").hidden = !page;
  if (page) part(card, "page").setAttribute("href", page);
  card.body.replaceChildren(holder);
  void completeEntry(copy).then(() => holder.isConnected && isOpen(card) && card !== pinned && beside(card));
  card.box.scrollTop = 0;
  part(card, "back").hidden = card.trail.length < 2;
  const same = card.trail.length === 1 && card.anchor ? mentions(entryId(card.anchor)) : [];
  const place = card.anchor ? same.indexOf(card.anchor) : -1;
  part(card, "step").hidden = place < 0 || same.length < 2;
  /** @type {HTMLElement} */ (part(card, "step").querySelector("output")).textContent = `${place + 1}/${same.length}`;
}

/**
 * Places the card below its anchor, or above if there is no room. On a phone it is at the bottom; the page scrolls instead.
 * @param {Card} card
 */
function beside({ box, anchor }) {
  if (!anchor) return;
  const at = anchor.getClientRects()[0] ?? anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  if (getComputedStyle(box).position === "fixed") {
    const hidden = at.bottom - (innerHeight - height) + 16;
    if (hidden > 0) scrollBy({ top: hidden });
    return;
  }
  const below = at.bottom + height + 16 < innerHeight || at.top < height + 80;
  const left = Math.max(12, Math.min(at.left - 16, root.clientWidth - width - 12));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(below ? at.bottom + 8 : at.top - height - 24) + scrollY}px`;
}

/**
 * Pins a card in the corner; one at a time.
 * @param {Card} card
 */
function pin(card) {
  if (card === pinned) {
    closeCard(card);
    return;
  }
  closeCard(pinned);
  closeCard(card);
  card.box.removeAttribute("style");
  card.box.classList.add("pinned");
  card.box.popover = "manual";
  part(card, "pin").setAttribute("aria-pressed", "true");
  part(card, "step").hidden = true;
  document.body.append(card.box);
  card.box.showPopover();
  card.box.focus();
  pinned = card;
  shared = null;
}

/**
 * The visible mentions in the text.
 * @param {string} [id] only mentions of this entry
 * @returns {HTMLElement[]}
 */
function mentions(id) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(MENTIONS));
  return [...links].filter((link) => (id ? entryId(link) === id : link.href) && isShown(link));
}

/**
 * Goes to the next mention of the same entry.
 * @param {Card} card
 * @param {1 | -1} way
 */
function step(card, way) {
  if (!card.anchor || card.trail.length > 1) return;
  const same = mentions(entryId(card.anchor));
  const next = same.at((same.indexOf(card.anchor) + way) % same.length);
  if (!next) return;
  closeCard(card);
  next.scrollIntoView({ block: "center", behavior: "instant" });
  openCard(next, { trail: [entryId(next)] });
}

/**
 * Opens a card when the mouse hovers. It does not replace a card that the reader opened by click or key.
 * @param {HTMLElement} anchor
 * @param {number} delay milliseconds
 * @param {() => void} open
 */
function rest(anchor, delay, open) {
  const mayOpen = () => !isOpen(shared) || (shared.hovered && shared.anchor !== anchor);
  clearTimeout(hoverTimer);
  hoverTimer = setTimeout(() => mayOpen() && open(), delay);
  anchor.addEventListener("pointerleave", () => (shared ? leave(shared) : clearTimeout(hoverTimer)), { once: true });
}

/**
 * @param {Card} card
 */
function leave(card) {
  clearTimeout(hoverTimer);
  if (card.hovered && card !== pinned) hoverTimer = setTimeout(() => closeCard(card), HOVER_CLOSES);
}

/** The setting that `markTerms` applied last; in the HTML all mentions are links. */
let marked = "all";

/** Makes mentions links by the setting. Tab skips an unmarked mention, but a click still opens its entry. */
function markTerms() {
  const links = chosen("links");
  if (links === marked) return;
  marked = links;
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(MENTIONS))) {
    const open = links === "all" || (links === "first" && link.classList.contains("first"));
    if (open === link.hasAttribute("href")) continue;
    const id = entryId(link);
    if (open) link.href = `#${id}`;
    else {
      link.dataset.entry = id;
      link.removeAttribute("href");
    }
  }
}

{
  /** The open anchor when the pointer went down: a second click on it closes the card. @type {Element | null} */
  let wasOpen = null;
  addEventListener("pointerdown", () => (wasOpen = isOpen(shared) ? shared.anchor : null), true);

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(OPENS) : null;
    const id = entryId(link);
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById(id)) return;
    if (!getSelection()?.isCollapsed && !link.hasAttribute("href")) return;
    event.preventDefault();
    const card = [shared, pinned].find((one) => one?.box.contains(link));
    if (card) {
      card.trail.push(id);
      fill(card);
      card.box.focus();
    } else if (link !== wasOpen || shared?.hovered || event.detail === 0) openCard(link, { trail: [id] });
  });

  document.addEventListener("pointerover", (event) => {
    const link = event.target instanceof Element ? event.target.closest(OPENS) : null;
    if (event.pointerType !== "mouse" || !(link instanceof HTMLElement) || !link.hasAttribute("href")) return;
    if (link.closest(".card, .terms") || !document.getElementById(entryId(link))) return;
    rest(link, HOVER_OPENS, () => openCard(link, { trail: [entryId(link)], hovered: true }));
  });

  document.addEventListener("keydown", (event) => {
    const card = [shared, pinned].find((one) => one?.box.contains(document.activeElement));
    if (event.key === "Escape" && card) closeCard(card);
    const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    const open = isOpen(shared) ? shared : null;
    if (open && (open === card || open.anchor === document.activeElement)) step(open, way);
    else if (document.activeElement?.matches(MENTIONS)) {
      const links = mentions();
      links.at((links.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + way) % links.length)?.focus();
    } else return;
    event.preventDefault();
  });

  document.addEventListener("settings", markTerms);
  // The back/forward cache must restore the page without an open card.
  addEventListener("pagehide", () => closeCard(shared));
}
