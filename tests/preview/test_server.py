"""The preview's server: messages to open pages, refused requests, and failures that must not end it."""

from __future__ import annotations

import http.client
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tornado.httpclient import HTTPClientError

from duben.preview.server import Preview
from duben.preview.state import PreviewState
from tests.conftest import MakeSite
from tests.preview.conftest import Browser, Serve, write
from tests.support.sites import FILES, FIRST, SECOND
from tests.support.texts import ENTRIES
from tests.support.waiting import LONGEST

PAGE, TERM, CARD = "articles/first.html", "glossary/agi.html", "cards/agi.js"
TERMS = "content/glossary/entries.toml"
EDITED = ENTRIES.replace("能做各种事的智能。", "什么都会的智能。")
BROKEN = ENTRIES.replace('kind = "slang"', 'kindd = "slang"')


def test_a_saved_definition_is_announced_and_served(make_site: MakeSite, serve: Serve) -> None:
    """The open page is reloaded with the new definition, a card that was loaded is announced, and both have it."""
    here = serve(make_site(FILES))

    async def scenes(browser: Browser) -> None:
        write(here.site, {TERMS: EDITED})
        assert (await browser.receive("cards"))["paths"] == [CARD]
        assert (await browser.receive("reload"))["path"] == TERM
        assert (await browser.receive("changes"))["pages"] > 0

    here.get(CARD)
    here.play(TERM, scenes)
    assert "什么都会的智能" in here.get(CARD).text
    assert "什么都会的" in here.get("data/glossary.json").text


def test_a_page_that_a_save_does_not_touch_is_left_alone(make_site: MakeSite, serve: Serve) -> None:
    """An unaffected page gets the list of changes, and is not reloaded."""
    here = serve(make_site(FILES))
    here.get("glossary/dit.html")

    async def scenes(browser: Browser) -> None:
        write(here.site, {"content/articles/first.md": FIRST.replace("比人工智能更难", "比人工智能难得多")})
        await browser.receive("changes", lambda message: message["pages"] > 0)
        assert "reload" not in browser.seen

    here.play("glossary/dit.html", scenes)


def test_a_saved_style_sheet_reloads_no_page(make_site: MakeSite, serve: Serve) -> None:
    """Only the style sheet is reloaded, under its old name too."""
    here = serve(make_site(FILES | {"static/reader.css": "p { color: red }\n"}))

    async def scenes(browser: Browser) -> None:
        write(here.site, {"static/reader.css": "p { color: blue }\n"})
        assert (await browser.receive("reload"))["path"] == "reader.css"

    here.play(PAGE, scenes)
    assert here.get("static/reader.0123456789.css").text == "p { color: blue }\n"


def test_an_error_is_told_with_its_line_and_gone_when_mended(make_site: MakeSite, serve: Serve) -> None:
    """An error has file, line, column, the marked source line and a hint; the last valid page stays."""
    here = serve(make_site(FILES | {"site.toml": 'title = "试"\nsource_link = "edit:{path}:{line}:{column}"\n'}))
    before = here.get(PAGE).body

    async def scenes(browser: Browser) -> None:
        assert browser.greeting["problems"] == []
        write(here.site, {TERMS: BROKEN})
        problems = (await browser.receive("problems"))["problems"]
        assert [(problem["code"], problem["severity"]) for problem in problems] == [
            ("missing-key", "error"),
            ("unknown-key", "error"),
        ]
        line = BROKEN[: BROKEN.index("kindd")].count("\n") + 1
        assert problems[1]["place"] == f"{TERMS}:{line}:1"
        assert problems[1]["line"] == ["", "kindd", ' = "slang"']
        assert problems[1]["hint"] == "did you mean “kind”?"
        assert problems[1]["link"] == f"edit:{here.site.resolve()}/{TERMS}:{line}:1"
        assert here.get(PAGE).body == before
        write(here.site, {TERMS: ENTRIES})
        assert (await browser.receive("problems"))["problems"] == []
        assert "reload" not in browser.seen

    here.play(PAGE, scenes)


def test_the_place_of_an_error_is_marked_in_its_line(make_site: MakeSite, serve: Serve) -> None:
    """The three parts of the line are before, at and after the column."""
    here = serve(make_site(FILES))

    async def scenes(browser: Browser) -> None:
        write(here.site, {"content/articles/first.md": FIRST.replace("[[openai]]", "[[opena]]")})
        (problem,) = (await browser.receive("problems"))["problems"]
        assert problem["place"] == "content/articles/first.md:9:50"
        assert problem["line"] == [
            "奥特曼说：“AGI 不远了。”这是[[second|另一篇]]里也有的话，见[[second]]与",
            "[[opena]]",
            "。",
        ]
        assert problem["hint"] == "did you mean “openai”?"

    here.play(PAGE, scenes)


def test_what_was_saved_last_comes_first(make_site: MakeSite, serve: Serve) -> None:
    """An error in an entry is listed before the broken links that it causes."""
    here = serve(make_site(FILES))

    async def scenes(browser: Browser) -> None:
        write(here.site, {TERMS: ENTRIES.replace('name = "OpenAI"', 'namme = "OpenAI"')})
        problems = (await browser.receive("problems"))["problems"]
        codes = [problem["code"] for problem in problems]
        assert codes[:2] == ["missing-key", "unknown-key"]
        assert {*codes[2:]} == {"unknown-link"}

    here.play(PAGE, scenes)


