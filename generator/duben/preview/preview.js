/**
 * The preview's part of a page: the page follows what is saved and keeps the reader's place; a panel says what is wrong and
 * what a save changed. Served by `duben serve` only, before the page's own scripts; it knows their names, they not its.
 */
"use strict";

/**
 * @typedef {object} Problem
 * @property {string} place
 * @property {"error" | "warning" | "advice"} severity
 * @property {string} code
 * @property {string} message
 * @property {string} hint
 * @property {[string, string, string]} line before the place, at it, after it
 * @property {string} link
 *
 * @typedef {object} Change
 * @property {"article" | "entry" | "gained" | "lost" | "reading" | "conversion"} kind
 * @property {string} what
 * @property {number} count
 * @property {[string, string][]} places path and title
 *
 * @typedef {object} Changes
 * @property {number} took milliseconds
 * @property {Change[]} changes
 * @property {number} more
 * @property {number} pages
 *
 * @typedef {object} Anchor an element found again in the page as it has become
 * @property {"entry" | "word"} kind
 * @property {string} id of the entry it leads to, or of the pair the word stands in
 * @property {number} copy which of the pair's copies
 * @property {number} place among its like
 *
 * @typedef {object} Kept what the reader had before them
 * @property {string} path
 * @property {{ id: string, top: number }[]} places
 * @property {{ anchor: Anchor, trail: string[], pinned: boolean, scroll: number }[]} cards
 * @property {boolean} settings
 * @property {boolean[]} details
 */

