/**
 * Reads a query of the search page: what was typed in pinyin, zhuyin or initials becomes words of the texts, and a date
 * becomes a filter. The words and their spellings are in the files `search/w/`; see `generator/duben/search/`.
 */
"use strict";

/**
 * Letters as they were typed, without spaces, and the tones that were typed after some of them; an empty one for a space.
 * @typedef {{ letters: string, tones: [place: number, tone: string][] }} Typed
 *
 * A word of the texts: `form` is empty for a Latin word, `count` is the number of articles that have it.
 * @typedef {{ letters: string, syllables: string[], form: string, tones: string, count: number }} Spelling
 *
 * Gives the spellings of a code.
 * @typedef {(code: string) => Promise<Spelling[]>} Look
 */

const HOMOPHONES = 4;
const SLIP = 4;
const WORDS_AT_MOST = 8;
const FINALS_TYPED = "a o e ai ei ao ou an en ang eng er i ia ie iao iu ian in iang ing iong u ua uo uai ui uan un uang ong v ve ue";

/**
 * A text whose letters have no accents and are at half width. Each place stays the same.
 * @param {string} text
 */
function plain(text) {
  return text.replace(/[\u00c0-\u024f\u1e00-\u1eff\uff01-\uff5e]/g, (letter) => {
    const base = letter.normalize("NFKD").replace(/\p{Mn}/gu, "");
    return base.length === 1 ? base : letter;
  });
}

/**
 * Pinyin with tone marks or tone numbers, or without.
 * @param {string} run
 * @returns {Typed}
 */
function typedPinyin(run) {
  /** @type {Typed} */
  const typed = { letters: "", tones: [] };
  const numbered = /^(?:[b-df-hj-np-tw-z]{0,2}[aeiouvü]{1,3}(?:ng?|r)?[1-5])+$/.test(run);
  for (const letter of run.normalize("NFD").replace(/u\u0308/g, "v")) {
    const tone = TONES.includes(letter) ? String(TONES.indexOf(letter) + 1) : numbered && /[1-5]/.test(letter) ? String(Number(letter) % 5) : "";
    if (tone) typed.tones.push([typed.letters.length, tone]);
    else if (/[a-z0-9]/.test(letter)) typed.letters += letter;
  }
  return typed;
}

/** The pinyin of each syllable in zhuyin, once they are asked for. @type {Map<string, string> | undefined} */
let pinyinOf;

/**
 * Zhuyin as pinyin: ㄖㄨㄢˇㄐㄧㄢˋ. Initials alone become initials: ㄖㄐ.
 * @param {string} run
 * @returns {Promise<Typed>}
 */
async function typedZhuyin(run) {
  await loadSpelling();
  if (!pinyinOf) {
    pinyinOf = new Map();
    for (const initial of ["", ...Object.keys(INITIALS), "y", "w"]) {
      for (const final of FINALS_TYPED.split(" ").filter((each) => initial || /^[aoe]/.test(each))) {
        const sound = zhuyinOf(`${initial}${final}`)?.slice(1);
        if (sound && !pinyinOf.has(sound)) pinyinOf.set(sound, `${initial}${final}`);
      }
    }
  }
  const first = new Map(Object.entries(INITIALS).map(([letters, sign]) => [sign, letters]));
  const initials = /^[ㄅ-ㄙ]{2,}$/.test(run);
  /** @type {Typed} */
  const typed = { letters: "", tones: [] };
  for (const [, before, sound = "", after] of run.matchAll(initials ? /()(.)()/g : /(˙?)([ㄅ-ㄙ]?[ㄧㄨㄩ]?[ㄚ-ㄦ]?)([ˉˊˇˋ˙]?)/g)) {
    typed.letters += (initials ? "" : pinyinOf.get(sound)) || (first.get(sound)?.[0] ?? "");
    const tone = before || after;
    if (tone && sound) typed.tones.push([typed.letters.length, String("˙ˉˊˇˋ".indexOf(tone))]);
  }
  return typed;
}

/**
 * @param {Typed[]} parts
 * @returns {Typed}
 */
function joined(parts) {
  /** @type {Typed} */
  const whole = { letters: "", tones: [] };
  for (const { letters, tones } of parts) {
    if (whole.letters) whole.tones.push([whole.letters.length, ""]);
    for (const [place, tone] of tones) whole.tones.push([place + whole.letters.length, tone]);
    whole.letters += letters;
  }
  return whole;
}

/** The first code of letters; see `codes` in `spellings.py`. @param {string} letters */
const consonants = (letters) => letters.replace(/[aeiouvng]|(?<=[zcs])h/g, "").slice(0, 3);
/** The second code. @param {string} letters */
const vowels = (letters) => `${letters[0]}-${letters.replace(/[^aeiouv]/g, "").slice(0, 4)}`;

/**
 * The spellings of a file of the index.
 * @param {string} text
 * @returns {Spelling[]}
 */
