"""`site.toml`."""

from __future__ import annotations

from hypothesis import given, settings

from tests.fuzz import grammar
from tests.fuzz.site import check_site
from tests.fuzz.target import Target


def check(data: bytes) -> bool:
    """A site with these settings has all properties."""
    return check_site({"site.toml": data})


TARGET = Target(name="settings", share=8, inputs=grammar.encoded(grammar.broken(grammar.settings_files())), check=check)


@given(TARGET.inputs)
@settings(max_examples=30)
def test_settings_of_anything(data: bytes) -> None:
    """They give a sound site, or problems with their places."""
    TARGET.check(data)
