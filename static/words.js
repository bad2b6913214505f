/**
 * Words: a card with the reading and both forms of a word, the list of known words, and the settings for readings.
 * How readings are spelled otherwise than in the page is in spelling.js, loaded only for a reader who asks for that.
 */
"use strict";

const KNOWN = "duben-known";
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
  return ruby.textContent ?? "";
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
 * The reading in the original page, whatever spelling shows now. Its attribute is named after the word's rarity.
 * @param {HTMLElement} ruby
 * @returns {string}
 */
function printed(ruby) {
  const { p, a, b, c, d } = ruby.querySelector("rt")?.dataset ?? {};
  return p ?? a ?? b ?? c ?? d ?? "";
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

/** The words that the reader cleared last, until the page is left. @type {Set<string>} */
let forgotten = new Set();

/** Marks the known words; CSS hides their readings in "hard words". */
function markKnown() {
  const known = knownWords();
  const count = document.getElementById("known-count");
  if (count) count.textContent = String(known.size);
  for (const [name, hidden] of Object.entries({ clear: !known.size, undo: !forgotten.size || known.size > 0 })) {
    const button = document.getElementById(`known-${name}`);
    if (button) button.hidden = hidden;
  }
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
 * What the card of a word shows.
 * @param {HTMLElement} ruby
 */
function wordContent(ruby) {
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
  return content;
}

const SPELLING = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-spelling]")).dataset.spelling ?? "";
/** @type {Promise<void> | undefined} */
let loading;

/** Loads spelling.js once: readings and the search need it. */
function loadSpelling() {
  return (loading ??= loadScript(SPELLING));
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
<span>${knownButton("export", phrase("Export", "导出", "匯出"))}${knownButton("import", phrase("Import", "导入", "匯入"))}</span>
<span>${knownButton("clear", phrase("Forget all", "全部清空"))}${knownButton("undo", phrase("Bring them back", "恢复", "復原"))}</span></div>`);

{
  let spelled = "pinyin,,";
  document.addEventListener("settings", async () => {
    const wanted = ["spell", "sandhi", "tones"].map(chosen).join();
    if (wanted === spelled) return;
    spelled = wanted;
    await loadSpelling();
    spell();
    colourTones();
  });

  document.addEventListener("DOMContentLoaded", markKnown);
  addEventListener("storage", (event) => event.key === KNOWN && markKnown());

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
  document.getElementById("known-clear")?.addEventListener("click", () => {
    forgotten = knownWords();
    keepKnown([]);
    document.getElementById("known-undo")?.focus();
  });
  document.getElementById("known-undo")?.addEventListener("click", () => {
    keepKnown(forgotten);
    document.getElementById("known-clear")?.focus();
  });
}
