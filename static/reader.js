/** The article page: section links, the current section, reading progress, and the search shortcut. */
"use strict";

{
  for (const heading of document.querySelectorAll(".body > .pair[id] > :is(h2, h3, h4)")) {
    const link = document.createElement("a");
    link.className = "anchor";
    link.href = `#${heading.parentElement?.id}`;
    link.textContent = "#";
    // For the mouse only: as a link it would be a second name of the heading, and a stop of Tab at each.
    link.ariaHidden = "true";
    link.tabIndex = -1;
    heading.append(link);
  }

  // A long table of contents is folded, except in the margin, where it is in nobody's way.
  const contents = document.querySelector(".toc");
  if (contents instanceof HTMLDetailsElement && matchMedia("(width >= 84rem)").matches) contents.open = true;

  // Marks the current section in the table of contents.
  const lines = /** @type {Map<Element, HTMLAnchorElement>} */ (new Map());
  for (const line of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".toc a"))) {
    const target = document.getElementById(decodeURIComponent(line.hash.slice(1)));
    if (target) lines.set(target, line);
  }
  const mark = () => {
    const passed = [...lines].filter(([heading]) => heading.getBoundingClientRect().top < innerHeight / 3);
    for (const line of lines.values()) line.removeAttribute("aria-current");
    passed.at(-1)?.[1].setAttribute("aria-current", "true");
  };
  // Browsers without scroll timelines need a script for the progress bar.
  const bar = CSS.supports("animation-timeline", "scroll()") ? null : /** @type {HTMLElement | null} */ (document.querySelector(".article .progress"));
  const move = () => {
    mark();
    if (bar) bar.style.transform = `scaleX(${scrollY / Math.max(1, root.scrollHeight - innerHeight)})`;
  };
  let waiting = false;
  if (lines.size || bar) {
    addEventListener("scroll", () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        move();
      });
    }, { passive: true });
    requestAnimationFrame(move);
  }

  document.addEventListener("keydown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || target.matches("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector("input[type=search]");
    const link = document.getElementById("to-search");
    if (!(field instanceof HTMLElement) && !link) return;
    event.preventDefault();
    if (field instanceof HTMLElement) field.focus();
    else link?.click();
  });
}
