"""What every reader needs: names and contrast on every kind of page, large controls, no readings that are not shown."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PAGES, WIDTHS, Open, choose, every_page, press
from tests.support.waiting import wait_until

pytestmark = pytest.mark.browser

MODES = (("source", "off"), ("hant", "hard"), ("both", "all"))
"""Script and readings."""
PAPERS = {390: ("light", "dark"), 1280: ("sepia", "system")}
"""The papers that each width is tested on: every rule on the first, contrast on the second, where all text shows."""


class Accessibility:
    """axe-core in a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.evaluate(Axe().axe_script)

    def violations(self, within: str = "html", **options: object) -> list[str]:
        """What axe-core finds wrong in the elements `within`, one line for each rule and place."""
        found = self._page.evaluate(
            "([within, options]) => axe.run(within, options).then(results => results.violations)",
            [within, {"resultTypes": ["violations"]} | options],
        )
        return [
            f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}"
            for rule in found
            for node in rule["nodes"]
        ]


@every_page
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(open_page: Open, *, path: str, width: int) -> None:
    """axe-core finds no violation, whatever the script and the readings; nor in the colours of another paper."""
    page = open_page(path, width=width)
    page.emulate_media(color_scheme="dark" if "system" in PAPERS[width] else "light")
    axe = Accessibility(page)
    first, second = PAPERS[width]
    press(page, f"theme-{first}")
    for script, pinyin in MODES:
        press(page, f"script-{script}", f"pinyin-{pinyin}")
        assert axe.violations() == [], (script, pinyin)
    press(page, f"theme-{second}")
    assert axe.violations(runOnly=["color-contrast"]) == []


@pytest.mark.parametrize(
    ("theme", "links", "width"),
    [("light", "first", 390), ("sepia", "all", 1280), ("dark", "none", 390), ("dark", "first", 1280)],
)
def test_axe_finds_nothing_in_what_opens(open_page: Open, *, theme: str, links: str, width: int) -> None:
    """axe-core finds no violation in the settings, a term's card, a word's card, a pinned one and a note's."""
    settings = {"theme": theme, "links": links, "pinyin": "hard", "tones": "on", "spell": "zhuyin"}
    page = open_page(PAGES["article"], width=width, settings=settings)
    axe = Accessibility(page)
    page.locator(".open").click()
    assert axe.violations("#settings") == []
    page.keyboard.press("Escape")
    page.locator(".body a.term:visible").first.click()
    assert axe.violations(".card") == []
    page.locator(".card-pin").click()
    page.get_by_text("机器").first.click()
    assert page.locator(".card:popover-open").count() == 2
    assert axe.violations() == []
    page.keyboard.press("Escape")
    page.locator(".card.pinned .card-close").click()
    page.locator(".body .fn a:visible").click()
    expect(page.locator(".card:popover-open")).to_have_count(1)
    assert axe.violations(".card:popover-open") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_english(open_page: Open, width: int) -> None:
    """The same holds of the interface in English."""
    page = open_page(PAGES["article"], width=width, settings={"ui": "en", "links": "all", "pinyin": "all"})
    assert Accessibility(page).violations() == []


@pytest.mark.parametrize(
    ("settings", "site", "others"),
    [
        pytest.param(["ui-en"], "Site", ("How to read", "Contents", "Articles"), id="english"),
        pytest.param(["script-hans"], "网站", ("阅读方式", "目录", "文章"), id="simplified"),
        pytest.param(["script-hant"], "網站", ("閱讀方式", "目錄", "文章"), id="traditional"),
    ],
)
def test_regions_are_named_in_the_language_of_the_interface(
    open_page: Open, *, settings: list[str], site: str, others: tuple[str, str, str]
) -> None:
    """The regions that a screen reader lists: of the site, of the settings, of the contents, of the articles beside."""
    page = open_page(PAGES["article"])
    press(page, *settings)
    reading, contents, articles = others
    for role, name in (("navigation", site), ("region", reading), ("navigation", contents), ("navigation", articles)):
        assert page.get_by_role(role, name=name, exact=True).count() == 1, name  # type: ignore[arg-type]


@every_page
def test_controls_are_large_enough(open_page: Open, *, path: str) -> None:
    """Every control outside running text is at least 24 px each way (WCAG 2.2, target size)."""
    page = open_page(path, width=390)
    page.locator(".open").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, .tools label, .kinds label, nav a, summary, .brand, .index a")]
            .filter((element) => element.checkVisibility() && !element.closest(".skip, .walk:not(:focus)"))
            .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([html, box]) => `${html} ${box.width} by ${box.height}`)"""
    )
    assert small == []


@pytest.mark.parametrize("width", WIDTHS)
def test_controls_of_a_card_are_large_enough(open_page: Open, width: int) -> None:
    """The buttons of a card, and the box that marks a word as known."""
    page = open_page(PAGES["article"], width=width, settings={"links": "all"})
    for opener in (page.locator(".body a.term:visible", has_text="OpenAI").first, page.get_by_text("机器").first):
        opener.click()
        controls = page.locator(".card:popover-open").locator("button:visible, label:visible, .card-page:visible")
        assert controls.count() > 0
        for control in controls.all():
            box = control.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24, control.inner_text()
        page.keyboard.press("Escape")


def spoken(page: Page, *, until: str) -> str:
    """All that a screen reader finds in the page, as soon as that has `until` in it."""
    session = page.context.new_cdp_session(page)

    def found() -> str:
        nodes = [node for node in session.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
        return "\n".join(str(node.get(part, {}).get("value")) for node in nodes for part in ("name", "description"))

    wait_until(page, lambda: until in found())
    return found()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_readings_are_not_spoken(open_page: Open, *, js: bool) -> None:
    """A screen reader finds the text alone, once, whether readings show or not."""
    page = open_page(PAGES["article"], js=js)
    for value in ("off", "all"):
        choose(page, "pinyin", value)
        found = spoken(page, until="学会")
        assert "jīqì" not in found
        assert "機器" not in found


@every_page
def test_nothing_moves_by_itself(browser: Browser, address: str, path: str) -> None:
    """No page has an animation that runs by the clock, so that none has to be stopped for who asks for less motion."""
    with browser.new_page(reduced_motion="no-preference") as page:
        page.goto(address + path)
        page.locator(".open").click()
        running = "document.getAnimations().filter(each => each.timeline instanceof DocumentTimeline).length"
        assert page.evaluate(running) == 0
        assert page.locator("html").evaluate("element => getComputedStyle(element).scrollBehavior") == "auto"


def test_forced_colours_show_what_is_chosen(browser: Browser, address: str) -> None:
    """Where the system forces its colours, the chosen button is still told apart."""
    context = browser.new_context(forced_colors="active", locale="zh")
    page = context.new_page()
    page.goto(address + PAGES["article"])
    styles = (
        page.locator(".bar")
        .first.locator("input + span")
        .evaluate_all("spans => spans.map((span) => getComputedStyle(span).outlineStyle)")
    )
    assert styles == ["solid", "none", "none", "none"]
    context.close()
