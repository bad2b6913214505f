"""Two versions of a site, one after the other: what is made from the first is what is made from nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import grammar
from tests.fuzz.site import ARTICLE, FuzzSite, fuzz_site
from tests.fuzz.target import Target

BORDER = b"\n=====\n"
PATHS = (ARTICLE, "content/glossary/fuzz.toml")


def check(data: bytes) -> bool:
    """`data` has the article and the glossary of the first version, then of the second; empty ones do not change."""
    parts = (data.split(BORDER) + [b""] * 4)[:4]
    with fuzz_site() as site:
        site.edit({path: text for path, text in zip(PATHS, parts[:2], strict=True) if text})
        later = {path: text for path, text in zip(PATHS, parts[2:], strict=True) if text}
        if not site.edit(later):
            return False
        found, problems = site.everything(), site.state.problems
    clean = FuzzSite()
    try:
        assert clean.edit(later)
        assert clean.state.problems == problems
        expected = clean.everything()
    finally:
        clean.close()
    assert [path for path in {**found, **expected} if found.get(path) != expected.get(path)] == []
    return True


_PARTS = (
    st.one_of(st.just(b""), grammar.encoded(grammar.ARTICLES)),
    st.one_of(st.just(b""), grammar.encoded(grammar.GLOSSARIES)),
)
TARGET = Target(name="edit", share=2, inputs=st.tuples(*_PARTS, *_PARTS).map(BORDER.join), check=check)


@given(TARGET.inputs)
@settings(max_examples=4)
def test_an_edit_of_anything(data: bytes) -> None:
    """An incremental build equals a clean one."""
    TARGET.check(data)
