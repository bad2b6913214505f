/**
 * Readings spelled otherwise than in the page: zhuyin, spoken tones, tone colours. Divides a word's pinyin into syllables
 * (GB/T 16159), and gives their tones and zhuyin. Loaded only if the reader chooses one of these.
 */
"use strict";

const ZHUYIN_TONES = ["", "", "ˊ", "ˇ", "ˋ"];
const INITIALS = { b: "ㄅ", p: "ㄆ", m: "ㄇ", f: "ㄈ", d: "ㄉ", t: "ㄊ", n: "ㄋ", l: "ㄌ", g: "ㄍ", k: "ㄎ", h: "ㄏ", j: "ㄐ", q: "ㄑ", x: "ㄒ", zh: "ㄓ", ch: "ㄔ", sh: "ㄕ", r: "ㄖ", z: "ㄗ", c: "ㄘ", s: "ㄙ" };
const FINALS = { a: "ㄚ", o: "ㄛ", e: "ㄜ", ê: "ㄝ", ai: "ㄞ", ei: "ㄟ", ao: "ㄠ", ou: "ㄡ", an: "ㄢ", en: "ㄣ", ang: "ㄤ", eng: "ㄥ", er: "ㄦ", ong: "ㄨㄥ", i: "ㄧ", ia: "ㄧㄚ", io: "ㄧㄛ", ie: "ㄧㄝ", iao: "ㄧㄠ", iu: "ㄧㄡ", iou: "ㄧㄡ", ian: "ㄧㄢ", in: "ㄧㄣ", iang: "ㄧㄤ", ing: "ㄧㄥ", iong: "ㄩㄥ", u: "ㄨ", ua: "ㄨㄚ", uo: "ㄨㄛ", uai: "ㄨㄞ", ui: "ㄨㄟ", uei: "ㄨㄟ", uan: "ㄨㄢ", un: "ㄨㄣ", uen: "ㄨㄣ", uang: "ㄨㄤ", ueng: "ㄨㄥ", ü: "ㄩ", üe: "ㄩㄝ", üan: "ㄩㄢ", ün: "ㄩㄣ" };

/**
 * Divides a word's pinyin. A syllable that begins with a vowel follows an apostrophe (GB/T 16159), so a consonant before a
 * vowel always begins a syllable. The r of erhua is the syllable of 儿 if the number of characters requires it.
 * @param {string} reading
 * @param {number} count the number of characters
 * @returns {string[] | null} null if the numbers do not match
 */
