/**
 * Search as you type, in either script, over the index that `generator/duben/search/` describes.
 *
 * It fetches nothing before the first search, and then only the few files that the query needs. Each file is a script that
 * calls `dubenShard`, so that the page also works from disk. A hit is shown after its text confirms it.
 */
"use strict";

/** Receives the data of an index file; each file calls this. @type {(name: string, data: any) => void} */
var dubenShard;

{
  /**
   * A run of characters in the query that must occur unchanged in the text.
   * A part that contains it has all `keys`, all `others` and, if `word` is not empty, a word that begins with `word`.
   * @typedef {{ keys: string[], others: string[], word: string, pattern: RegExp }} Phrase
   *
   * An article with, for each phrase, the mask of the parts that may contain it.
   * @typedef {{ article: number, masks: number[] }} Candidate
   *
   * @typedef {[url: string, title: string, date: string, blocks: [anchor: string, text: string][], differs: number]} Part
   * @typedef {[url: string, hans: string, hant: string, english: string, names: string]} Entry
   * @typedef {{ part: Part, block: number, phrase: number }} Hit
   */

  const AT_ONCE = 5;
  const LOOKED_AT = 10;
  const FEW = 10;
  const BEFORE = 24;
  const AFTER = 56;
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const FOLDS = 256;

  const form = /** @type {HTMLFormElement} */ (document.querySelector("main form[role=search], form[role=search]"));
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const list = /** @type {HTMLElement} */ (document.getElementById("results"));
  const summary = document.getElementById("summary");
  const { root: site = "", index = "search/" } = list.dataset;

  // The files of the index

  /** @type {Map<string, Promise<any>>} */
  const shards = new Map();
  /** @type {Map<string, any>} */
  const arrived = new Map();
  dubenShard = (name, data) => void arrived.set(name, data);

  /**
   * The data of an index file, fetched once.
   * @param {string} name
   * @returns {Promise<any>}
   */
  function shard(name) {
    let promise = shards.get(name);
    if (!promise) {
      promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${index}${name}.js`;
        script.onload = () => (script.remove(), resolve(arrived.get(name)));
        script.onerror = () => (script.remove(), shards.delete(name), reject(new Error(`${index}${name}.js does not load`)));
        document.head.append(script);
      });
      shards.set(name, promise);
    }
    return promise;
  }

  /**
   * The page of a key; see `page_of` in `generator/duben/search/postings.py`.
   * @param {string} key
   * @param {number} pages
   */
  function pageOf(key, pages) {
    let value = -1;
    for (const unit of [...key].slice(0, 2).join("").split("")) {
      value ^= unit.charCodeAt(0);
      for (let bit = 0; bit < 16; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return (~value >>> 0) % pages;
  }

  /**
   * The postings of one key.
   * @param {string} text
   * @returns {Map<number, number>} the mask of each article
   */
  function decode(text) {
    const found = new Map();
    let at = 0;
    const number = () => {
      for (let value = 0, shift = 0; ; shift += 5) {
        const digit = DIGITS.indexOf(text.charAt(at++));
        value |= (digit & 31) << shift;
        if (digit < 32) return value;
      }
    };
    for (let article = -1; at < text.length; ) found.set((article += number() + 1), number());
    return found;
  }

  // The query

  /**
   * For each character of a text, the group of characters that fold alike.
   * @param {string} text
   * @returns {Promise<Map<string, string>>}
   */
  async function alike(text) {
    const found = new Map();
    const names = new Set([...text].filter((character) => character >= "⺀").map((character) => `f/${(character.codePointAt(0) ?? 0) % FOLDS}`));
    for (const members of await Promise.all([...names].map(shard))) {
      for (const member of members.split(" ")) for (const character of member) found.set(character, member);
    }
    return found;
  }

  /** @param {string} text */
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  /** @param {string} text */
  const units = (text) => text.match(/[0-9a-z]+|[^0-9a-z]+/g) ?? [];

  /**
   * A run of letters and characters as a phrase.
   * @param {string} run lower case
   * @param {Map<string, string>} classes
   * @returns {Phrase}
   */
  function phrase(run, classes) {
    const parts = units(run);
    /** @type {string[]} */
    const keys = [];
    /** @type {string[]} */
    const others = [];
    const patterns = [];
    let word = "";
    for (const [at, part] of parts.entries()) {
      if (/^[0-9a-z]/.test(part)) {
        if (at < parts.length - 1) keys.push(part);
        else word = part;
        patterns.push(at ? part : `(?<![0-9a-z])${part}`);
        continue;
      }
      const characters = [...part].map((character) => classes.get(character) ?? character);
      const folded = characters.map((members) => [...members][0] ?? "");
      const last = folded.length - 2;
      if (last < 0) keys.push(folded.join(""));
      for (let start = 0; start <= last; start++) {
        (start === 0 || start === last ? keys : others).push(folded.slice(start, start + 2).join(""));
      }
      patterns.push(characters.map((members) => (members.length > 1 ? `[${escaped(members)}]` : escaped(members))).join(""));
    }
    return { keys, others, word, pattern: new RegExp(patterns.join("\\s*"), "giu") };
  }

  /**
   * The places of one key, or of all words that begin with it.
   * @param {string} key
   * @param {boolean} begins
   * @param {number} pages
   * @returns {Promise<Map<number, number>>} the mask of each article
   */
  async function places(key, begins, pages) {
    const [text] = await shard(`p/${pageOf(key, pages)}`);
    // The page of a single letter has no words longer than one letter.
    const more = begins && key.length > 1 ? "[0-9a-z]*" : "";
    const found = new Map();
    for (const [, list = ""] of text.matchAll(new RegExp(`(?:^| )${escaped(key)}${more}=(\\S*)`, "gu"))) {
      for (const [article, mask] of decode(list)) found.set(article, mask | (found.get(article) ?? 0));
    }
    return found;
  }

  /**
   * The possible places of a phrase. If they are in many articles, looks up more of its keys.
   * @param {Phrase} phrase
   * @param {number} pages
   * @returns {Promise<Map<number, number>>} the mask of each article
   */
  async function phrasePlaces({ keys, others, word }, pages) {
    const found = keys.map((key) => places(key, false, pages));
    if (word) found.push(places(word, true, pages));
    let common = (await Promise.all(found)).reduce(both);
    for (const key of others) {
      if (common.size <= FEW) break;
      common = both(common, await places(key, false, pages));
    }
    return common;
  }

  /**
   * The places that contain both keys.
   * @param {Map<number, number>} first
   * @param {Map<number, number>} second
   */
  function both(first, second) {
    const common = [...first].map(([article, mask]) => /** @type {const} */ ([article, mask & (second.get(article) ?? 0)]));
    return new Map(common.filter(([, mask]) => mask));
  }

  /**
   * The articles that may contain all phrases: hits in the title first, then hits in many parts, then the newest.
   * @param {Phrase[]} phrases
   * @param {number} pages
   * @returns {Promise<Candidate[]>}
   */
  async function candidates(phrases, pages) {
    const found = await Promise.all(phrases.map((each) => phrasePlaces(each, pages)));
    const [first, ...others] = found;
    if (!first) return [];
    const common = [...first.keys()].filter((article) => others.every((other) => other.has(article)));
    return common
      .map((article) => ({ article, masks: found.map((each) => each.get(article) ?? 0) }))
      .map((candidate) => ({ ...candidate, rank: rank(candidate.masks) }))
      .sort((a, b) => b.rank - a.rank || b.article - a.article);
  }

  /** @param {number[]} masks */
  function rank(masks) {
    const any = masks.reduce((all, mask) => all | mask, 0);
    return (any & 1) * 8 + any.toString(2).replaceAll("0", "").length;
  }

  /**
   * The glossary entries that a query names.
   * @param {string} run folded, lower case, letters and characters only
   * @param {number} pages
   * @returns {Promise<Entry[]>} those named exactly first
   */
  async function entries(run, pages) {
    if (!run) return [];
    const [, all] = await shard(`p/${pageOf(run, pages)}`);
    const latin = /^[0-9a-z]+$/.test(run);
    /** @type {(entry: Entry) => number} */
    const distance = (entry) => {
      const fits = entry[4].split(" ").filter((name) => (latin ? name.startsWith(run) : name.includes(run)));
      return Math.min(...fits.map((name) => name.length - run.length));
    };
    return all
      .map((/** @type {Entry} */ entry) => /** @type {const} */ ([distance(entry), entry]))
      .filter((/** @type {[number, Entry]} */ [far]) => far < Infinity)
      .sort((/** @type {[number, Entry]} */ [a], /** @type {[number, Entry]} */ [b]) => a - b)
      .map((/** @type {[number, Entry]} */ [, entry]) => entry);
  }

  // Verifying

  const script = () => (document.documentElement.lang === "zh-Hans" ? "hans" : "hant");

  /**
   * Whether a text contains a phrase.
   * @param {Phrase} phrase
   * @param {string} text
   */
  const has = ({ pattern }, text) => text.search(pattern) >= 0;

  /**
   * The hits of a candidate; none if its texts lack a phrase. A hit in the other script's text is shown in the reader's script,
   * where the wording differs.
   * @param {Candidate} candidate
   * @param {Phrase[]} phrases
   * @returns {Promise<Hit[]>}
   */
  async function verified({ article, masks }, phrases) {
    const hits = [];
    for (const [number, each] of phrases.entries()) {
      const hit = await verifiedPhrase(article, masks[number] ?? 0, each, hits[0]);
      if (!hit) return [];
      hits.push({ ...hit, phrase: number });
    }
    return hits;
  }

  /**
   * @param {number} article
   * @param {number} mask
   * @param {Phrase} phrase
   * @param {Hit | undefined} known a hit of another phrase, where this one may be too
   * @returns {Promise<{ part: Part, block: number } | undefined>}
   */
  async function verifiedPhrase(article, mask, phrase, known) {
    const beside = known?.part[3].findIndex(([, text]) => has(phrase, text)) ?? -1;
    if (known && beside >= 0) return { part: known.part, block: beside };
    const own = script();
    const numbers = Array.from({ length: 30 }, (_, number) => number + 1).filter((number) => mask & (1 << number));
    for (const number of numbers.length ? numbers : [1]) {
      const name = `t/${article}-${number}`;
      /** @type {Part} */
      const part = await shard(`${name}-${own}`);
      const block = part[3].findIndex(([, text]) => has(phrase, text));
      if (block >= 0) return { part, block };
      if (mask & 1 && has(phrase, part[1])) return { part, block: -1 };
      if (!part[4]) continue;
      /** @type {Part} */
      const other = await shard(`${name}-${own === "hans" ? "hant" : "hans"}`);
      const there = other[3].findIndex(([, text]) => has(phrase, text));
      if (there >= 0 || (mask & 1 && has(phrase, other[1]))) return { part, block: there };
    }
    return undefined;
  }

  // Showing

  /**
   * Makes an element with its content.
   * @param {string} tag
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} content
   */
  function element(tag, attributes, ...content) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...content);
    return made;
  }

  /**
   * An interface text in three languages; the style sheet shows one.
   * @param {string} hans
   * @param {string} hant
   * @param {string} en
   */
  const told = (hans, hant, en) =>
    Object.entries({ "zh-Hans": hans, "zh-Hant": hant, en }).map(([lang, text]) => element("bdi", { lang }, text));

  /**
   * A text with each phrase in a <mark>.
   * @param {string} text
   * @param {Phrase[]} phrases
   */
  function marked(text, phrases) {
    const content = [];
    let at = 0;
    const found = phrases.flatMap(({ pattern }) => [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]));
    for (const [start = 0, end = 0] of found.sort(([a = 0], [b = 0]) => a - b)) {
      if (start < at) continue;
      content.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...content, text.slice(at)];
  }

  /**
   * The text around a phrase in a block.
   * @param {string} text
   * @param {Phrase} phrase
   */
  function snippet(text, phrase) {
    const at = Math.max(0, text.search(phrase.pattern));
    const start = at > BEFORE + 4 ? at - BEFORE : 0;
    const end = start + BEFORE + AFTER;
    return (start ? "…" : "") + text.slice(start, end).trim() + (end < text.length ? "…" : "");
  }

  /**
   * A result: an article.
   * @param {Hit[]} hits
   * @param {Phrase[]} phrases
   */
  function articleLine(hits, phrases) {
    const [first] = hits;
    if (!first) return "";
    const { lang } = document.documentElement;
    const [url, title, date, blocks] = first.part;
    const shown = new Map(hits.map((hit) => [hit.part[3][Math.max(0, hit.block)], hit]));
    const anchor = blocks[first.block]?.[0];
    const line = element("li", { class: "line" }, ...(date ? [element("time", { datetime: date }, date)] : []));
    line.append(element("h3", { lang }, element("a", { href: site + url + (anchor ? `#${anchor}` : "") }, ...marked(title, phrases))));
    for (const [block, hit] of shown) {
      const wanted = phrases[hit.phrase];
      if (block && wanted) line.append(element("p", { class: "summary", lang }, ...marked(snippet(block[1], wanted), phrases)));
    }
    return line;
  }

  /**
   * A result: a glossary entry.
   * @param {Entry} entry
   */
  function entryLine([url, hans, hant, english]) {
    const { lang } = document.documentElement;
    const link = element("a", { href: site + url }, element("b", { lang }, script() === "hans" ? hans : hant));
    if (english && english !== hans) link.append(" ", element("span", { lang: "en" }, english));
    return element("li", { class: "line entry" }, link);
  }

  /** @param {...(Node | string)} content */
  const tell = (...content) => summary?.replaceChildren(...content);

  let asked = 0;

  /**
   * Shows the results of a query. A later query cancels an earlier one.
   * @param {string} query
   */
  async function search(query) {
    const turn = ++asked;
    const runs = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    if (!runs.length) {
      list.replaceChildren();
      list.removeAttribute("aria-busy");
      return tell();
    }
    list.setAttribute("aria-busy", "true");
    const [{ pages }, classes] = await Promise.all([shard("index"), alike(runs.join(""))]);
    const typed = query.toLowerCase().replace(/[üǖǘǚǜ]/g, "v").normalize("NFD").match(/[\p{L}\p{N}]+/gu) ?? [];
    const name = [...typed.join("")].map((character) => [...(classes.get(character) ?? character)][0]).join("");
    const phrases = runs.map((run) => phrase(run, classes));
    const [terms, found] = await Promise.all([entries(name, pages), candidates(phrases, pages)]);
    if (turn !== asked) return;
    list.replaceChildren(...terms.slice(0, AT_ONCE).map(entryLine));
    await show(found, phrases, turn);
  }

  /**
   * Adds the next articles to the list, and a button for more. A rare phrase of common characters has many false candidates:
   * after some of these, the reader decides whether to fetch more.
   * @param {Candidate[]} found
   * @param {Phrase[]} phrases
   * @param {number} turn
   */
  async function show(found, phrases, turn) {
    let rest = found;
    let looked = 0;
    for (let room = AT_ONCE; room > 0 && rest.length && looked < LOOKED_AT; ) {
      const next = rest.slice(0, room);
      rest = rest.slice(room);
      looked += next.length;
      const checked = await Promise.all(next.map((candidate) => verified(candidate, phrases)));
      if (turn !== asked) return;
      const lines = checked.filter((hits) => hits.length).map((hits) => articleLine(hits, phrases));
      list.append(...lines);
      room -= lines.length;
    }
    list.setAttribute("aria-busy", "false");
    if (!rest.length) return list.childElementCount ? tell() : tell(...told("没有找到", "沒有找到", "Nothing found"));
    const words = list.childElementCount ? told("更多", "更多", "More") : told("继续找", "繼續找", "Keep looking");
    const more = element("button", { type: "button" }, ...words);
    const item = element("li", { class: "more" }, more);
    more.addEventListener("click", async () => {
      const place = links().indexOf(more);
      item.remove();
      list.setAttribute("aria-busy", "true");
      await show(rest, phrases, turn);
      links()[place]?.focus();
    });
    tell();
    list.append(item);
  }

  // The reader

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  /** Searches for the typed text, and stores it in the page's address. */
  async function answer() {
    clearTimeout(pause);
    const query = input.value.trim();
    const address = new URL(location.href);
    if (query) address.searchParams.set("q", query);
    else address.searchParams.delete("q");
    try {
      history.replaceState(history.state, "", address);
    } catch {} // some browsers refuse this for a page opened as a file
    try {
      await search(query);
    } catch {
      list.setAttribute("aria-busy", "false");
      tell(...told("搜索的数据没有载入，请再试一次。", "搜尋的資料沒有載入，請再試一次。", "The search index did not load. Please try again."));
    }
  }

  const links = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a, button")]);

  input.addEventListener("input", (event) => {
    // While an input method composes, the field does not yet contain the final characters.
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(answer, 120);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(pause);
    pause = setTimeout(answer, 120);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await answer();
    links()[0]?.focus();
  });
  addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !(target instanceof HTMLElement)) return;
    if (key === "/" && !target.matches("input, select, textarea, [contenteditable]")) {
      event.preventDefault();
      input.select();
    }
    if ((key !== "ArrowDown" && key !== "ArrowUp") || (target !== input && !list.contains(target))) return;
    const stops = [input, ...links()];
    const next = stops[stops.indexOf(target) + (key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  });
  document.addEventListener("settings", () => list.childElementCount && answer());
  addEventListener("pageshow", () => {
    if (!list.childElementCount && input.value) answer();
  });

  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    input.value = query;
    answer();
  }
}
