"""All targets by name."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz import (
    test_article,
    test_edit,
    test_file_name,
    test_glossary,
    test_lines,
    test_raw_text,
    test_settings,
    test_template,
)
from tests.fuzz.target import Target

_MODULES = (
    *(test_article, test_glossary, test_settings, test_template),
    *(test_raw_text, test_lines, test_file_name, test_edit),
)
TARGETS: Mapping[str, Target] = {module.TARGET.name: module.TARGET for module in _MODULES}
