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
 * @property {(string | HTMLElement)[]} trail what was shown so far, the last of it now: ids of entries, or contents for words
 * @property {boolean} hovered opened by hovering and not used since, so it closes when the pointer leaves
 */

const OPENS = 'a.term, a[href^="#term-"], a[href^="#fn-"], a[href^="#echo-"]';
const MENTIONS = ".body a.term:not(.card *)";
const HOVER_OPENS = 300;
const WORD_OPENS = 450;
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
let openTimer;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let closeTimer;
let named = 0;

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
 * Closes a card. If it has the focus, its anchor gets that.
 * @param {Card | null} card
 */
function closeCard(card) {
  if (!isOpen(card)) return;
  const hadFocus = card.box.contains(document.activeElement);
  card.box.hidePopover();
  if (hadFocus && card.anchor?.isConnected) focusWord(card.anchor);
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
  box.addEventListener("pointerenter", () => clearTimeout(closeTimer));
  box.addEventListener("pointerleave", () => leave(card));
  box.addEventListener("focusin", () => (card.hovered = false));
  box.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "closed") return;
    card.anchor?.classList.remove("on");
    card.anchor?.removeAttribute("aria-expanded");
    document.body.style.paddingBlockEnd = "";
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
 * @param {{ trail: Card["trail"], hovered?: boolean }} options
 */
function openCard(anchor, { trail, hovered = false }) {
  shared ??= makeCard();
  const card = shared;
  clearTimeout(openTimer);
  clearTimeout(closeTimer);
  if (isOpen(card)) card.box.hidePopover();
  card.anchor = anchor;
  card.trail = trail;
  card.hovered = hovered;
  // In the DOM directly after the anchor, so that Tab continues there.
  (anchor.closest(".pair, li, dl, p") ?? anchor).after(card.box);
  card.box.classList.toggle("hovered", hovered);
  card.box.removeAttribute("style");
  fill(card);
  card.box.showPopover();
  anchor.classList.add("on");
  if (!hovered) makeStop(anchor);
  if (anchor.matches("[href], [role]")) anchor.setAttribute("aria-expanded", "true");
  beside(card);
  if (!hovered) card.box.focus({ preventScroll: true });
}

/**
 * Shows the last item of the card's trail.
 * @param {Card} card
 */
function fill(card) {
  const shown = card.trail.at(-1) ?? "";
  const entry = typeof shown === "string" ? document.getElementById(shown) : null;
  const content = entry ? copied(entry) : shown;
  if (!(content instanceof Element)) return;
  const page = content.querySelector("dt a")?.getAttribute("href");
  part(card, "page").hidden = !page;
  if (page) part(card, "page").setAttribute("href", page);
  card.body.replaceChildren(content);
  card.box.classList.toggle("word", !entry && card.trail.length < 2);
  card.box.scrollTop = 0;
  nameCard(card, content, entry);
  part(card, "back").hidden = card.trail.length < 2;
  const same = entry && card.trail.length < 2 && card.anchor ? mentions(entryId(card.anchor)) : [];
  const place = card.anchor ? same.indexOf(card.anchor) : -1;
  part(card, "step").hidden = place < 0 || same.length < 2;
  /** @type {HTMLElement} */ (part(card, "step").querySelector("output")).textContent = `${place + 1}/${same.length}`;
}

/**
 * An entry as a card shows it, without the ids of the original.
 * @param {HTMLElement} entry
 */
function copied(entry) {
  const copy = /** @type {HTMLElement} */ (entry.cloneNode(true));
  const holder = document.createElement(entry.localName === "li" ? "div" : "dl");
  if (entry.localName === "li") holder.append(...copy.childNodes);
  else holder.append(copy);
  for (const element of holder.querySelectorAll("[id]")) element.removeAttribute("id");
  return holder;
}

/**
 * Names the card by its term or word in the reader's script, else by the heading of its section and what opened it.
 * @param {Card} card
 * @param {Element} content
 * @param {HTMLElement | null} entry
 */
function nameCard(card, content, entry) {
  const forms = /** @type {HTMLElement[]} */ ([...content.querySelectorAll("dt .name, .word-forms b")]);
  const own = forms.find((form) => form.lang && root.lang.startsWith(form.lang.slice(0, "zh-Hans".length))) ?? forms[0];
  const labels = own ? [own] : [entry?.closest("section")?.querySelector("h2"), card.trail.length < 2 ? card.anchor : null];
  const ids = labels.filter((label) => !!label).map((label) => (label.id ||= `card-name-${++named}`));
  card.box.setAttribute("aria-labelledby", ids.join(" "));
}

/**
 * Places the card below its anchor, or above if there is more room, and never over it. On a phone it is at the bottom; the
 * page scrolls instead.
 * @param {Card} card
 */
