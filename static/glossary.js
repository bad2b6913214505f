/** The glossary index: filters as you type, and sorts by pinyin, strokes or zhuyin with the browser's collations. */
"use strict";

{
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("index-tools"));
  const whole = /** @type {HTMLElement | null} */ (document.getElementById("in-order"));
  const sections = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".letter"));
  const lines = /** @type {HTMLLIElement[]} */ ([...document.querySelectorAll(".letter li")]);
  const homes = new Map(lines.map((line) => [line, /** @type {HTMLElement} */ (line.parentElement)]));
  const letters = document.querySelector(".letters");

  const status = document.getElementById("filtered");

  /** A text as the filter compares it: full-width letters are letters. @param {string} text */
  const compared = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s'’]+/g, "");

  /** The text that the filter searches: both forms, reading with and without tones, English. @param {HTMLElement} line */
  const haystack = ({ textContent }) => compared(`${textContent} ${(textContent ?? "").normalize("NFD").replace(/\p{Mn}/gu, "")}`);
  const found = new Map(lines.map((line) => [line, haystack(line)]));

  const filter = () => {
    const wanted = compared(String(new FormData(/** @type {HTMLFormElement} */ (form)).get("filter") ?? ""));
    for (const line of lines) line.classList.toggle("filtered", !found.get(line)?.includes(wanted));
    for (const section of sections) section.hidden = !section.querySelector("li:not(.filtered)");
    const count = lines.filter(isShown).length;
    status?.replaceChildren(...(wanted ? made(`<p>${phrase(count === 1 ? "1 term" : `${count} terms`, `${count} 个词条`, `${count} 個詞條`)}</p>`).childNodes : []));
  };

  const order = () => {
    const by = String(new FormData(/** @type {HTMLFormElement} */ (form)).get("order"));
    const sorted = by !== "pinyin";
    if (sorted) {
      const form = document.documentElement.lang.startsWith("zh-Hant") ? "[lang|='zh-Hant']" : "[lang|='zh-Hans']";
      const { compare } = new Intl.Collator(`zh-u-co-${by}`);
      const name = (/** @type {HTMLElement} */ line) => (line.querySelector(`b ${form}`) ?? line.querySelector("b"))?.textContent ?? "";
      whole?.replaceChildren(...[...lines].sort((a, b) => compare(name(a), name(b))));
    } else {
      for (const line of lines) homes.get(line)?.append(line);
    }
    if (whole) whole.hidden = !sorted;
    for (const section of sections) section.classList.toggle("filtered", sorted);
    letters?.classList.toggle("filtered", sorted);
  };

  form?.addEventListener("input", (event) => {
    if (/** @type {HTMLInputElement} */ (event.target).name === "order") order();
    else filter();
  });
  form?.addEventListener("submit", (event) => event.preventDefault());
}
