/**
 * The reader's settings: stored in the browser, applied to `lang` and `<title>`, and announced to the other scripts.
 *
 * CSS acts on the radio buttons directly; the page's inline script has already restored them. This file stores changes,
 * and keeps the scroll position when the text reflows.
 */
"use strict";

const KEPT = "duben";
const root = document.documentElement;
const reading = /** @type {HTMLElement} */ (document.getElementById("reading"));

/** What the browser refused to store: it holds on this page only. @type {Map<string, Record<string, string>>} */
const unstored = new Map();

/**
 * The value that the browser stores under a key.
 * @param {string} key
 * @returns {Record<string, string>} empty if there is no readable value
 */
function kept(key) {
  try {
    const value = unstored.get(key) ?? JSON.parse(localStorage.getItem(key) ?? "");
    return value?.constructor === Object ? value : {};
  } catch {
    return {};
  }
}

/**
 * Stores a value. Says so, once, if the browser refuses (private mode, full storage).
 * @param {string} key
 * @param {Record<string, string>} value
 */
function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    unstored.delete(key);
  } catch {
    if (!unstored.size) tell(phrase("This browser stores nothing: your choices are lost when you leave this page.", "浏览器不允许保存，离开本页后设置会丢失。", "瀏覽器不允許儲存，離開本頁後設定會遺失。"));
    unstored.set(key, value);
  }
}

/**
 * Says something under the bar, to eye and ear.
 * @param {string} html
 */
function tell(html) {
  const line = made("<p class=told role=status></p>");
  reading.after(line);
  // A screen reader announces what changes in a region that is there already.
  setTimeout(() => (line.innerHTML = html));
}

/**
 * The current value of a setting.
 * @param {string} name of a group of radio buttons, or of a check box ("on" or "")
 * @returns {string}
 */
function chosen(name) {
  const input = /** @type {HTMLInputElement | null} */ (reading.querySelector(`[name="${name}"]:checked`));
  return input ? valueOf(input) : "";
}

/**
 * The value of a radio button or check box, from its id: name, hyphen, value.
 * @param {HTMLInputElement} input
 */
function valueOf(input) {
  return input.id.slice(input.name.length + 1);
}

/**
 * An interface text in its languages. One of them shows, as in the templates.
 * @param {string} en
 * @param {string} hans
 * @param {string} [hant] if it differs
 */
function phrase(en, hans, hant) {
  const texts = hant ? { en, "zh-Hans": hans, "zh-Hant": hant } : { en, zh: hans };
  const own = root.dataset.written === "hans" ? "zh-Hans" : "zh-Hant";
  return Object.entries(texts).map(([lang, text]) => `<bdi lang=${lang}${lang === "zh" || lang === own ? "" : " hidden"}>${text}</bdi>`).join("");
}

/**
 * Makes an element from trusted HTML.
 * @param {string} html
 */
function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}

/**
 * Loads a script: pages on a disk can load nothing else. Rejects if it does not load.
 * @param {string} url
 * @returns {Promise<void>}
 */
function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => (script.remove(), resolve());
    script.onerror = () => (script.remove(), reject(new Error(`${url} does not load`)));
    document.head.append(script);
  });
}

/**
 * Whether an element is visible, and the copy that contains it too.
 * @param {Element} element
 */
function isShown(element) {
  return element.checkVisibility({ contentVisibilityAuto: false });
}

{
  const own = root.lang;
  const title = document.querySelector("title");

  const reflect = () => {
    for (const input of reading.querySelectorAll("input")) {
      // Only changes: to set the same value again would restyle the whole page.
      if (input.checked && root.dataset[input.name] !== valueOf(input)) root.dataset[input.name] = valueOf(input);
      else if (input.type === "checkbox" && !input.checked) delete root.dataset[input.name];
    }
    const script = chosen("script");
    const hant = script === "hant" || (script !== "hans" && own !== "zh-Hans");
    const lang = !hant ? "zh-Hans" : own === "zh-Hans" ? "zh-Hant-TW" : own;
    if (root.lang !== lang) root.lang = lang;
    const name = (hant ? title?.dataset.hant : title?.dataset.hans) ?? document.title;
    if (document.title !== name) document.title = name;
    document.dispatchEvent(new CustomEvent("settings"));
  };

  const restore = () => {
    for (const [name, value] of Object.entries(kept(KEPT))) {
      const input = document.getElementById(`${name}-${value}`);
      const off = document.getElementById(`${name}-on`);
      if (input instanceof HTMLInputElement) input.checked = true;
      else if (off instanceof HTMLInputElement) off.checked = false;
    }
    reflect();
  };

  // What can be tapped is said until the reader has tapped something, or has read it.
  const seen = () => {
    if (root.dataset.visit) keep(KEPT, { ...kept(KEPT), seen: "yes" });
    delete root.dataset.visit;
  };
  document.querySelector(".first-visit button")?.addEventListener("click", seen);
  document.addEventListener("click", ({ target }) => target instanceof Element && target.closest(".body ruby, .body .term") && seen());

  /** The scroll position: the block at the top of the window, and its offset. @type {[Element, number] | null} */
  let place = null;
  const remember = () => {
    place = null;
    for (const pair of document.querySelectorAll(".pair")) {
      const box = pair.getBoundingClientRect();
      if (box.bottom > 60) {
        if (scrollY > 0) place = [pair, box.top];
        return;
      }
    }
  };

  for (const event of ["pointerdown", "keydown"]) reading.addEventListener(event, remember, true);
  reading.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.name) return;
    keep(KEPT, { ...kept(KEPT), [target.name]: target.checked ? valueOf(target) : "off" });
    reflect();
    if (place) scrollBy({ top: place[0].getBoundingClientRect().top - place[1], behavior: "instant" });
  });
  // Other tabs, and pages from the back/forward cache, follow changes.
  addEventListener("storage", (event) => event.key === KEPT && restore());
  addEventListener("pageshow", (event) => event.persisted && restore());
  addEventListener("DOMContentLoaded", restore);
}
