/**
 * Why a word is so: what the preview adds to the card of a word or a term. The server says it, each time that a card
 * opens or shows something else, and again when the page has followed a save. Served by `duben serve` only.
 */
"use strict";

/**
 * @typedef {object} Why
 * @property {[string, string]} word in Simplified and in Traditional
 * @property {{ name: string, said: [string, string][] }[]} rows what is said, and where it leads
 * @property {{ label: string, text: string }[]} copies
 * @property {string} [stale] why there is nothing else
 */

{
  const OPEN = "duben-why-open";
  const CHINESE = /([\u2e80-\u9fff\uf900-\ufaff]+)/;

  /** What has a card of its own, in a copy of a block; the server counts the same. */
  const CARDED = "a.term, ruby:not(a *)";

  /**
   * @param {HTMLElement | null} anchor what a card was opened from
   * @returns {string} the question about its word; empty where it is none of the article's own text
   */
  const question = (anchor) => {
    const pair = anchor?.closest(".pair");
    const copy = [...(pair?.children ?? [])].find((child) => child.matches("[lang]") && child.contains(anchor));
    const block = pair?.closest("header.title") ? "title" : pair?.id;
    const carded = [...(copy?.querySelectorAll(CARDED) ?? [])].filter((one) => !one.closest(".card"));
    const at = anchor ? carded.indexOf(anchor) : -1;
    if (!block || at < 0) return "";
    const script = copy?.getAttribute("lang") === "zh-Hans" ? "hans" : "hant";
    return String(new URLSearchParams({ page: decodeURI(location.pathname), block, script, at: String(at) }));
  };

  // ------------------------------------------------------------------ the section

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {...(Node | string)} content
   */
  const make = (tag, ...content) => {
    const element = document.createElement(tag);
    element.append(...content);
    return element;
  };

  /**
   * An English text, its Chinese marked as such.
   * @param {string} text
   */
  const marked = (text) => text.split(CHINESE).map((part, index) => (index % 2 ? Object.assign(make("span", part), { lang: "zh" }) : part));

  /** @param {[string, string]} said */
  const linked = ([text, href]) => (href ? [Object.assign(make("a", ...marked(text)), { href })] : marked(text));

  /**
   * Copies a text; where the browser does not let us, selects it, so that the reader can.
   * @param {string} text
   * @param {HTMLElement} code where it is shown
   * @param {HTMLElement} status
   */
  const copy = async (text, code, status) => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(code);
      status.textContent = "Selected. Press Ctrl+C or ⌘C to copy.";
    }
  };

  /**
   * @param {Why["copies"][number]} what
   * @param {HTMLElement} status
   */
  const copier = ({ label, text }, status) => {
    const code = make("code", text);
    const button = make("button", make("span", label), code);
    button.type = "button";
    button.title = text;
    button.setAttribute("aria-label", `Copy: ${label}`);
    button.addEventListener("click", async () => {
      await copy(text, code, status);
      for (const other of button.closest("ul")?.querySelectorAll(".done") ?? []) other.classList.remove("done");
      button.classList.add("done");
    });
    return make("li", button);
  };

  /**
   * @param {Why} why
   * @param {Card} card
   */
  const drawn = ({ rows, copies, stale }, card) => {
    const section = make("section");
    section.className = "duben-why";
    section.lang = "en";
    section.setAttribute("aria-label", "Why this word is read and written so");
    if (stale) section.append(make("p", stale));
    else section.append(make("dl", ...rows.map(({ name, said }) => make("div", make("dt", name), make("dd", ...said.flatMap(linked))))));
    if (!copies?.length) return section;
    const status = make("span");
    status.setAttribute("role", "status");
    const details = make("details", make("summary", make("span", "Copy an override or an entry"), status), make("ul", ...copies.map((one) => copier(one, status))));
    details.open = sessionStorage.getItem(OPEN) === "yes";
    details.addEventListener("toggle", () => sessionStorage.setItem(OPEN, details.open ? "yes" : ""));
    details.addEventListener("click", ({ target }) => {
      if (target instanceof Element && target.closest("summary")) requestAnimationFrame(() => settle(card, details));
    });
    section.append(details);
    return section;
  };

  /**
   * Finds the card a place again, now that it is longer, and shows what it is longer by.
   * @param {Card} card
   * @param {HTMLElement} [part]
   */
  const settle = (card, part) => {
    if (card !== pinned && isOpen(card)) beside(card);
    part?.scrollIntoView({ block: "nearest" });
  };

  // ------------------------------------------------------------------ in the cards

  /** @type {WeakMap<HTMLElement, { anchor: HTMLElement | null, stop: AbortController }>} */
  const asked = new WeakMap();

  /**
   * Puts a new section in the place of the one that is there, and the focus where it was in that.
   * @param {Card} card
   * @param {HTMLElement} section
   */
  const put = (card, section) => {
    const stops = (/** @type {Element} */ one) => /** @type {HTMLElement[]} */ ([...one.querySelectorAll("a, summary, button")]);
    const old = card.box.querySelector(".duben-why");
    const focused = old ? stops(old).findIndex((one) => one === document.activeElement) : -1;
    if (old) old.replaceWith(section);
    else card.body.after(section);
    if (focused >= 0) (stops(section)[focused] ?? card.box).focus({ preventScroll: true });
    if (!old) settle(card);
  };

  /** @param {Card} card */
  const ask = async (card) => {
    const about = card.trail.length < 2 ? question(card.anchor) : "";
    const before = asked.get(card.box);
    before?.stop.abort();
    // What was said of the same word stays until it is said anew; a word in a block that a save replaced is the same.
    const same = before?.anchor === card.anchor || before?.anchor?.isConnected === false;
    if (!about || !same) card.box.querySelector(".duben-why")?.remove();
    const stop = new AbortController();
    asked.set(card.box, { anchor: card.anchor, stop });
    if (!about) return;
    try {
      const response = await fetch(`/_duben/why?${about}`, { signal: stop.signal });
      /** @type {Why | null} */
      const why = response.ok || response.status === 409 ? await response.json() : null;
      const shown = card.anchor?.textContent ?? "";
      if (why && (why.stale || why.word.some((form) => form.includes(shown)))) put(card, drawn(why, card));
      else card.box.querySelector(".duben-why")?.remove();
    } catch {
      // Asked anew meanwhile, or the server has gone: the card is as it is on a built site.
    }
  };

  const cards = () => (typeof openCard === "function" ? [shared, pinned].filter((card) => card !== null) : []);

  /** @type {WeakSet<HTMLElement>} */
  const watched = new WeakSet();

  // A card is filled before it opens, and after that by whatever it shows next.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      const card = cards().find(({ box }) => box === target);
      if (!card || watched.has(card.box)) return;
      watched.add(card.box);
      new MutationObserver(() => ask(card)).observe(card.body, { childList: true });
      ask(card);
    },
    true,
  );
  document.addEventListener("duben-followed", () => cards().filter(isOpen).forEach(ask));
}
