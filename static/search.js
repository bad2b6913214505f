/**
 * Search as you type, in either script, over the index that `generator/duben/search/` describes. `query.js` reads what is
 * typed.
 *
 * It fetches nothing before the first search, and then only the few files that the query needs. Each file is a script that
 * calls `dubenShard`, so that the page also works from disk. A hit is shown after its text confirms it.
 */
"use strict";

/** Receives the data of an index file; each file calls this. @type {(name: string, data: any) => void} */
var dubenShard;

{
  /**
   * Characters that must occur unchanged in the text.
   * A part that contains them has all `keys`, all `others` and, if `word` is not empty, a word that begins with `word`.
   * @typedef {{ keys: string[], others: string[], word: string, run: string }} Wanted
   *
   * What a run of the query may mean: one of `wanted` must occur. `words`: each is a word of the texts. `pattern` finds those
   * that were looked up.
   * @typedef {{ wanted: Wanted[], words: boolean, pattern: RegExp }} Phrase
   *
   * An article with, for each phrase, the mask of the parts that may contain it; with none, its date was asked for.
   * @typedef {{ article: number, masks: number[] }} Candidate
   *
   * The phrases of a query. `slips`: nothing has these very letters.
   * @typedef {{ phrases: Phrase[], slips: boolean }} Meant
   *
   * What a reader asks for: phrases in articles of a `date`, or articles of a `day`.
   * @typedef {Meant & { date: string, day: string }} Asked
   *
   * A text in Simplified, in Traditional (0 if it is the same), and the readings in both that its characters do not have by
   * default, each after its place.
   * @typedef {[anchor: string, hans: string, hant: string | 0, readings: string, readingsHant: string | 0]} Block
   *
   * The first two blocks are the title and the byline.
   * @typedef {[url: string, date: string, blocks: Block[]]} Part
   * @typedef {[url: string, hans: string, hant: string, english: string, reading: string, readingHant?: string]} Entry
   * @typedef {{ part: Part, block: number, phrase: number }} Hit
   * @typedef {{ pages: number, words: number, articles: number, months: Record<string, number> }} Overview
   *
   * The characters that fold alike, and their reading by default.
   * @typedef {{ members: string, reading: string }} Character
   */

  const AT_ONCE = 5;
  /** About how many KB a query may fetch, gzipped, and what of that a text takes. */
  const BUDGET = 14.2;
  const HALF = BUDGET / 2;
  const TEXT_COST = 1.5;
  const GZIPPED = 0.6;
  const FEW = 5;
  const FEW_AT_ONCE = 2;
  const MANY = 20;
  const BEFORE = 24;
  const AFTER = 56;
  const TEXT = 2;
  const NAME = 16;
  const GROUP = 16;
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const FOLDS = 128;
  const HAN = /\p{Script=Han}/u;

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
  /** What the present query has fetched, in KB. */
  let spent = 0;
  dubenShard = (name, data) => {
    arrived.set(name, data);
    spent += (new TextEncoder().encode(JSON.stringify(data)).length * GZIPPED) / 1000;
  };

  /**
   * The data of an index file, fetched once.
   * @param {string} name
   * @returns {Promise<any>}
   */
  function shard(name) {
    let promise = shards.get(name);
    if (!promise) {
      promise = loadScript(`${index}${name}.js`).then(
        () => arrived.get(name),
        (error) => {
          shards.delete(name);
          throw error;
        },
      );
      shards.set(name, promise);
    }
    return promise;
  }

  /**
   * The page of a key; see `page_of` in `generator/duben/search/postings.py`.
   * @param {string} key
   * @param {number} pages
   * @param {number} [length]
   */
  function pageOf(key, pages, length = 2) {
    let value = -1;
    for (const unit of [...key].slice(0, length).join("").split("")) {
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

  /** @type {Map<string, Character>} */
  const characters = new Map();

  /**
   * Fetches what is known of the characters of a text.
   * @param {string} text
   */
  async function meet(text) {
    const names = new Set([...text].filter((character) => HAN.test(character)).map((character) => `f/${(character.codePointAt(0) ?? 0) % FOLDS}`));
    for (const groups of await Promise.all([...names].map(shard))) {
      for (const [, members = "", reading = ""] of groups.matchAll(/([^\p{Script=Latin} ]+)(\S*)/gu)) {
        for (const character of members) characters.set(character, { members, reading });
      }
    }
  }

  /** @param {string} character */
  const alike = (character) => characters.get(character)?.members ?? character;
  /** @param {string} text */
  const folded = (text) => [...text].map((character) => [...alike(character)][0]).join("");
  /** @param {string} text */
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  /** @param {string} text */
  const units = (text) => text.match(/[0-9a-z]+|[^0-9a-z]+/g) ?? [];

  /**
   * What must occur for a run of letters and characters to occur.
   * @param {string} run lower case
   * @returns {Wanted}
   */
  function wanted(run) {
    const parts = units(run);
    /** @type {string[]} */
    const keys = [];
    /** @type {string[]} */
    const others = [];
    let word = "";
    for (const [at, part] of parts.entries()) {
      if (/^[0-9a-z]/.test(part)) {
        if (at < parts.length - 1) keys.push(part);
        else word = part;
        continue;
      }
      const found = [...folded(part)];
      const last = found.length - 2;
      // A character between numbers or Latin words tells little: 2024年2月.
      if (last < 0) (parts.length > 1 ? others : keys).push(found.join(""));
      for (let start = 0; start <= last; start++) {
        (start === 0 || start === last ? keys : others).push(found.slice(start, start + 2).join(""));
      }
    }
    return { keys, others, word, run };
  }

  /**
   * A pattern for a run in either script; spaces beside Latin letters do not matter.
   * @param {string} run
   */
  function patternOf(run) {
    const patterns = units(run).map((part, at) => {
      if (/^[0-9a-z]/.test(part)) return at ? part : `(?<![0-9a-z])${part}`;
      return [...part].map((character) => `[${escaped(alike(character))}]`).join("");
    });
    return patterns.join("\\s*");
  }

  /**
   * @param {Wanted[]} wanted
   * @param {boolean} [words]
   * @returns {Phrase}
   */
  const phraseOf = (wanted, words = false) => ({ wanted, words, pattern: /$^/gu });

  /**
   * Words as a phrase: one of them must occur.
   * @param {Spelling[]} words
   */
  const wordPhrase = (words) => phraseOf(words.map(({ form, letters }) => wanted(form || letters)), true);

  /**
   * Runs of Latin letters or zhuyin as phrases: Latin words, and words of the texts that are typed so. If there are none, one
   * letter may differ.
   * @param {string[]} runs
   * @param {Overview} overview
   * @param {boolean} named whether an entry of the glossary has this name
   * @returns {Promise<Meant>}
   */
  async function typedPhrases(runs, { pages, words }, named) {
    /** @type {Look} */
    const look = async (code) => (spent > HALF ? [] : readSpellings(await shard(`w/${pageOf(code, words, code.length)}`)));
    const typed = await Promise.all(runs.map(typedRun));
    /** @type {Meant} */
    const all = { phrases: [], slips: false };
    for (let start = 0, next = 1; start < runs.length; start = next++) {
      const run = plain(runs[start] ?? "");
      const one = /** @type {Typed} */ (typed[start]);
      const latin = /^[0-9a-z]+$/.test(run) ? [wanted(run)] : [];
      const known = latin.length > 0 && (await places(run, true, pages)).size > 0;
      /**
       * The longest words first, because many type a space after each syllable.
       * @param {(whole: Typed, end: number) => Promise<Spelling[]>} words
       */
      const longest = async (words) => {
        for (let end = runs.length; end > start; end--) {
          const found = await words(joined(typed.slice(start, end)), end);
          if (found.length) next = end;
          if (found.length) return found;
        }
        return [];
      };
      let meant = await longest((whole, end) => wordsTyped(whole, look, known || end > start + 1));
      const lost = !known && !meant.length;
      if (lost && !named) meant = await longest((whole) => wordsMeant(whole, look, consonants));
      let parts = lost && !meant.length ? await divided(one, look) : null;
      // Single syllables make up almost anything: a word that differs by one letter is likelier.
      if (lost && !named && !meant.length && !parts?.flat().some(({ syllables }) => syllables.length > 1)) {
        meant = await longest((whole) => wordsMeant(whole, look, vowels));
        if (meant.length) parts = null;
      }
      all.slips ||= lost && meant.length > 0;
      const literal = next === start + 1 ? latin : [];
      const some = wordPhrase(meant).wanted;
      if (parts) all.phrases.push(...parts.map(wordPhrase));
      else all.phrases.push(phraseOf(one.tones.length ? [...some, ...literal] : [...literal, ...some], some.length > 0));
    }
    return all;
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
   * The possible places of a phrase. If they are in many articles, looks up more keys.
   * @param {Wanted} wanted
   * @param {number} pages
   * @returns {Promise<Map<number, number>>} the mask of each article
   */
  async function wantedPlaces({ keys, others, word }, pages) {
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
   * The possible places of a phrase, of its first meanings if these are in many articles.
   * @param {Phrase} phrase
   * @param {number} pages
   * @param {boolean} alone whether it is the whole query
   * @returns {Promise<Map<number, number>>} the mask of each article
   */
  async function phrasePlaces(phrase, pages, alone) {
    /** @type {Map<number, number>} */
    const found = new Map();
    const runs = [];
    for (const each of phrase.wanted) {
      for (const [article, mask] of await wantedPlaces(each, pages)) found.set(article, mask | (found.get(article) ?? 0));
      runs.push(each.run);
      if (found.size >= (alone ? AT_ONCE : MANY) || spent > HALF) break;
    }
    await meet(runs.join(""));
    phrase.pattern = new RegExp(runs.map(patternOf).join("|") || "$^", "giu");
    return found;
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
    const found = await Promise.all(phrases.map((each) => phrasePlaces(each, pages, phrases.length === 1)));
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
    const together = masks.length > 1 && inAll(masks) ? 4 : 0;
    return (any & 1) * 8 + together + any.toString(2).replaceAll("0", "").length;
  }

  /** The parts that have all phrases. @param {number[]} masks */
  const inAll = (masks) => masks.reduce((all, mask) => all & mask, ~1);

  /**
   * The articles of a year, a month or a day's month, from the newest.
   * @param {string} date
   * @param {Overview} overview
   * @returns {number[]}
   */
  function datedArticles(date, { months, articles }) {
    if (!date) return [];
    const wanted = date.slice(0, 7);
    const all = Object.keys(months).sort();
    const from = all.find((month) => month.startsWith(wanted));
    if (!from) return [];
    const to = all.find((month) => month > `${wanted}~`);
    const first = months[from] ?? 0;
    const end = (to && months[to]) || articles;
    return Array.from({ length: end - first }, (_, back) => end - 1 - back);
  }

  /**
   * The glossary entries that a query names.
   * @param {string} run folded, lower case, letters and characters only
   * @param {number} pages
   * @returns {Promise<Entry[]>} those named exactly first
   */
  async function entries(run, pages) {
    if (!run) return [];
    const begin = run.slice(0, NAME);
    const [, text] = await shard(`p/${pageOf(run, pages)}`);
    /** @type {[far: number, numbers: string][]} */
    const found = [...text.matchAll(new RegExp(`(?:^| )${escaped(begin)}([^= ]*)=(\\S*)`, "gu"))].map(([, rest, numbers]) => [rest.length, numbers]);
    const numbers = new Set(found.sort(([a], [b]) => a - b).flatMap(([, some]) => some.split(",").map(Number)));
    const nearest = [...numbers].slice(0, AT_ONCE);
    return Promise.all(nearest.map(async (number) => (await shard(`e/${Math.floor(number / GROUP)}`))[number % GROUP]));
  }

  // Verifying

  const script = () => (document.documentElement.lang === "zh-Hans" ? "hans" : "hant");

  /**
   * The text of a block in the reader's script, or in the other.
   * @param {Block | undefined} block
   * @param {boolean} [own]
   */
  const textOf = (block, own = true) => (block ? ((script() === "hant") === own && block[2]) || block[1] : "");

  /**
   * Whether a text contains a phrase.
   * @param {Phrase} phrase
   * @param {string} text
   */
  const has = ({ pattern }, text) => plain(text).search(pattern) >= 0;

  /**
   * The hits of a candidate; none if its texts lack a phrase, or if it has another date. A hit in the other script's text is
   * shown in the reader's script, where the wording differs.
   * @param {Candidate} candidate
   * @param {Asked} query
   * @returns {Promise<Hit[] | null>} null if that would fetch too much
   */
  async function verified({ article, masks }, { phrases, date, day }) {
    /** @type {Hit[]} */
    const hits = [];
    if (!masks.length) hits.push({ part: /** @type {Part} */ (await shard(`t/${article}-1`)), block: TEXT, phrase: -1 });
    for (const [number, mask] of masks.entries()) {
      const wanted = phrases[number];
      const hit = wanted && (await verifiedPhrase(article, mask, inAll(masks), wanted, hits[0]));
      if (!hit) return hit === null ? null : [];
      hits.push({ ...hit, phrase: number });
    }
    return hits.every(({ part }) => part[1].startsWith(masks.length ? date : day)) ? hits : [];
  }

  /**
   * @param {number} article
   * @param {number} mask
   * @param {number} first the parts to look at first
   * @param {Phrase} phrase
   * @param {Hit | undefined} known a hit of another phrase, where this one may be too
   * @returns {Promise<{ part: Part, block: number } | undefined | null>} null if that would fetch too much
   */
  async function verifiedPhrase(article, mask, first, phrase, known) {
    /** @type {(part: Part, bit: number) => number} */
    const find = ([, , blocks], bit) => {
      const among = blocks.map((block, at) => (bit || at < TEXT ? block : undefined));
      // The text first: a hit there has a place to lead to.
      for (const own of [true, false]) {
        const place = among.findIndex((block, at) => at >= TEXT && has(phrase, textOf(block, own)));
        if (place >= 0) return place;
      }
      return mask & 1 ? among.findIndex((block) => block && (has(phrase, textOf(block)) || has(phrase, textOf(block, false)))) : -1;
    };
    const beside = known ? find(known.part, 1) : -1;
    if (known && beside >= 0) return { part: known.part, block: beside };
    const numbers = Array.from({ length: 30 }, (_, number) => number + 1).filter((number) => mask & (1 << number));
    numbers.sort((a, b) => Number(!(first & (1 << a))) - Number(!(first & (1 << b))));
    for (const number of numbers.length ? numbers : [1]) {
      if (spent > BUDGET && !arrived.has(`t/${article}-${number}`)) return null;
      const part = /** @type {Part} */ (await shard(`t/${article}-${number}`));
      const block = find(part, 1);
      if (block >= 0) return { part, block };
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
   * A text with each phrase in a <mark>.
   * @param {string} text
   * @param {Phrase[]} phrases
   */
  function marked(text, phrases) {
    const content = [];
    let at = 0;
    for (const [start, end] of matches(text, phrases)) {
      content.push(text.slice(at, start), element("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...content, text.slice(at)];
  }

  /**
   * Where phrases are in a text: the first of those that overlap.
   * @param {string} text
   * @param {Phrase[]} phrases
   */
  function matches(text, phrases) {
    const plainText = plain(text);
    const found = phrases.flatMap(({ pattern, words }) => [...plainText.matchAll(pattern)].map((match) => /** @type {const} */ ([match.index, match.index + match[0].length, words])));
    let at = 0;
    return found.sort(([a], [b]) => a - b).filter(([start, end]) => start >= at && end > start && (at = end));
  }

  /**
   * The reading of a place in a block: that of a word in one word, of anything else in syllables.
   * @param {Block} block
   * @param {number} start
   * @param {number} end
   * @param {boolean} word
   */
  function readingAt(block, start, end, word) {
    const text = textOf(block);
    const given = script() === "hant" ? block[4] || block[3] : block[3];
    const own = new Map([...given.matchAll(/(\d+)([^\d ]+)/g)].map(([, place, syllable]) => [Number(place), syllable]));
    const found = [];
    for (let at = start; at < end; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      const syllable = own.get(at) ?? (HAN.test(character) ? characters.get(character)?.reading : "");
      if (syllable) found.push(syllable);
    }
    if (document.documentElement.dataset.spell === "zhuyin" && typeof toZhuyin === "function") return found.map((each) => toZhuyin(each, 1) ?? each).join(" ");
    return word && found.length < 4 ? found.reduce((all, each) => all + (all && /^[aāáǎàoōóǒòeēéěè]/.test(each) ? "’" : "") + each, "") : found.join(" ");
  }

  /**
   * The text around a phrase in a block, with the reading of what was found.
   * @param {Block} block
   * @param {Phrase[]} phrases
   * @param {Phrase | undefined} phrase
   */
  function snippet(block, phrases, phrase) {
    const text = textOf(block);
    const at = Math.max(0, phrase ? plain(text).search(phrase.pattern) : 0);
    const start = at > BEFORE + 4 ? at - BEFORE : 0;
    const end = start + BEFORE + AFTER;
    /** @type {(string | Node)[]} */
    const shown = [start ? "…" : ""];
    let from = start;
    const read = new Set();
    for (const [first, last, word] of matches(text, phrases)) {
      if (first < start || last > end) continue;
      shown.push(text.slice(from, first), element("mark", {}, text.slice(first, last)));
      const reading = readingAt(block, first, last, word);
      if (reading && !read.has(reading)) shown.push(element("i", { class: "reading", lang: /[ㄅ-ㄩ]/.test(reading) ? "zh-Bopo" : "zh-Latn" }, reading));
      read.add(reading);
      from = last;
    }
    return [...shown, text.slice(from, end) + (end < text.length ? "…" : "")];
  }

  /**
   * What to mark in the article: what was found in a block, in both scripts.
   * @param {Block} block
   * @param {Phrase[]} phrases
   */
  function marks(block, phrases) {
    const found = [true, false].map((own) => textOf(block, own)).flatMap((text) => matches(text, phrases).map(([start, end]) => text.slice(start, end)));
    return new URLSearchParams([...new Set(found)].map((text) => ["mark", text])).toString();
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
    const [url, date, [title, byline]] = first.part;
    const block = first.part[2][first.block];
    const found = block && first.block >= TEXT ? marks(block, phrases) : "";
    const href = site + url + (found && `?${found}`) + (block?.[0] && first.phrase >= 0 ? `#${block[0]}` : "");
    const line = element("li", { class: "line" });
    if (date) line.append(element("time", { datetime: date }, ...(first.phrase < 0 ? [element("mark", {}, date)] : [date])));
    line.append(element("h3", { lang }, element("a", { href }, ...marked(textOf(title), phrases))));
    if (hits.some((hit) => hit.block === 1)) line.append(element("p", { class: "facts", lang }, element("span", {}, ...marked(textOf(byline), phrases))));
    const shown = new Map(hits.map((hit) => [hit.part[2][Math.max(TEXT, hit.block)], hit]));
    for (const [each, hit] of shown) {
      if (each) line.append(element("p", { class: "summary", lang }, ...snippet(each, phrases, phrases[hit.phrase])));
    }
    return line;
  }

  /**
   * A result: a glossary entry.
   * @param {Entry} entry
   */
  function entryLine([url, hans, hant, english, reading, readingHant = reading]) {
    const { lang } = document.documentElement;
    const [name, spelled] = script() === "hans" ? [hans, reading] : [hant, readingHant];
    const link = element("a", { href: site + url }, element("b", { lang }, name));
    if (spelled) link.append(" ", element("i", { class: "reading", lang: "zh-Latn" }, spelled));
    if (english && english !== hans) link.append(" ", element("span", { lang: "en" }, english));
    return element("li", { class: "line entry" }, link);
  }

  /**
   * Says how a search went, in the reader's language.
   * @param {string} html of `phrase` in `settings.js`
   */
  const tell = (html = "") => summary?.replaceChildren(...made(`<p>${html}</p>`).childNodes);

  /**
   * Says how many results are listed.
   * @param {boolean} all whether there are no more
   * @param {boolean} slips
   */
  function tellCount(all, slips) {
    const count = list.querySelectorAll(":scope > .line").length;
    const results = count === 1 ? "1 result" : `${count} results`;
    if (!count) tell(all ? phrase("Nothing found", "没有找到", "沒有找到") : phrase("Nothing found yet", "还没有找到", "還沒有找到"));
    else if (slips) tell(phrase(`Nothing is spelled so; ${results} for what comes close`, `没有这样拼的词，相近的有 ${count} 条`, `沒有這樣拼的詞，相近的有 ${count} 條`));
    else if (all) tell(phrase(results, `${count} 条结果`, `${count} 條結果`));
    else tell(phrase(`First ${results}`, `前 ${count} 条结果`, `前 ${count} 條結果`));
  }

  let asked = 0;

  /**
   * Shows the results of a query. A later query cancels an earlier one.
   * @param {string} query
   */
  async function search(query) {
    const turn = ++asked;
    spent = 0;
    const typed = query.normalize("NFKC").toLowerCase();
    const { date, rest } = dateIn(typed);
    const alone = date !== "" && !/[\p{L}\p{N}]/u.test(rest);
    // A date alone is also looked for in the texts, as they write it.
    const text = !alone ? rest : typed.includes("年") ? typed : "";
    const runs = text.match(/[\p{L}\p{M}\p{N}ˉˊˇˋ˙]+/gu) ?? [];
    if (!runs.length && !date) {
      list.replaceChildren();
      list.removeAttribute("aria-busy");
      return tell();
    }
    list.setAttribute("aria-busy", "true");
    const [overview] = await Promise.all([/** @type {Promise<Overview>} */ (shard("index")), meet(text)]);
    const dated = datedArticles(date, overview);
    const { terms, found, ...meant } = await understood(runs, overview);
    if (turn !== asked) return;
    const those = new Set(dated);
    const others = found.filter(({ article }) => !date || those.has(article) !== alone);
    list.replaceChildren(...terms.map(entryLine));
    await show([...(alone ? dated : []).map((article) => ({ article, masks: [] })), ...others], { ...meant, date: alone ? "" : date, day: date }, turn);
  }

  /** @param {string} run */
  const typedRun = (run) => (/[ㄅ-ㄩ]/.test(run) ? typedZhuyin(run) : typedPinyin(run));

  /**
   * The phrases of a query, the entries that it names, and the articles that may contain it.
   * @param {string[]} runs
   * @param {Overview} overview
   */
  async function understood(runs, overview) {
    const typed = runs.length > 0 && runs.every((run) => /^[\p{Script=Latin}\p{M}0-9]+$|^[ㄅ-ㄩˉˊˇˋ˙]+$/u.test(run));
    const name = typed ? joined(await Promise.all(runs.map(typedRun))).letters : folded(plain(runs.join("")));
    const terms = await entries(name, overview.pages);
    /** @type {Meant} */
    const meant = typed
      ? await typedPhrases(runs, overview, terms.length > 0)
      : { phrases: runs.map((run) => phraseOf([wanted(plain(run))])), slips: false };
    return { ...meant, terms, found: await candidates(meant.phrases, overview.pages) };
  }

  /** Whether each part that has the keys of a phrase has the phrase. @param {Phrase} phrase */
  const isExact = ({ wanted }) => wanted.every(({ keys, word }) => keys.length + (word ? 1 : 0) < 2);

  /**
   * Adds the next articles to the list, and a button for more. A rare phrase of common characters has many false candidates:
   * after some KB, the reader decides whether to fetch more.
   * @param {Candidate[]} found
   * @param {Asked} query
   * @param {number} turn
   */
  async function show(found, query, turn) {
    let rest = found;
    for (let room = AT_ONCE; room > 0 && rest.length && (rest === found || spent + TEXT_COST <= BUDGET); ) {
      // A phrase of several keys may be in none of the parts that have these: look at few articles at a time.
      const most = query.phrases.length < 2 && query.phrases.every(isExact) ? room : FEW_AT_ONCE;
      const next = rest.slice(0, Math.min(room, most, Math.max(1, Math.floor((BUDGET - spent) / TEXT_COST))));
      rest = rest.slice(next.length);
      const checked = await Promise.all(next.map((candidate) => verified(candidate, query)));
      if (turn !== asked) return;
      const lines = checked.flatMap((hits) => (hits?.length ? [articleLine(hits, query.phrases)] : []));
      list.append(...lines);
      rest = [...next.filter((_, place) => !checked[place]), ...rest];
      room -= lines.length;
    }
    list.setAttribute("aria-busy", "false");
    tellCount(!rest.length, query.slips);
    if (!rest.length) return;
    const more = made(`<button type=button>${list.childElementCount ? phrase("More", "更多") : phrase("Keep looking", "继续找", "繼續找")}</button>`);
    const item = element("li", { class: "more" }, more);
    more.addEventListener("click", async () => {
      const place = links().indexOf(more);
      item.remove();
      list.setAttribute("aria-busy", "true");
      spent = 0;
      await show(rest, query, turn);
      links()[place]?.focus();
    });
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
      tell(phrase("The search index did not load. Please try again.", "搜索的数据没有载入，请再试一次。", "搜尋的資料沒有載入，請再試一次。"));
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
    if ((key !== "ArrowDown" && key !== "ArrowUp") || (target !== input && !list.contains(target))) return;
    const stops = [input, ...links()];
    const next = stops[stops.indexOf(target) + (key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  });
  document.addEventListener("settings", () => list.childElementCount && answer());
  addEventListener("pageshow", () => {
    if (!asked && input.value) answer();
  });

  if (location.hash === "#q") input.focus();
  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    input.value = query;
    answer();
  }
}
