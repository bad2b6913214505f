"""A template of the site's own."""

from __future__ import annotations

from hypothesis import given, settings

from tests.fuzz import grammar
from tests.fuzz.site import fuzz_site
from tests.fuzz.target import Target


def check(data: bytes) -> bool:
    """The page is made, or there is one problem that names the template."""
    with fuzz_site() as site:
        if not site.edit({"templates/page.html": data}):
            return False
        site.state.file("about.html")
        faults = [problem for problem in site.state.problems if problem.code == "template"]
        assert all(fault.path.startswith("templates/") for fault in faults)
        return not faults


TARGET = Target(name="template", share=3, inputs=grammar.encoded(grammar.broken(grammar.TEMPLATES)), check=check)


@given(TARGET.inputs)
@settings(max_examples=15)
def test_a_template_of_anything(data: bytes) -> None:
    """It gives a page, or a problem that names the template."""
    TARGET.check(data)
