"""The glossary: entries with each name in both scripts, and the problems across files."""

from __future__ import annotations

from pathlib import Path

import pytest

from duben.model.words import TermId
from duben.sources.folder import SourceFolder
from duben.sources.glossary import Form, Glossary, glossary_files, read_glossary
from tests.conftest import written
from tests.support.texts import entry, glossary


def read(folder: Path, **files: str) -> tuple[Glossary, list[tuple[str, int, int]]]:
    """The glossary of these files, and the codes and places of its problems."""
    written(folder, {"site.toml": "", **{f"content/glossary/{name}.toml": text for name, text in files.items()}})
    read, unreadable = glossary_files(SourceFolder(folder))
    assert not unreadable
    found, problems = read_glossary(read, "tw")
    return found, [(p.code, p.line, p.column) for p in problems]


def forms(toml: str) -> tuple[Form, ...]:
    """The forms of the one entry of this text."""
    (found,) = glossary(toml).values()
    return found.forms


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        pytest.param(entry("a", "头发"), ("头发", "頭髮"), id="simplified"),
        pytest.param(entry("a", "頭髮"), ("头发", "頭髮"), id="traditional"),
        pytest.param(entry("a", "OpenAI"), ("OpenAI", "OpenAI"), id="latin"),
        pytest.param(entry("a", "优化", traditional='"最佳化"'), ("优化", "最佳化"), id="traditional-given"),
        pytest.param(entry("a", "軟體", simplified='"软件"'), ("软件", "軟體"), id="simplified-given"),
    ],
)
def test_a_name_in_either_script_is_enough(toml: str, expected: tuple[str, str]) -> None:
    """The other form is made from it, unless it is given."""
    (form,) = forms(toml)
    assert (form.simplified, form.traditional) == expected


def test_an_alias_may_be_a_table() -> None:
    """With its region, its forms and its reading."""
    alias = '[{ form = "阿特曼", region = "tw", pinyin = "Ā tè màn" }, "Altman"]'
    _, first, second = forms(entry("a", "奥特曼", aliases=alias))
    assert (first.simplified, first.region, first.pinyin) == ("阿特曼", "tw", ("Ā", "tè", "màn"))
    assert (second.simplified, second.pinyin) == ("Altman", None)


def test_a_person_s_name_has_a_capital() -> None:
    """Every name of a person that has no reading of its own, and nothing that is no name."""
    person = entry("a", "奥特曼", kind='"person"', aliases='["奥尔特曼"]')
    assert [form.pinyin for form in forms(person)] == [("Ào", "tè", "màn"), ("Ào", "ěr", "tè", "màn")]
    assert forms(entry("a", "优化"))[0].pinyin == ("yōu", "huà")


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("organisation", "Yī"),
        ("product", "Yī"),
        ("model", "Yī"),
        ("work", "Yī"),
        ("media", "Yī"),
        ("place", "Yī"),
        ("event", "Yī"),
        ("concept", "yī"),
        ("slang", "yī"),
    ],
)
def test_the_kind_tells_a_name(kind: str, first: str) -> None:
    """An organisation, a product and whatever else is named has a capital; a concept and a saying have none."""
    reading = forms(entry("a", "依山", kind=f'"{kind}"'))[0].pinyin
    assert reading == (first, "shān")


def test_a_name_of_several_words_has_a_capital_for_each() -> None:
    """A family name and a given one, without the editor's spelling them."""
    (person,) = forms(entry("a", "张伟", kind='"person"'))
    assert person.pinyin == ("Zhāng", "Wěi")


def test_the_forms_of_different_words_are_read_apart() -> None:
    """优化 and 最佳化 have a reading each; 头发 and 頭髮 share one."""
    (different,) = forms(entry("a", "优化", traditional='"最佳化"'))
    assert (different.pinyin, different.pinyin_traditional) == (("yōu", "huà"), ("zuì", "jiā", "huà"))
    (same,) = forms(entry("a", "头发"))
    assert same.pinyin_traditional is None


