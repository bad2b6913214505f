/**
 * Words: a card with the reading and both forms of a word, the list of known words, and the spelling of readings
 * (pinyin or zhuyin, dictionary or spoken tones, tone colours).
 */
"use strict";

const KNOWN = "duben-known";
const WORD_OPENS = 450;
const WORD = `<div>
<p class=word-forms><b class=keep lang=zh-Hans></b><b class=keep lang=zh-Hant></b></p>
<p class=word-reading><i lang=zh-Latn></i> <i lang=zh-Bopo></i></p>
<label class=switch><input type=checkbox class=word-known><span>${phrase("I know this word", "我认识这个词", "我認識這個詞")}</span></label>
</div>`;
const TONES = ["\u0304", "\u0301", "\u030c", "\u0300"];

/**
 * The same word in the other script's copy: both copies have the same words in the same order.
 * @param {HTMLElement} ruby
 * @returns {HTMLElement | null} null if the copies do not match
 */
function twin(ruby) {
  const pair = ruby.closest(".pair");
  const copy = [...(pair?.children ?? [])].find((child) => child.contains(ruby));
  const other = [...(pair?.children ?? [])].find((child) => child !== copy && child.matches("[lang]"));
  if (!copy || !other) return null;
  const here = [...copy.getElementsByTagName("ruby")];
  const there = [...other.getElementsByTagName("ruby")];
  return here.length === there.length ? (there[here.indexOf(ruby)] ?? null) : null;
}

/**
 * @param {HTMLElement} ruby
 * @returns {string} the word without its reading
 */
function form(ruby) {
  return ruby.firstChild?.textContent ?? "";
}

/**
 * @param {HTMLElement} ruby
 * @returns {[string, string]} its Simplified and its Traditional form
 */
function forms(ruby) {
  const own = form(ruby);
  const other = twin(ruby);
  const there = other ? form(other) : own;
  return ruby.closest("[lang]")?.getAttribute("lang") === "zh-Hans" ? [own, there] : [there, own];
}

/**
 * The reading in the original page, whatever spelling shows now.
 * @param {HTMLElement} ruby
 * @returns {string}
 */
function printed(ruby) {
  const rt = ruby.querySelector("rt");
  return rt?.dataset.was ?? rt?.textContent ?? "";
}

/**
 * The reading with spoken tones. If sandhi changes a word, `data-s` has the tone of each syllable with a mark.
 * @param {HTMLElement} ruby
 * @returns {string}
 */
function spoken(ruby) {
  const tones = [...(ruby.dataset.s ?? "")];
  if (!tones.length) return printed(ruby);
  const plain = printed(ruby).normalize("NFD");
  return plain.replace(/[\u0300\u0301\u0304\u030c]/g, () => TONES[Number(tones.shift()) - 1] ?? "").normalize("NFC");
}

/** @returns {Set<string>} the words marked as known, in Simplified */
function knownWords() {
  return new Set(Object.keys(kept(KNOWN)));
}

/** Marks the known words; CSS hides their readings in "hard words". */
function markKnown() {
  const known = knownWords();
  const count = document.getElementById("known-count");
  if (count) count.textContent = String(known.size);
  for (const marked of document.querySelectorAll("ruby.k")) marked.classList.remove("k");
  if (!known.size) return;
  for (const ruby of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[lang="zh-Hans"] ruby'))) {
    if (!known.has(form(ruby))) continue;
    ruby.classList.add("k");
    twin(ruby)?.classList.add("k");
  }
}

/**
 * @param {Iterable<string>} words
 */
function keepKnown(words) {
  keep(KNOWN, Object.fromEntries([...words].sort().map((word) => [word, ""])));
  markKnown();
}

/**
 * Opens the card of a word.
 * @param {HTMLElement} ruby
 * @param {boolean} hovered
 */
function openWord(ruby, hovered) {
  const content = made(WORD);
  const [hans, hant] = forms(ruby);
  const [simplified, traditional] = content.querySelectorAll("b");
  if (simplified) simplified.textContent = hans;
  if (hans === hant) traditional?.remove();
  else if (traditional) traditional.textContent = hant;
  const [pinyin, zhuyin] = content.querySelectorAll("i");
  if (pinyin) pinyin.textContent = printed(ruby) + (ruby.dataset.s ? ` → ${spoken(ruby)}` : "");
  if (zhuyin && chosen("spell") === "zhuyin") zhuyin.textContent = toZhuyin(printed(ruby), [...hans].length) ?? "";
  const check = content.querySelector("input");
  if (check) {
    check.checked = knownWords().has(hans);
    check.addEventListener("change", () => {
      const words = knownWords();
      if (check.checked) words.add(hans);
      else words.delete(hans);
      keepKnown(words);
    });
  }
  openCard(ruby, { content, hovered });
}

/** Spells each reading according to the settings. */
function spell() {
  const zhuyin = chosen("spell") === "zhuyin";
  const asSpoken = chosen("sandhi") === "on";
  for (const rt of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main rt"))) {
    const ruby = /** @type {HTMLElement} */ (rt.parentElement);
    const reading = asSpoken ? spoken(ruby) : printed(ruby);
    const text = (zhuyin && toZhuyin(reading, [...form(ruby)].length)) || reading;
    if (rt.textContent === text) continue;
    rt.dataset.was ??= rt.textContent ?? "";
    rt.textContent = text;
  }
}