function beside({ box, anchor }) {
  if (!anchor) return;
  const first = anchor.getClientRects()[0] ?? anchor.getBoundingClientRect();
  const { top, bottom } = anchor.getBoundingClientRect();
  box.style.maxBlockSize = "";
  box.classList.toggle("long", box.scrollHeight > box.clientHeight);
  if (getComputedStyle(box).position === "fixed") {
    makeRoom(box);
    const hidden = bottom - box.getBoundingClientRect().top + 16;
    if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" });
    return;
  }
  const [above, below] = [top - barEnd() - 32, innerHeight - bottom - 16];
  const isBelow = box.offsetHeight <= below || below >= above;
  // In a low window a part of the card is scrolled to: in the card if that is large enough, else with the page.
  const room = Math.max(isBelow ? below : above, 128);
  if (box.offsetHeight > room) box.style.maxBlockSize = `${room}px`;
  box.classList.toggle("long", box.scrollHeight > box.clientHeight);
  const left = Math.max(12, Math.min(first.left - 16, root.clientWidth - box.offsetWidth - 12));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${(isBelow ? bottom + 8 : Math.max(top - box.offsetHeight - 24, -scrollY)) + scrollY}px`;
}

/**
 * Lets the page scroll far enough that nothing stays behind a card at the bottom of the window.
 * @param {HTMLElement} box
 */
function makeRoom(box) {
  document.body.style.paddingBlockEnd = `${innerHeight - box.getBoundingClientRect().top}px`;
}

/** Where the bar at the top of the window ends. */
function barEnd() {
  const bar = document.querySelector(".tools");
  return bar && getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().bottom : 0;
}

/**
 * Pins a card in the corner; one at a time.
 * @param {Card} card
 */
function pin(card) {
  if (card === pinned) return closeCard(card);
  if (pinned) pinned.box.hidePopover();
  card.box.hidePopover();
  card.box.removeAttribute("style");
  card.box.classList.add("pinned");
  card.box.popover = "manual";
  part(card, "pin").setAttribute("aria-pressed", "true");
  part(card, "step").hidden = true;
  document.body.append(card.box);
  card.box.showPopover();
  card.box.classList.toggle("long", card.box.scrollHeight > card.box.clientHeight);
  makeRoom(card.box);
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
 * @returns {boolean} whether there is one
 */
function step(card, way) {
  if (!card.anchor || part(card, "step").hidden) return false;
  const same = mentions(entryId(card.anchor));
  const next = same.at((same.indexOf(card.anchor) + way) % same.length);
  if (!next) return false;
  card.box.hidePopover();
  next.scrollIntoView({ block: "center", behavior: "instant" });
  openCard(next, { trail: [entryId(next)] });
  return true;
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null} the term, note, passage or word there that has a card
 */
function openerAt(target) {
  const link = target instanceof Element ? target.closest(OPENS) : null;
  if (link instanceof HTMLElement && document.getElementById(entryId(link))) return link;
  const word = target instanceof Element ? target.closest("ruby") : null;
  return word instanceof HTMLElement && !word.closest("a, button") ? word : null;
}

/**
 * @param {HTMLElement} opener
 * @returns {string | HTMLElement} the item of a trail that it opens
 */
function itemOf(opener) {
  return opener.localName === "ruby" ? wordContent(opener) : entryId(opener);
}

/**
 * Opens the card of a term, note, passage or word; within a card its entry takes the place of what is shown.
 * @param {HTMLElement} opener
 * @param {boolean} [hovered]
 */
function show(opener, hovered = false) {
  const card = [shared, pinned].find((one) => one?.box.contains(opener));
  if (!card) return openCard(opener, { trail: [itemOf(opener)], hovered });
  card.trail.push(itemOf(opener));
  fill(card);
  card.box.focus();
}

/**
 * Opens a card when the mouse rests on something. It does not replace a card that the reader opened by click or key.
 * @param {HTMLElement} opener
 */
function rest(opener) {
  const mayOpen = () => !isOpen(shared) || (shared.hovered && shared.anchor !== opener);
  clearTimeout(openTimer);
  if (shared?.anchor === opener) clearTimeout(closeTimer);
  openTimer = setTimeout(() => mayOpen() && show(opener, true), opener.localName === "ruby" ? WORD_OPENS : HOVER_OPENS);
  opener.addEventListener("pointerleave", () => {
    clearTimeout(openTimer);
    if (shared) leave(shared);
  }, { once: true });
}

/**
 * @param {Card} card
 */
function leave(card) {
  clearTimeout(closeTimer);
  if (card.hovered && card !== pinned) closeTimer = setTimeout(() => card.hovered && closeCard(card), HOVER_CLOSES);
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
    const opener = openerAt(event.target);
    if (!opener || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!getSelection()?.isCollapsed && !opener.hasAttribute("href")) return;
    event.preventDefault();
    if (opener !== wasOpen || shared?.hovered || event.detail === 0) show(opener);
  });

  /** Where the mouse is, and on what. A page that scrolls under a mouse at rest opens nothing. */
  let place = "";
  /** @type {HTMLElement | null} */
  let over = null;
  const placeOf = (/** @type {MouseEvent} */ { screenX, screenY }) => `${screenX} ${screenY}`;
  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || placeOf(event) === place) return;
    place = placeOf(event);
    const opener = event.buttons === 0 ? openerAt(event.target) : null;
    if (opener !== over && opener && !opener.closest(".card")) rest(opener);
    over = opener;
  });
  addEventListener("wheel", (event) => (place = placeOf(event)), { passive: true, capture: true });
  addEventListener("scroll", () => {
    clearTimeout(openTimer);
    over = null;
  }, { passive: true, capture: true });

  document.addEventListener("keydown", (event) => {
    const card = [shared, pinned].find((one) => one?.box.contains(document.activeElement));
    if (event.key === "Escape" && card) {
      closeCard(card);
      event.preventDefault();
    }
    const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!way || !isFree(event)) return;
    const here = isOpen(shared) && (shared === card || shared.anchor === document.activeElement);
    if (here && shared && step(shared, way)) event.preventDefault();
  });

  document.addEventListener("settings", markTerms);
  // The back/forward cache must restore the page without an open card.
  addEventListener("pagehide", () => closeCard(shared));
}
