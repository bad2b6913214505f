"""Addresses: parsed once, refused with a reason, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.model.addresses import editor_fault, parse_address, parse_web_address, refusal

BAD_HOST = "has a host or a port that is not valid"
PARTS = (
    "javascript",
    "data",
    "http",
    "https",
    "mailto",
    ":",
    "/",
    "\\",
    "@",
    "[",
    "]",
    "%0a",
    "%5c",
    "a",
    ".",
    "#",
    "?",
)


@pytest.mark.parametrize(
    ("text", "scheme", "host"),
    [
        pytest.param("https://a.org/b?c#d", "https", "a.org", id="https"),
        pytest.param("HTTP://A.org:8080", "http", "a.org", id="capitals-and-port"),
        pytest.param("https://用户.中国/路", "https", "用户.中国", id="han"),
        pytest.param("http://[::1]/", "http", "::1", id="ipv6"),
        pytest.param("http://127.0.0.1:8000/", "http", "127.0.0.1", id="ipv4"),
        pytest.param("mailto:a@b.org,c@d.org?subject=x", "mailto", "", id="mail"),
        pytest.param("a.html#b", "", "", id="relative"),
        pytest.param("图:甲.png", "", "", id="a-colon-after-han"),
        pytest.param("#b", "", "", id="fragment"),
    ],
)
def test_an_allowed_address_has_a_scheme_and_a_host(text: str, scheme: str, host: str) -> None:
    """The host is in lower case; relative and mail addresses have none."""
    address, reason = parse_address(text)
    assert address
    assert (address.text, address.scheme, address.host, reason) == (text, scheme, host, "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("javascript:alert(1)", "has the scheme “javascript”"),
        ("JavaScript://example.org/%0aalert(1)", "has the scheme “javascript”"),
        ("java\tscript:alert(1)", "contains the character U+0009"),
        ("\x01javascript:alert(1)", "contains the character U+0001"),
        (" javascript:alert(1)", "contains a space"),
        ("data:text/html,x", "has the scheme “data”"),
        ("C:/a.png", "has the scheme “c”"),
        ("a\\b.png", "contains a backslash"),
        ("a%5Cb.png", "contains a backslash"),
        ("java%0Ascript:x", "contains the character U+000A"),
        ("//a.org", "has a host without a scheme"),
        ("///a.org", "has a host without a scheme"),
        ("https:a.org", "has no host"),
        ("https:///a", "has no host"),
        ("https://a@b.org", "contains a user name"),
        ("http://[x", BAD_HOST),
        ("http://[::x]", BAD_HOST),
        ("http://a..b", BAD_HOST),
        ("http://a.org:99999", BAD_HOST),
        ("http://a.org\u2100", BAD_HOST),
        ("http://a\u202eb.org", "contains the character U+202E"),
        pytest.param("http://" + "a." * 2000, BAD_HOST, id="long"),
        ("mailto:", "has no mail address"),
        ("mailto:a@b.org,c", "has no mail address"),
    ],
)
def test_any_other_address_is_refused(text: str, reason: str) -> None:
    """With a reason in words."""
    assert parse_address(text) == (None, reason)


@pytest.mark.parametrize("text", ["a.org", "a/b", "mailto:a@b.org", "/a"])
def test_a_web_address_has_a_scheme(text: str) -> None:
    """And so a host."""
    assert parse_web_address(text) == (None, "has no “https://”")


@given(st.one_of(st.text(), st.lists(st.sampled_from(PARTS)).map("".join)))
def test_no_text_is_an_exception(text: str) -> None:
    """An address is allowed or refused, and an allowed one has no control character or foreign scheme."""
    address, reason = parse_address(text)
    assert (address is None) == bool(reason)
    assert refusal(text, reason).isprintable()
    if address:
        assert address.scheme in {"", "http", "https", "mailto"}
        assert bool(address.host) == (address.scheme in {"http", "https"})
        assert address.local_path.partition("/")[0] not in {"", ".."} or not address.local_path
        assert min(map(ord, text)) > 0x20


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a.png", "a.png"),
        ("b/%E5%9B%BE%201.PNG?x#y", "b/图 1.PNG"),
        ("./b/../a.png", "a.png"),
        ("...png", "...png"),
        ("../a.png", ""),
        ("b/../../a.png", ""),
        ("%2e%2e/a.png", ""),
        ("/a.png", ""),
        ("b/", ""),
        ("#a", ""),
        ("https://a.org/a.png", ""),
    ],
)
def test_a_relative_address_names_a_file_in_the_folder(text: str, path: str) -> None:
    """Decoded, normalised, and never outside of the folder."""
    address, _ = parse_address(text)
    assert address
    assert address.local_path == path


@pytest.mark.parametrize(
    ("text", "path"), [("a.pdf", "a.pdf"), ("a.MP3", "a.MP3"), ("a.html", ""), ("a.md", ""), ("png", "")]
)
def test_media_files_have_known_endings(text: str, path: str) -> None:
    """In capitals or not."""
    address, _ = parse_address(text)
    assert address
    assert address.media_path == path


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("vscode://file/{path}:{line}:{column}", ""),
        ("idea://open?file={path}&line={line}", ""),
        ("http://localhost:63342/api/file/{path}:{line}", ""),
        ("JavaScript:alert({line})", "has the scheme “javascript”"),
        ("data:text/html,{path}", "has the scheme “data”"),
        ("{path}", "has no scheme"),
        ("{path}:{line}", "has no scheme"),
        ("vscode://file/ {path}", "contains a space"),
    ],
)
def test_an_editor_has_a_scheme_of_its_own(pattern: str, reason: str) -> None:
    """But never one that runs a program in the page."""
    assert editor_fault(pattern) == reason