def test_a_site_that_was_never_good_waits_to_be_mended(make_site: MakeSite, serve: Serve) -> None:
    """Every page says that it cannot be shown yet, and is reloaded once the error is fixed."""
    here = serve(make_site(FILES | {TERMS: BROKEN}))
    waiting = here.get(PAGE)
    assert waiting.status == 503
    assert "cannot be shown yet" in waiting.text
    assert "_duben/preview.js" in waiting.text

    async def scenes(browser: Browser) -> None:
        assert browser.greeting["problems"]
        write(here.site, {TERMS: ENTRIES})
        await browser.receive("reload")

    here.play(PAGE, scenes)
    assert here.get(PAGE).status == 200


def test_a_template_that_fails_is_told_on_the_page_that_it_makes(make_site: MakeSite, serve: Serve) -> None:
    """A template error is reported, also one in Python; other pages are made, and a fix brings the new page."""
    here = serve(make_site(FILES | {"templates/term.html": "<p>one</p>"}))
    here.get("glossary/agi.html")

    async def scenes(browser: Browser) -> None:
        write(here.site, {"templates/term.html": "<p>\n{{ 1 + view.entry }}</p>"})
        (problem,) = (await browser.receive("problems", lambda message: message["problems"]))["problems"]
        assert problem["place"] == "templates/term.html:2:1"
        assert "TypeError" in problem["message"]
        assert "<p>one</p>" in here.get("glossary/agi.html").text
        assert here.get(PAGE).status == 200
        write(here.site, {"templates/term.html": "<p>two</p>"})
        await browser.receive("problems", lambda message: not message["problems"])

    here.play("glossary/agi.html", scenes)
    assert "<p>two</p>" in here.get("glossary/agi.html").text


class FailingState(PreviewState):
    """A state whose next refresh raises the `error` that a test sets."""

    error: Exception | None = None

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._lost: set[Path] = set()

    def refresh(self, changed: Iterable[Path] = (), priority: Iterable[str] | None = None) -> bool:
        """Raise the error once; the next refresh includes the files of the failed one."""
        self._lost |= {*changed}
        if self.error:
            error, self.error = self.error, None
            raise error
        lost, self._lost = self._lost, set()
        return super().refresh(lost, priority)


@pytest.mark.parametrize("error", [RuntimeError("a mistake of ours"), FileNotFoundError("gone while it was read")])
def test_no_failure_ends_the_preview_or_loses_a_change(make_site: MakeSite, serve: Serve, error: Exception) -> None:
    """A change whose refresh failed is included in the next refresh."""
    here = serve(make_site(FILES), FailingState)

    async def scenes(browser: Browser) -> None:
        assert isinstance(here.preview.state, FailingState)
        here.preview.state.error = error
        write(here.site, {TERMS: EDITED})
        if isinstance(error, RuntimeError):
            assert "a mistake of ours" in (await browser.receive("problems"))["fault"]
            write(here.site, {"content/articles/second.md": SECOND + "\n終。\n"})
        await browser.receive("reload")

    here.play(TERM, scenes)
    assert "什么都会的智能" in here.get(CARD).text


def test_another_site_s_page_may_not_listen(make_site: MakeSite, serve: Serve) -> None:
    """The WebSocket refuses another origin."""
    here = serve(make_site(FILES))

    async def scenes(_: Browser) -> None:
        pytest.fail("the WebSocket was opened")

    with pytest.raises(HTTPClientError, match="403"):
        here.play(PAGE, scenes, origin="http://evil.example")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:8000", 200),
        ("reader.localhost", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example:8000", 421),
        ("localhost.evil.example", 421),
    ],
)
def test_a_name_that_was_made_to_lead_here_is_refused(
    make_site: MakeSite, serve: Serve, host: str, status: int
) -> None:
    """A foreign Host is refused: by DNS rebinding, a stranger's page could read the preview."""
    assert serve(make_site(FILES)).get(PAGE, Host=host).status == status


OUTSIDE = (
    "../secret.txt",
    "%2e%2e/secret.txt",
    "..%2fsecret.txt",
    "articles/../../secret.txt",
    "static/../../secret.txt",
)


@pytest.mark.parametrize(
    "path",
    [
        *OUTSIDE,
        "{site}/secret.txt",
        "//{site}/../secret.txt",
        "site.toml",
        "content/articles/first.md",
        "articles/first.md",
        "_duben/server.py",
        "_duben/../server.py",
        "_duben/%2e%2e/server.py",
        "articles/first.html%00.txt",
        "articles\\..\\..\\secret.txt",
        ".git/config",
        "articles/first.html/",
    ],
)
def test_no_path_leaves_the_output(make_site: MakeSite, serve: Serve, path: str) -> None:
    """Only the files of a build are served, with any spelling of the path."""
    site = make_site(FILES)
    (site.parent / "secret.txt").write_text("secret")
    (site / "secret.txt").write_text("secret")
    here = serve(site)
    address = urlsplit(here.url)
    connection = http.client.HTTPConnection(str(address.hostname), int(address.port or 0), timeout=LONGEST)
    connection.request("GET", "/" + path.format(site=site))  # as it stands: urllib would tidy the path
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status in {400, 404}
    assert b"secret" not in body.replace(b"secret.txt", b"")


def test_problems_are_printed_once(make_site: MakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems are printed when they change, and a line says when there are none."""
    site = make_site(FILES | {TERMS: BROKEN})
    preview = Preview(site, "127.0.0.1", 0)
    preview.changed(set())
    write(site, {TERMS: ENTRIES})
    preview.changed({site / TERMS})
    preview.changed({site / TERMS})
    preview._http.stop()
    said = capsys.readouterr().err
    assert said.count("unknown-key") == 1
    assert said.count("no problems") == 1