function syllables(reading, count) {
  const vowel = "[aeiouüê][\u0300-\u030c]*";
  const one = new RegExp(`[^aeiouüê]*(?:${vowel})+(?:ng?(?!${vowel}))?(?:r(?!${vowel}))?`, "giy");
  const plain = reading.normalize("NFD").replace(/u\u0308/g, "ü");
  const found = plain.split(/[\s'’-]+/).filter(Boolean).flatMap((run) => run.match(one) ?? [run]);
  if (found.join("").length !== plain.replace(/[\s'’-]/g, "").length) return null;
  const cut = found.length === count ? found : found.flatMap((syllable) => (/.r$/i.test(syllable) && !/^e[\u0300-\u030c]?r$/i.test(syllable) ? [syllable.slice(0, -1), "r"] : [syllable]));
  return cut.length === count ? cut : null;
}

/**
 * @param {string} syllable
 * @returns {number} 1 to 4, or 5 for the neutral tone
 */
function toneOf(syllable) {
  const mark = TONES.findIndex((tone) => syllable.normalize("NFD").includes(tone));
  return mark < 0 ? 5 : mark + 1;
}

/**
 * @param {string} syllable
 * @returns {string | null}
 */
function zhuyinOf(syllable) {
  const tone = toneOf(syllable);
  let letters = syllable.normalize("NFD").toLowerCase().replace(/[\u0300\u0301\u0304\u030c]/g, "").replace(/u\u0308|v/g, "ü");
  if (letters === "r") return "ㄦ";
  letters = letters
    .replace(/^yu/, "ü").replace(/^y(?=i)/, "").replace(/^y/, "i")
    .replace(/^w(?=u)/, "").replace(/^w/, "u")
    .replace(/^([jqx])u/, "$1ü").replace(/^([zcs]h?|r)i$/, "$1");
  const [, initial = "", final = ""] = /^([zcs]h|[bpmfdtnlgkhjqxrzcs])?(.*)$/.exec(letters) ?? [];
  const sound = (/** @type {Record<string, string>} */ (INITIALS)[initial] ?? "") + (final ? (/** @type {Record<string, string>} */ (FINALS)[final] ?? "?") : "");
  if (!sound || sound.includes("?")) return null;
  return tone === 5 ? `˙${sound}` : sound + ZHUYIN_TONES[tone];
}

/**
 * A word's reading in zhuyin, syllable by syllable.
 * @param {string} reading pinyin, as in the page
 * @param {number} count the number of characters
 * @returns {string[] | null} null if there is no zhuyin for one of them
 */
function zhuyinOfEach(reading, count) {
  const found = syllables(reading, count)?.map(zhuyinOf) ?? [null];
  return found.includes(null) ? null : /** @type {string[]} */ (found);
}

/**
 * A word's reading in zhuyin.
 * @param {string} reading pinyin, as in the page
 * @param {number} count the number of characters
 * @returns {string | null} null if there is no zhuyin for it
 */
function toZhuyin(reading, count) {
  return zhuyinOfEach(reading, count)?.join(" ") ?? null;
}

/** Spells each reading according to the settings. Zhuyin stands beside each character, so each gets an `<rt>` of its own. */
function spell() {
  const zhuyin = chosen("spell") === "zhuyin";
  const asSpoken = chosen("sandhi") === "on";
  for (const ruby of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main ruby"))) {
    const rt = ruby.querySelector("rt");
    if (!rt) continue;
    const characters = [...form(ruby)];
    const reading = asSpoken ? spoken(ruby) : printed(ruby);
    const sounds = zhuyin ? zhuyinOfEach(reading, characters.length) : null;
    if (asSpoken && !sounds) rt.dataset.as = reading;
    else delete rt.dataset.as;
    if (sounds) ruby.replaceChildren(...characters.flatMap((char, at) => [char, asZhuyin(at ? rt.cloneNode() : rt, sounds[at] ?? "")]));
    else if (rt.dataset.z) {
      delete rt.dataset.z;
      delete rt.dataset.t;
      ruby.replaceChildren(characters.join(""), rt);
    }
  }
}

/**
 * Makes an `<rt>` the zhuyin of one character: its symbols, and its tone mark apart, as they stand in print.
 * @param {Node} rt
 * @param {string} sound
 */
function asZhuyin(rt, sound) {
  const { dataset } = /** @type {HTMLElement} */ (rt);
  const mark = ZHUYIN_TONES.indexOf(sound.slice(-1)) > 0 ? sound.slice(-1) : "";
  dataset.z = sound.slice(0, sound.length - mark.length);
  dataset.t = mark;
  return rt;
}

/** Colours and underlines each character by its tone; leaves the DOM unchanged (CSS Custom Highlights). */
function colourTones() {
  if (!CSS.highlights) return;
  for (let tone = 1; tone <= 5; tone++) CSS.highlights.delete(`tone${tone}`);
  if (chosen("tones") !== "on") return;
  /** @type {StaticRange[][]} */
  const ranges = [[], [], [], [], [], []];
  for (const ruby of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main ruby"))) {
    const reading = chosen("sandhi") === "on" ? spoken(ruby) : printed(ruby);
    const tones = syllables(reading, [...form(ruby)].length)?.map(toneOf);
    if (!tones) continue;
    for (const text of ruby.childNodes) {
      if (!(text instanceof Text)) continue;
      let start = 0;
      for (const char of text.data) {
        const end = start + char.length;
        ranges[tones.shift() ?? 0]?.push(new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end }));
        start = end;
      }
    }
  }
  for (let tone = 1; tone <= 5; tone++) CSS.highlights.set(`tone${tone}`, new Highlight(...(ranges[tone] ?? [])));
}