function readSpellings(text) {
  return [...text.matchAll(/([a-z']*)([^a-z0-9=' ]*)(\d*)=(\d+)/g)].map(([, spelled = "", form = "", tones = "", count]) => ({
    letters: spelled.replaceAll("'", ""),
    syllables: spelled.split("'"),
    form,
    tones,
    count: Number(count),
  }));
}

/**
 * Whether a word has the tones that were typed, and divides into syllables where a space was typed.
 * @param {Spelling} word
 * @param {Typed} typed
 */
function hasTones({ syllables, tones }, typed) {
  let end = 0;
  const ends = syllables.map((syllable) => (end += syllable.length));
  return typed.tones.every(([place, tone]) => place > end || (tone ? tones[ends.findIndex((each) => each >= place)] === tone : ends.includes(place)));
}

/**
 * Whether two words differ by one letter at most: another, missing, added or swapped with its neighbour.
 * @param {string} a
 * @param {string} b
 */
function isSlip(a, b) {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

/**
 * The commonest of some words, those with the typed tones only, if there are any.
 * @param {Spelling[]} words
 * @param {Typed} typed
 */
function commonest(words, typed) {
  const toned = words.filter((word) => hasTones(word, typed));
  return (toned.length ? toned : words).sort((a, b) => b.count - a.count).slice(0, HOMOPHONES);
}

/**
 * The words that are typed so, or that begin so, or with these initials.
 * @param {Typed} typed
 * @param {Look} look
 * @param {boolean} whole only words that are typed so
 */
async function wordsTyped(typed, look, whole) {
  const { letters } = typed;
  const all = (await look(consonants(letters))).filter(({ form }) => form);
  const same = all.filter((word) => word.letters === letters);
  if (same.length || whole) return commonest(same, typed);
  const longer = letters.length > 2 ? all.filter((word) => word.letters.startsWith(letters)) : [];
  if (longer.length) return commonest(longer, typed);
  const initials = (/** @type {RegExp} */ first) => (/** @type {Spelling} */ { syllables }) =>
    syllables.length > 1 && syllables.map((syllable) => first.exec(syllable)?.[0]).join("") === letters;
  return commonest(all.filter((word) => initials(/^./)(word) || initials(/^[zcs]h|^./)(word)), typed);
}

/**
 * The words that differ from what was typed by one letter.
 * @param {Typed} typed
 * @param {Look} look
 * @param {(letters: string) => string} code `consonants`, which most slips leave as they are, or `vowels`
 */
async function wordsMeant(typed, look, code) {
  const { letters } = typed;
  if (letters.length < SLIP) return [];
  const close = (await look(code(letters))).filter((word) => isSlip(word.letters, letters) && (!word.form || word.syllables.length > 1));
  return commonest(close, typed).slice(0, 2);
}

/**
 * Divides what was typed without spaces into words: the longest at each place, so that few words make up the whole.
 * @param {Typed} typed
 * @param {Look} look
 * @param {number} [room] most words
 * @returns {Promise<Spelling[][] | null>} for each word those that are typed so; null if there is no division
 */
async function divided(typed, look, room = WORDS_AT_MOST) {
  const { letters } = typed;
  if (!letters) return [];
  if (!room) return null;
  const all = consonants(letters);
  for (let length = all.length; length >= 0; length--) {
    /** @type {Map<number, Spelling[]>} */
    const starts = new Map();
    for (const word of await look(all.slice(0, length))) {
      const end = word.letters.length;
      if (word.form && letters.startsWith(word.letters) && consonants(word.letters).length === length) starts.set(end, [...(starts.get(end) ?? []), word]);
    }
    for (const end of [...starts.keys()].sort((a, b) => b - a)) {
      const tones = typed.tones.map(([place, tone]) => /** @type {[number, string]} */ ([place - end, tone])).filter(([place]) => place > 0);
      const rest = await divided({ letters: letters.slice(end), tones }, look, room - 1);
      if (rest) return [commonest(starts.get(end) ?? [], typed), ...rest];
    }
  }
  return null;
}

/**
 * The date in a query: 2024-02, 2024/2/20, 2024年2月.
 * @param {string} query
 * @returns {{ date: string, rest: string }} the date as an article's begins, empty if there is none, and the rest
 */
function dateIn(query) {
  const found = /(?<!\d)((?:19|20)\d\d)\s*(?:[-/.]|年)\s*(?:(\d\d?)(?!\d)\s*(?:(?:[-/.]|月)\s*(?:(\d\d?)(?!\d)\s*日?)?)?)?/.exec(query);
  if (!found) return { date: "", rest: query };
  const [all, year = "", ...more] = found;
  const date = [year, ...more.filter(Boolean).map((each) => (each ?? "").padStart(2, "0"))].join("-");
  return { date, rest: query.slice(0, found.index) + query.slice(found.index + all.length) };
}
