/**
 * The reader's choices: kept in the browser, reflected in `lang` and `<title>`, told to the other scripts.
 *
 * CSS alone acts on the radio buttons; the inline script in the page has already set them from what was kept. This file
 * only remembers what changes, and keeps the reader's place when the text reflows.
 */
"use strict";

const KEPT = "duben";
const root = document.documentElement;
const reading = /** @type {HTMLElement} */ (document.getElementById("reading"));

/**
 * What the browser keeps under a key.
 * @param {string} key
 * @returns {Record<string, string>} empty where there is nothing, or nothing can be read
 */
function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key) || "{}");
  } catch {
    return {};
  }
}

/**
 * Keeps a value; a browser that refuses (private mode, full) is no reason to stop.
 * @param {string} key
 * @param {Record<string, string>} value
 */
function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {}
}

/**
 * The value chosen now.
 * @param {string} name of a group of radio buttons, or of a check box ("on" or "")
 * @returns {string}
 */
function chosen(name) {
  const input = /** @type {HTMLInputElement | null} */ (reading.querySelector(`[name="${name}"]:checked`));
  return input ? valueOf(input) : "";
}

/**
 * What a button or box stands for: its id is its name, a hyphen and that.
 * @param {HTMLInputElement} input
 */
function valueOf(input) {
  return input.id.slice(input.name.length + 1);
}

/**
 * A phrase of the interface in its languages, of which one shows, as in the pages themselves.
 * @param {string} en
 * @param {string} hans
 * @param {string} [hant] where it is another
 */
function phrase(en, hans, hant) {
  const texts = hant ? { en, "zh-Hans": hans, "zh-Hant": hant } : { en, zh: hans };
  const own = root.dataset.written === "hans" ? "zh-Hans" : "zh-Hant";
  return Object.entries(texts).map(([lang, text]) => `<bdi lang=${lang}${lang === "zh" || lang === own ? "" : " hidden"}>${text}</bdi>`).join("");
}

/**
 * An element made of HTML of our own.
 * @param {string} html
 */
function made(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}

/**
 * Whether an element, or the copy it stands in, is shown.
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
      // Only what changed: the same value set again would have the whole page styled anew.
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

  /** Where the reader is: the block at the top of the window, and how far down it stands. @type {[Element, number] | null} */
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
  // Another tab, or a page that comes back from the browser's cache, follows what was chosen meanwhile.
  addEventListener("storage", (event) => event.key === KEPT && restore());
  addEventListener("pageshow", (event) => event.persisted && restore());
  addEventListener("DOMContentLoaded", restore);
}