{
  const KEEP = "duben-preview";
  const HIDDEN = "duben-preview-hidden";
  const PLAIN = /\/static\/(?:settings|popover|words|walk|reader)\.[0-9a-f]+\.js$/;

  /** The page as it was sent, before any script touched it: what the next one is compared with. */
  let was = /** @type {Document} */ (document.cloneNode(true));

  /** @returns {boolean} whether the page has cards and words: one that waits for its first build has none */
  const isReader = () => typeof openCard === "function" && typeof wordContent === "function";

  // ------------------------------------------------------------------ the reader's place

  /**
   * @param {Element} one
   * @returns {Element[]} its children, without what scripts have put there
   */
  const children = (one) => [...one.children].filter((child) => !child.matches(".card, .anchor, .walk"));

  /** @returns {[HTMLElement, number][]} what stands in the window, from its top on, and where */
  const inWindow = () => {
    /** @type {[HTMLElement, number][]} */
    const found = [];
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main .pair, main [id]"))) {
      const { top, bottom, height } = element.getBoundingClientRect();
      if (top > innerHeight) break;
      if (bottom > 60 && height) found.push([element, top]);
    }
    return found;
  };

  /**
   * Whatever opens the same entry, in the order of the page.
   * @param {string} id
   */
  const openers = (id) =>
    /** @type {HTMLElement[]} */ ([...document.querySelectorAll(`${OPENS}, .body a.term`)]).filter(
      (link) => entryId(link) === id && !link.closest(".card"),
    );

  /**
   * @param {HTMLElement} anchor
   * @returns {Anchor}
   */
  const described = (anchor) => {
    const id = entryId(anchor);
    if (id) return { kind: "entry", id, copy: 0, place: openers(id).indexOf(anchor) };
    const pair = anchor.closest(".pair");
    const copies = pair ? children(pair) : [];
    const copy = copies.findIndex((one) => one.contains(anchor));
    const place = [...(copies[copy]?.querySelectorAll("ruby") ?? [])].indexOf(anchor);
    return { kind: "word", id: pair?.id ?? "", copy, place };
  };

  /**
   * @param {Anchor} anchor
   * @returns {HTMLElement | undefined}
   */
  const found = ({ kind, id, copy, place }) => {
    if (kind === "entry") return openers(id).at(Math.max(0, Math.min(place, openers(id).length - 1)));
    const pair = id ? document.getElementById(id) : document.querySelector("main .pair");
    return /** @type {HTMLElement | undefined} */ (pair && children(pair)[copy]?.querySelectorAll("ruby")[place]);
  };

  /**
   * @param {Card} card
   * @returns {string[]} the entries in its trail, without words
   */
  const ids = ({ trail }) => trail.filter((item) => typeof item === "string");

  /** @returns {Kept["cards"]} */
  const cards = () =>
    !isReader()
      ? []
      : [pinned, shared].filter(isOpen).map((card) => ({
          anchor: card.anchor ? described(card.anchor) : { kind: "entry", id: ids(card)[0] ?? "", copy: 0, place: 0 },
          trail: ids(card),
          pinned: card === pinned,
          scroll: card.box.scrollTop,
        }));

  /** Loads the page anew, and comes back to where it was. */
  const reload = () => {
    /** @type {Kept} */
    const kept = {
      path: location.pathname,
      places: inWindow().map(([{ id }, top]) => ({ id, top })).filter(({ id }) => id),
      cards: cards(),
      settings: !!document.querySelector("#settings:popover-open"),
      details: [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("main details"))].map((one) => one.open),
    };
    sessionStorage.setItem(KEEP, JSON.stringify(kept));
    location.reload();
  };

  /** Puts everything back after a reload. */
  const restore = () => {
    const text = sessionStorage.getItem(KEEP);
    sessionStorage.removeItem(KEEP);
    /** @type {Kept | null} */
    const kept = JSON.parse(text ?? "null");
    if (kept?.path !== location.pathname) return;
    const details = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("main details"));
    for (const [index, one] of details.entries()) one.open = kept.details[index] ?? one.open;
    const place = kept.places.find(({ id }) => document.getElementById(id));
    const settle = () => {
      const element = place && document.getElementById(place.id);
      if (element) scrollBy({ top: element.getBoundingClientRect().top - place.top, behavior: "instant" });
    };
    // Blocks outside the window have only an estimated height until they come near: three frames settle it.
    settle();
    requestAnimationFrame(() => (settle(), requestAnimationFrame(() => (settle(), reopen(kept.cards)))));
    if (kept.settings) document.getElementById("settings")?.showPopover();
  };

  /**
   * @param {Kept["cards"]} open
   */
  const reopen = (open) => {
    if (!isReader()) return;
    for (const { anchor, trail, pinned: keep, scroll } of open) {
      const link = found(anchor);
      if (!link || (trail.length && !document.getElementById(trail.at(-1) ?? ""))) continue;
      openCard(link, { trail: anchor.kind === "word" ? [wordContent(link)] : trail });
      if (keep && shared) pin(shared);
      const card = keep ? pinned : shared;
      if (card) card.box.scrollTop = scroll;
    }
  };

  // ------------------------------------------------------------------ the page made like a new one

  /**
   * What an element is, wherever it stands: a paragraph's id is only its number, which one put before it changes.
   * @param {Element | undefined} element
   */
  const key = (element) => (element?.matches(".pair") ? element.outerHTML.replace(/ id="[^"]*"/, "") : element?.outerHTML);

  /**
   * Makes an element of the page, which was sent as `old`, like `next`; what is the same is left alone.
   * @param {Element} live
   * @param {Element} old
   * @param {Element} next
   */
  const follow = (live, old, next) => {
    if (old.isEqualNode(next)) return;
    const [here, before, after] = [children(live), children(old), children(next)];
    const isLeaf = [...old.childNodes, ...next.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
    if (isLeaf || next.matches(".pair") || here.length !== before.length || !old.cloneNode(false).isEqualNode(next.cloneNode(false))) {
      live.replaceWith(document.importNode(next, true));
      return;
    }
    let start = 0;
    while (start < before.length && start < after.length && key(before[start]) === key(after[start])) start++;
    let same = 0;
    while (same < Math.min(before.length, after.length) - start && key(before.at(-1 - same)) === key(after.at(-1 - same))) same++;
    for (const [index, element] of after.slice(after.length - same).entries()) {
      const kept = here[here.length - same + index];
      if (kept && kept.id !== element.id) kept.id = element.id;
    }
    const [gone, fresh] = [here.slice(start, here.length - same), after.slice(start, after.length - same)];
    if (gone.length === fresh.length) {
      for (const [index, element] of gone.entries()) follow(element, /** @type {Element} */ (before[start + index]), /** @type {Element} */ (fresh[index]));
      return;
    }
    const behind = here[here.length - same] ?? null;
    for (const element of gone) element.remove();
    for (const element of fresh) live.insertBefore(document.importNode(element, true), behind);
  };

  /**
   * Whether the new page differs only where it can be changed under the reader's eyes: not in what scripts have built on.
   * @param {Document} next
   */
  const canFollow = (next) => {
    const scripts = [...next.querySelectorAll("head script[src]:not([src^='/_duben/'])")];
    if (!isReader() || !scripts.every((script) => PLAIN.test(/** @type {HTMLScriptElement} */ (script).src))) return false;
    const frame = (/** @type {Document} */ page) => {
      const copy = /** @type {Document} */ (page.cloneNode(true));
      for (const element of copy.querySelectorAll("main > *, head link[rel=stylesheet]")) element.remove();
      return copy.documentElement;
    };
    const built = (/** @type {Document} */ page) => [...page.querySelectorAll(".toc, .body > .pair:has(> h2, > h3, > h4)")].map((one) => one.outerHTML).join();
    const [old, fresh] = [frame(was), frame(next)];
    return ["head", "body"].every((part) => old.querySelector(part)?.isEqualNode(fresh.querySelector(part))) && built(was) === built(next);
  };

  /**
   * The style sheets of a new page take the place of those here, once they are there.
   * @param {Document} next
   */
  const restyle = (next) => {
    const links = (/** @type {Document} */ page) => /** @type {HTMLLinkElement[]} */ ([...page.querySelectorAll("head link[rel=stylesheet]")]);
    const fresh = links(next).map((link) => link.getAttribute("href"));
    const here = links(document);
    const gone = here.filter((link) => !fresh.includes(link.getAttribute("href")));
    const added = links(next).filter((link) => !here.some((one) => one.getAttribute("href") === link.getAttribute("href")));
    let waiting = added.length;
    for (const link of added) {
      const copy = document.importNode(link);
      copy.onload = copy.onerror = () => {
        if (--waiting === 0) for (const one of gone) one.remove();
      };
      (gone.at(-1) ?? document.head.lastElementChild)?.after(copy);
    }
  };

  /**
   * @param {Document} next
   */
  const become = (next) => {
    const places = inWindow();
    const open = cards();
    const focused = document.activeElement;
    const inCard = !!focused?.closest(".card");
    const again = focused instanceof HTMLElement && focused.closest("main") && !inCard ? described(focused) : null;
    const [main, old, fresh] = [document, was, next].map((page) => page.querySelector("main"));
    if (!main || !old || !fresh) return reload();
    follow(main, old, fresh);
    markTerms();
    markKnown();
    spell();
    colourTones();
    const place = places.find(([element]) => element.isConnected) ?? places.find(([{ id }]) => id && document.getElementById(id));
    const element = place?.[0].isConnected ? place[0] : document.getElementById(place?.[0].id ?? "");
    if (place && element) scrollBy({ top: element.getBoundingClientRect().top - place[1], behavior: "instant" });
    refill(open);
    if (again && focused && !focused.isConnected) found(again)?.focus({ preventScroll: true });
    else if (inCard && !focused?.isConnected) (isOpen(shared) ? shared : pinned)?.box.focus({ preventScroll: true });
    document.dispatchEvent(new Event("duben-followed")); // `why.js` asks anew
  };

  /**
   * The cards that were open show what their entries say now; one whose place went with it opens again at the new one.
   * @param {Kept["cards"]} open as they were
   */
  const refill = (open) => {
    for (const kept of open) {
      const card = kept.pinned ? pinned : shared;
      if (!card) continue;
      const link = card.anchor?.isConnected ? card.anchor : found(kept.anchor);
      const trail = kept.trail.filter((id) => document.getElementById(id));
      const isWord = kept.anchor.kind === "word";
      const { hovered } = card;
      if (isWord ? !link : !trail.length) closeCard(card);
      else if (isWord) {
        if (link && (link !== card.anchor || !isOpen(card))) openCard(link, { trail: [wordContent(link)], hovered });
      } else if (isOpen(card)) {
        if (link) card.anchor = link;
        card.trail = trail;
        fill(card);
      } else if (link) openCard(link, { trail, hovered });
      card.box.scrollTop = kept.scroll;
    }
  };

  /**
   * Fetches the page as it is now, and follows it.
   * @param {boolean} stylesOnly
   */
  const update = async (stylesOnly) => {
    const response = await fetch(location.pathname + location.search, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!stylesOnly) {
      if (!canFollow(next)) return reload();
      become(next);
      was = next;
    }
    restyle(next);
  };

  // ------------------------------------------------------------------ the panel

  const panel = document.createElement("aside");
  panel.id = "duben";
  panel.lang = "en";
  panel.setAttribute("aria-label", "Preview");

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} tag
   * @param {string} name class
   * @param {...(Node | string)} content
   */
  const make = (tag, name, ...content) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    element.append(...content.filter(Boolean));
    return element;
  };

  /**
   * A part of the panel: a line that opens; the reader's choice of open or closed is kept.
   * @param {string} name
   * @param {Node[]} line
   * @param {Node[]} content
   * @param {boolean} opened
   */
  const section = (name, line, content, opened) => {
    const before = /** @type {HTMLDetailsElement | null} */ (panel.querySelector(`.${name}`));
    const details = make("details", name, make("summary", "", ...line), ...content);
    details.open = before?.open ?? opened;
    if (before) before.replaceWith(details);
    else if (name === "problems") panel.prepend(details);
    else panel.append(details);
    shown();
  };

  /** @param {string} name */
  const drop = (name) => {
    panel.querySelector(`.${name}`)?.remove();
    shown();
  };

  const shown = () => {
    panel.hidden = !panel.childElementCount;
    document.documentElement.toggleAttribute("data-duben", !panel.hidden);
  };

  /**
   * @param {number} n
   * @param {string} name
   * @param {string} sign
   */
  const count = (n, name, sign = "") => (n ? `${sign}${n} ${name}${n > 1 ? "s" : ""}` : "");

  /** @param {Problem} problem */
  const problemLine = ({ place, severity, code, message, hint, line, link }) => {
    const at = link ? Object.assign(make("a", "at", place), { href: link }) : make("span", "at", place);
    const [before, marked, after] = line;
    return make(
      "li",
      severity,
      at,
      make("p", "", `${severity}: ${message} `, make("small", "", `[${code}]`)),
      line.join("").trim() ? make("pre", "", make("code", "", before.trimStart(), make("mark", "", marked), after)) : "",
      hint ? make("p", "hint", `hint: ${hint}`) : "",
    );
  };

  /**
   * @param {Problem[]} problems
   * @param {string} fault
   */
  const showProblems = (problems, fault) => {
    const listed = problems.filter(({ severity }) => severity !== "advice");
    if (!listed.length && !fault) return drop("problems");
    const errors = listed.filter(({ severity }) => severity === "error");
    const total = [count(errors.length, "error"), count(listed.length - errors.length, "warning")].filter(Boolean).join(", ");
    const first = errors[0] ?? listed[0];
    const line = [make("b", "", fault ? "Duben crashed" : total), make("span", "first", fault || `${first?.place} ${first?.message}`)];
    const items = listed.map(problemLine);
    const content = fault ? [make("p", "hint", `${fault}. See the terminal for details. This page is the last good version.`)] : [];
    const wide = matchMedia("(min-width: 80rem)").matches;
    section("problems", line, [...content, make("ol", "", ...items)], errors.length > 0 && wide);
    panel.querySelector(".problems")?.classList.toggle("grave", errors.length > 0 || !!fault);
    panel.querySelector(".problems summary")?.setAttribute("role", "alert");
  };

  const KINDS = { gained: "+", lost: "−", reading: "读", conversion: "繁", entry: "典", article: "文" };
  const KIND_NAMES = { gained: "mention added", lost: "mention removed", reading: "reading", conversion: "conversion", entry: "entry", article: "article" };

  /**
   * The places, article by article: the title leads to the first of them, a number to each further one.
   * @param {Change["places"]} places
   */
  const placeLinks = (places) => {
    let before = "";
    let number = 1;
    return places.map(([path, title]) => {
      number = title === before ? number + 1 : 1;
      before = title;
      const link = Object.assign(make("a", "", number > 1 ? `${number}` : title), { href: `/${path}` });
      if (number > 1) link.setAttribute("aria-label", `${title}, ${number}`);
      return link;
    });
  };

  /** @param {Change} change */
  const changeLine = ({ kind, what, count, places }) => {
    const sign = make("span", `duben-sign ${kind}`, KINDS[kind]);
    sign.title = KIND_NAMES[kind];
    const names = kind === "entry" || kind === "article";
    const link = Object.assign(make("a", "duben-what", what), { href: `/${places[0]?.[0]}` });
    const more = count > places.length ? ` and ${count - places.length} more` : "";
    return names
      ? make("li", "", sign, link)
      : make("li", "", sign, make("span", "duben-what", what, count > 1 ? ` ×${count}` : ""), make("span", "duben-where", ...placeLinks(places), more));
  };

  /** @param {Changes} changes */
  const showChanges = (changes) => {
    const id = JSON.stringify(changes);
    if (sessionStorage.getItem(HIDDEN) === id) return;
    const sum = (/** @type {Change["kind"]} */ kind) => changes.changes.reduce((n, change) => n + (change.kind === kind ? change.count : 0), 0);
    const parts = [
      count(changes.pages, "page"),
      count(sum("gained"), "mention", "+"),
      count(sum("lost"), "mention", "−"),
      count(sum("reading"), "reading"),
      count(sum("conversion"), "conversion"),
    ];
    const line = [make("b", "", `${changes.took} ms`), make("span", "first", parts.filter(Boolean).join(" · "))];
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Hide what this save changed");
    close.addEventListener("click", () => {
      sessionStorage.setItem(HIDDEN, id);
      drop("changes");
    });
    const more = changes.more ? [make("p", "hint", `and ${changes.more} more`)] : [];
    section("changes", [...line, close], [make("ol", "", ...changes.changes.map(changeLine)), ...more], false);
  };

  // A place on this very page is gone to without loading it again, and is shown for a moment.
  panel.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const element = link && link.pathname === location.pathname ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!element) return;
    event.preventDefault();
    element.scrollIntoView({ block: "center" });
    element.classList.remove("duben-here");
    requestAnimationFrame(() => element.classList.add("duben-here"));
  });

  // ------------------------------------------------------------------ what the server says

  /** Saves that come while a page is being fetched wait for it. */
  let busy = Promise.resolve();
  let waiting = 1000;

  const listen = (again = false) => {
    const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/livereload`);
    socket.addEventListener("open", () => {
      socket.send(JSON.stringify({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] }));
      socket.send(JSON.stringify({ command: "info", url: location.href, plugins: { duben: {} } }));
      waiting = 1000;
      if (again) busy = busy.then(() => update(false)).catch(() => {});
    });
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(data);
      if (message.command === "reload") busy = busy.then(() => update(message.path.endsWith(".css"))).catch(() => {});
      else if (message.command === "problems") showProblems(message.problems, message.fault);
      else if (message.command === "changes") showChanges(message);
    });
    socket.addEventListener("close", () => {
      setTimeout(() => listen(true), waiting);
      waiting = Math.min(2 * waiting, 15_000);
    });
  };

  shown();
  document.body.append(panel);
  document.addEventListener("DOMContentLoaded", () => {
    restore();
    listen();
  });
  // A page that the browser keeps for going back would not hear of what is saved meanwhile.
  addEventListener("pageshow", (event) => event.persisted && (busy = busy.then(() => update(false)).catch(() => {})));
}
