/** Checks of what a reader finds: the script of the frame, names, cards and their links, phrases. */

const HAN = /\p{Script=Han}/u;

/**
 * Characters of the other script. What keeps its script on purpose is left out: `.keep`, what is not Chinese, and
 * a title in quotation marks. With both scripts side by side, so are the pairs.
 * @param {string} others the characters that only the other script has
 * @param {{ body?: boolean }} options whether the text itself is looked at, too
 */
function otherScript(others, { body = false } = {}) {
  const foreign = new Set(others);
  const both = document.documentElement.dataset.script === "both";
  const faults = [];
  const look = (text, element, what = "") => {
    const found = [...text.replace(/《[^》]*》|〈[^〉]*〉|「[^」]*」|『[^』]*』|“[^”]*”/gu, "")].filter((character) => foreign.has(character));
    if (found.length) faults.push(`${found.join("")} in ${what}${place(element)}`);
  };
  const skipped = (element) =>
    element.closest(".keep, .seal, pre, code") || !/^zh/.test(element.closest("[lang]")?.lang || "zh") ||
    (element.closest(".body") && !body) || (both && element.closest(".pair"));
  for (const node of textNodes(document.body)) if (!skipped(node.parentElement)) look(node.data, node.parentElement);
  for (const element of document.body.querySelectorAll("*")) {
    if (skipped(element) || !shown(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) look(element.getAttribute(name) ?? "", element, `${name} of `);
    if (element.closest(".body")) continue;
    for (const pseudo of ["::before", "::after"]) look(getComputedStyle(element, pseudo).content, element, `${pseudo} of `);
  }
  return faults;
}

/** Names for assistive technology that stay Chinese while the interface is English. */
function chineseNames() {
  return [...document.body.querySelectorAll("[aria-label], [title], [placeholder]")]
    .filter((element) => shown(element) && !element.closest(".body"))
    .flatMap((element) => ["aria-label", "title", "placeholder"].map((name) => [name, element.getAttribute(name) ?? "", element]))
    .filter(([, text]) => HAN.test(text))
    .map(([name, text, element]) => `${name} “${text}” of ${place(element)}`);
}

/** Numbers that look random and are the same each time. */
function* chance(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** So many different things of a list, at random. */
function some(list, number, seed) {
  const left = [...list];
  const random = chance(seed);
  const taken = [];
  while (taken.length < number && left.length) taken.push(...left.splice(Math.floor(random.next().value * left.length), 1));
  return taken;
}

const pages = new Map();
/** The page at an address of this site; null if there is none. */
function pageAt(address) {
  if (!pages.has(address)) {
    pages.set(address, fetch(address).then(async (answer) => (answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null)));
  }
  return pages.get(address);
}

/** What is wrong with a link: it has no address, or there is nothing at it. */
async function dead(link) {
  const href = link.getAttribute("href");
  if (!href || href === "#" || href.startsWith("javascript:")) return `leads to ${href === null ? "no address" : `“${href}”`}`;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return /^https?:$/.test(url.protocol) ? "" : `leads to ${href}`;
  const id = decodeURIComponent(url.hash.slice(1));
  url.hash = "";
  const here = url.href === location.href.split("#")[0];
  const page = here ? document : await pageAt(url.href);
  if (!page) return `leads to ${href}, which is not there`;
  return id && !page.getElementById(id) ? `leads to ${href}, and there is no #${id}` : "";
}

const about = (page, word) => !!page && [page.title, ...Object.values(page.querySelector("title")?.dataset ?? {})].some((title) => title.includes(word));

/** What is wrong with an open card: its links, its size, its place. */
async function cardFaults(card, anchor, name) {
  const faults = [];
  for (const link of card.querySelectorAll("a")) {
    if (!shown(link)) continue;
    const fault = await dead(link);
    if (fault) faults.push(`card of ${name}: “${words(link)}” ${fault}`);
    // A word's card has no entry behind it: what it links to has to be about this word.
    else if (anchor.localName === "ruby" && link.pathname.includes("/glossary/") && !about(await pageAt(link.href.split("#")[0]), words(anchor))) {
      faults.push(`card of ${name}: “${words(link)}” leads to another entry, ${link.getAttribute("href")}`);
    }
  }
  const box = card.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  if (box.left < -SLACK || box.right > width + SLACK) faults.push(`card of ${name}: from ${round(box.left)} to ${round(box.right)} px in a window of ${width}`);
  if (card.scrollWidth > card.clientWidth) faults.push(`card of ${name}: ${card.scrollWidth - card.clientWidth} px too wide for itself`);
  const over = Math.max(0, ...[...anchor.getClientRects()].map((one) => overlap(one, box)));
  if (over > 3) faults.push(`card of ${name} covers it by ${round(over)} px`);
  return faults;
}

/**
 * Opens cards at random, of words, terms and footnotes in turn.
 * @param {number} number how many of them
 * @param {number} seed
 */
async function cards(number, seed) {
  const kinds = ["ruby:not(a *)", "a.term[href]", ".fn a"].map((selector) =>
    some([...document.querySelectorAll(`.body :is(${selector})`)].filter(shown), number, seed));
  const wanted = Array.from({ length: number }, (_, index) => kinds.map((kind) => kind[index])).flat().filter(Boolean).slice(0, number);
  const faults = [];
  let opened = 0;
  for (const anchor of wanted) {
    anchor.scrollIntoView({ block: "center", behavior: "instant" });
    await frame();
    anchor.click();
    await frame();
    const card = document.querySelector(".card:popover-open");
    const name = `${anchor.localName} ${brief(words(anchor))}`;
    if (!card) faults.push(`no card of ${name} in ${place(anchor)}`);
    else {
      opened++;
      faults.push(...(await cardFaults(card, anchor, name)));
      card.hidePopover();
    }
    await frame();
  }
  return { opened, faults };
}

/**
 * Phrases of so many words in a row, from the text that shows.
 * @param {number} number
 * @param {number} length in words
 * @param {number} seed
 */
function phrases(number, length, seed) {
  const found = [];
  for (const first of document.querySelectorAll(".body ruby")) {
    if (!shown(first) || first.closest("[id]")?.closest(".foot")) continue;
    const row = [first];
    while (row.length < length) {
      let next = row.at(-1).nextSibling;
      if (next?.nodeName === "WBR") next = next.nextSibling;
      if (next?.nodeName !== "RUBY") break;
      row.push(next);
    }
    if (row.length === length) found.push(row.map(words).join(""));
  }
  return some(new Set(found), number, seed);
}

/** Phrases that a search in the page does not find. */
function lost(number, length, seed) {
  const wanted = phrases(number, length, seed);
  const faults = wanted.filter((phrase) => {
    getSelection()?.removeAllRanges();
    return !window.find(phrase, false, false, true);
  });
  getSelection()?.removeAllRanges();
  return { looked: wanted.length, faults };
}

Object.assign(checks, { otherScript, chineseNames, cards, phrases, lost });