@pytest.mark.parametrize(
    ("name", "traditional", "pinyin", "readings"),
    [
        pytest.param("硅山", "矽山", "Guī shān", (("Guī", "shān"), ("Xī", "shān")), id="each-syllable"),
        pytest.param("数据学会", "資料學會", "Shù jù Xué huì", (None, ("Zī", "liào", "Xué", "huì")), id="each-word"),
        pytest.param("电脑会", "計算機會", "Diàn nǎo huì", (None, ("Jì", "suàn", "jī", "huì")), id="another-length"),
        pytest.param("卡拉", "KTV", "Kǎ lā", (("Kǎ", "lā"), (None, None, None)), id="latin"),
        pytest.param("头发", "頭髮", "Tóu fa", (("Tóu", "fa"), ("Tóu", "fa")), id="the-same-word"),
    ],
)
def test_each_form_has_its_own_reading(
    name: str, traditional: str, pinyin: str, readings: tuple[tuple[str | None, ...] | None, ...]
) -> None:
    """With capitals where the other form has them, as far as the words agree."""
    (form,) = forms(entry("a", name, traditional=f'"{traditional}"', pinyin=f'"{pinyin}"'))
    assert readings[0] is None or form.reading("hans") == readings[0]
    assert form.reading("hant") == readings[1]


def test_entries_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """With the place of each."""
    found, problems = read(tmp_path, b=entry("x", "甲"), a=entry("z", "乙") + "\n" + entry("y", "丙"))
    assert problems == []
    assert [(e.id, e.path, e.line) for e in found.values()] == [
        ("z", "content/glossary/a.toml", 1),
        ("y", "content/glossary/a.toml", 7),
        ("x", "content/glossary/b.toml", 1),
    ]


def test_everything_else_of_an_entry_is_kept() -> None:
    """As it is written."""
    toml = entry(
        "a",
        "甲",
        english='"A"',
        see='["b"]',
        url='"https://a.org"',
        link='"all"',
        case_sensitive="true",
        kind='"person"',
    )
    found = glossary(toml + entry("b", "乙"))[TermId("a")]
    assert found.url
    assert (found.english, found.see, found.url.host, found.link, found.case_sensitive, found.kind) == (
        *("A", ("b",), "a.org", "all"),
        *(True, "person"),
    )


@pytest.mark.parametrize(
    ("toml", "problems"),
    [
        pytest.param("[[entry]]\n", [("missing-key", 1, 1)] * 4, id="nothing"),
        pytest.param('entry = "x"', [("wrong-type", 1, 1)], id="no-table"),
        pytest.param("entry = [1]", [("wrong-type", 1, 1)], id="no-tables"),
        pytest.param('[[entires]]\nid = "a"', [("unknown-key", 1, 1)], id="another-table"),
        pytest.param(entry("A", "甲"), [("bad-value", 2, 1)], id="id"),
        pytest.param(entry("a", "甲", kind='"human"'), [("bad-value", 4, 1)], id="kind"),
        pytest.param(entry("a", "甲", aliases='[""]'), [("bad-value", 6, 1)], id="empty-alias"),
        pytest.param(entry("a", "甲", aliases='[{ form = "" }]'), [("bad-value", 6, 1)], id="empty-form"),
        pytest.param(
            entry("a", "甲", aliases='[{ from = "x" }]'), [("unknown-key", 6, 1), ("missing-key", 6, 1)], id="form"
        ),
        pytest.param(entry("a", "甲", pinyin='"jiǎ yǐ"'), [("bad-reading", 6, 1)], id="pinyin"),
        pytest.param(entry("a", "甲", see='["b"]'), [("unknown-see", 6, 1)], id="see"),
        pytest.param(
            entry("a", "甲", aliases='["乙"]') + entry("b", "乙"), [("duplicate-name", 9, 1)], id="name-of-another"
        ),
        pytest.param(
            entry("a", "發展") + entry("b", "发展"), [("duplicate-name", 8, 1)], id="name-in-the-other-script"
        ),
        pytest.param(entry("a", "AGI") + entry("b", "agi"), [("duplicate-name", 8, 1)], id="name-in-another-case"),
        pytest.param(entry("a", "甲") + entry("a", "乙"), [("duplicate-id", 7, 1)], id="id-of-another"),
        pytest.param(entry("a", "甲", aliases='["甲", "甲"]'), [], id="a-name-said-twice"),
    ],
)
def test_a_problem_has_its_place(tmp_path: Path, toml: str, problems: list[tuple[str, int, int]]) -> None:
    """The line of the key, in whatever table."""
    assert read(tmp_path, terms=toml)[1] == problems


def test_an_entry_with_a_problem_does_not_hide_the_others(tmp_path: Path) -> None:
    """It is left out, they are kept."""
    found, _ = read(tmp_path, terms=entry("a", "甲", kind='"x"') + entry("b", "乙"))
    assert list(found) == ["b"]


def test_a_file_that_is_no_toml_does_not_hide_the_others(tmp_path: Path) -> None:
    """Each file is read by itself."""
    found, problems = read(tmp_path, a="[[entry", b=entry("b", "乙"))
    assert (list(found), [code for code, _, _ in problems]) == (["b"], ["toml-syntax"])