/** Colours and underlines each character by its tone; leaves the DOM unchanged (CSS Custom Highlights). */
function colourTones() {
  if (!CSS.highlights) return;
  for (let tone = 1; tone <= 5; tone++) CSS.highlights.delete(`tone${tone}`);
  if (chosen("tones") !== "on") return;
  /** @type {StaticRange[][]} */
  const ranges = [[], [], [], [], [], []];
  for (const ruby of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main ruby"))) {
    const text = ruby.firstChild;
    if (!text) continue;
    const characters = [...form(ruby)];
    const reading = chosen("sandhi") === "on" ? spoken(ruby) : printed(ruby);
    let start = 0;
    for (const [place, syllable] of (syllables(reading, characters.length) ?? []).entries()) {
      const end = start + (characters[place]?.length ?? 1);
      ranges[toneOf(syllable)]?.push(new StaticRange({ startContainer: text, startOffset: start, endContainer: text, endOffset: end }));
      start = end;
    }
  }
  for (let tone = 1; tone <= 5; tone++) CSS.highlights.set(`tone${tone}`, new Highlight(...(ranges[tone] ?? [])));
}

/**
 * @param {string} name
 * @param {string} label
 * @param {"checked" | ""} [state]
 */
const switchOf = (name, label, state = "") => `<label class=switch><input type=checkbox name=${name} id=${name}-on ${state}><span>${label}</span></label>`;

/**
 * @param {string} name
 * @param {string} label
 */
const knownButton = (name, label) => `<button type=button id=known-${name}>${label}</button>`;

// The settings that need a script.
document.getElementById("settings")?.insertAdjacentHTML("beforeend", `
<fieldset><legend>${phrase("Spelling", "注音方式")}</legend>
<label><input type=radio name=spell id=spell-pinyin checked><span>${phrase("Pinyin", "拼音")}</span></label>
<label><input type=radio name=spell id=spell-zhuyin><span>${phrase("Zhuyin", "注音符号", "注音符號")}</span></label></fieldset>
<div class=switches>${switchOf("sandhi", phrase("Tones as spoken (sandhi)", "按变调注音", "按變調注音"))}${switchOf("tones", phrase("Tone colours", "声调着色", "聲調著色"))}${switchOf("slash", phrase("Press / to search", "按 / 搜索", "按 / 搜尋"), "checked")}
<p class=legend aria-hidden=true lang=zh-Latn><span>mā</span><span>má</span><span>mǎ</span><span>mà</span><span>ma</span></p></div>
<div class=known><span>${phrase("Known words", "认识的词", "認識的詞")} <output id=known-count>0</output></span>
<span>${knownButton("export", phrase("Export", "导出", "匯出"))}${knownButton("import", phrase("Import", "导入", "匯入"))}${knownButton("clear", phrase("Clear", "清空"))}</span></div>`);

{
  // Loads the syllable table only for zhuyin or tone colours.
  /** @type {Promise<void> | undefined} */
  let table;
  const source = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-syllables]")).dataset.syllables ?? "";
  const loadTable = () =>
    (table ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => done();
      document.head.append(script);
    }));

  let spelled = "";
  document.addEventListener("settings", async () => {
    const wanted = ["spell", "sandhi", "tones"].map(chosen).join();
    if (wanted === spelled || (!spelled && wanted === "pinyin,,")) return;
    spelled = wanted;
    if (wanted.startsWith("zhuyin") || wanted.endsWith("on")) await loadTable();
    spell();
    colourTones();
  });

  document.addEventListener("DOMContentLoaded", markKnown);
  addEventListener("storage", (event) => event.key === KNOWN && markKnown());

  /**
   * The word under the pointer; null inside a term link, which has its own card.
   * @param {Event} event
   */
  const wordAt = ({ target }) => {
    const ruby = target instanceof Element ? target.closest("ruby") : null;
    return ruby instanceof HTMLElement && !ruby.closest("a, .card, button") ? ruby : null;
  };
  document.addEventListener("click", (event) => {
    const ruby = wordAt(event);
    if (ruby && getSelection()?.isCollapsed && !event.defaultPrevented) openWord(ruby, false);
  });
  document.addEventListener("pointerover", (event) => {
    const ruby = event.pointerType === "mouse" && event.buttons === 0 ? wordAt(event) : null;
    if (ruby) rest(ruby, WORD_OPENS, () => openWord(ruby, true));
  });

  document.getElementById("known-export")?.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([[...knownWords()].join("\n")], { type: "text/plain" }));
    link.download = "known-words.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  });
  document.getElementById("known-import")?.addEventListener("click", () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "text/plain,.txt";
    input.addEventListener("change", async () => {
      const text = (await input.files?.[0]?.text()) ?? "";
      keepKnown(new Set([...knownWords(), ...text.split(/[\s,，、]+/).filter(Boolean)]));
    });
    input.click();
  });
  document.getElementById("known-clear")?.addEventListener("click", () => keepKnown([]));
}
