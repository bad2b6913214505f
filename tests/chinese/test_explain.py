"""Why a word is read and converted so: each cause is named, and none of them says other than what was decided."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given

from duben import chinese
from duben.chinese.explain import FormCause, ReadCause
from duben.model.words import Region, Script, Standard
from tests.support.texts import ODD_TEXTS


def read_cause(text: str, char: str, standard: Standard = "cn") -> ReadCause:
    """Why the first `char` of a Simplified text is read so."""
    words = chinese.segment(text)
    found = [cause for at in range(len(words)) for cause in chinese.why_read(words, at, standard)]
    return next(cause for cause in found if char in cause.part)


def form_cause(text: str, char: str, script: Script = "hans", region: Region = "tw") -> FormCause:
    """Why the first `char` of a text has its form."""
    folded = chinese.segment(chinese.fold(text))
    words = [text[a:b] for a, b in pairwise(accumulate(map(len, folded), initial=0))]
    found = [cause for at in range(len(words)) for cause in chinese.why_written(words, at, script, region)]
    return next(cause for cause in found if char in cause.part)


READ = {
    "a correction": ("模型还要微调。", "调", "tiáo", "correction", "微调"),
    "a neutral tone": ("桌子旁边", "子", "zi", "neutral", "桌子"),
    "a family": ("银行很大", "行", "háng", "family", "银行"),
    "a phrase": ("人行道很窄", "人", "rén", "phrase", "人行道"),
    "a phrase within a longer word": ("两个女孩子们", "孩", "hái", "phrase", "女孩子"),
    "a character": ("山很高", "山", "shān", "character", ""),
    "the model": ("他终于还了钱。", "还", "huán", "model", ""),
    "grammar": ("我们得先走了。", "得", "děi", "grammar", ""),
    "a surname": ("单老师来了", "单", "Shàn", "surname", ""),
}


@pytest.mark.parametrize(("text", "char", "syllable", "by", "said"), READ.values(), ids=READ)
def test_the_cause_of_a_reading_is_named(text: str, char: str, syllable: str, by: str, said: str) -> None:
    """A table with the phrase that it has, or who decided without one."""
    cause = read_cause(text, char)
    assert (cause.syllables[cause.part.index(char)], cause.by, cause.said) == (syllable, by, said)


def test_taiwan_s_reading_says_what_it_is_elsewhere() -> None:
    """A character, and a word of its own; what both read alike keeps its cause."""
    assert read_cause("学期", "期", "tw") == ReadCause("期", ("qí",), "taiwan", "qī")
    assert read_cause("垃圾", "圾", "tw") == ReadCause("圾", ("sè",), "taiwan", "jī")
    assert read_cause("学期", "学", "tw").by != "taiwan"


def test_the_model_says_how_sure_it_is_and_what_comes_next() -> None:
    """Where the words around decide; and where a table and the word alone say the same."""
    open_one = read_cause("他终于还了钱。", "还")
    assert 0.5 < open_one.chance < 1
    assert open_one.second == "hái"
    agreed = read_cause("银行", "行")
    assert agreed.by == "family"
    assert agreed.chance > 0.95
    assert agreed.second == "xíng"
    assert read_cause("山", "山").chance == 0


FORMS: dict[str, tuple[str, str, Script, str, str]] = {
    "our own table": ("总台", "总", "hans", "own", "總臺"),
    "a phrase": ("皇后", "皇", "hans", "phrase", "皇后"),
    "a character": ("山谷银", "银", "hans", "character", "銀"),
    "a rule": ("许多只鸡", "只", "hans", "rule", "隻"),
    "a rule's last line": ("衣柜里", "里", "hans", "rule", "裡"),
    "a name": ("，姜文说", "姜", "hans", "name", "姜"),
    "nothing": ("山很高", "山", "hans", "same", "山"),
    "to Simplified": ("銀行", "銀", "hant", "character", "银"),
    "our own, to Simplified": ("「山」", "「", "hant", "own", "“"),
    "a rule, to Simplified": ("他看著山", "著", "hant", "rule", "着"),
}


@pytest.mark.parametrize(("text", "char", "script", "by", "form"), FORMS.values(), ids=FORMS)
def test_the_cause_of_a_form_is_named(text: str, char: str, script: Script, by: str, form: str) -> None:
    """A table, a rule or a region; a rule with its line and its reason, our own table with its reason."""
    cause = form_cause(text, char, script)
    assert (cause.by, cause.form) == (by, form)
    assert bool(cause.rule) is (by == "rule")
    assert bool(cause.reason) is (by in {"own", "rule"})


def test_a_region_s_shape_says_what_it_is_a_shape_of() -> None:
    """OpenCC's standard form, which the region writes otherwise; or a character that only the shape changes."""
    assert form_cause("认为", "为").standard == "爲"
    assert form_cause("认为", "为", region="cn").standard == ""
    assert form_cause("泄", "泄") == FormCause("泄", "洩", "shape")
    assert form_cause("吃", "吃") == FormCause("吃", "吃", "same")


@given(ODD_TEXTS)
def test_an_explanation_is_never_of_another_word(text: str) -> None:
    """Whatever the text: the causes give the very reading and the very form that were decided."""
    words = chinese.segment(chinese.fold(text))
    for standard in ("cn", "tw"):
        for at, reading in enumerate(chinese.read(words, standard)):
            causes = chinese.why_read(words, at, standard)
            assert [s for cause in causes for s in cause.syllables] == [s for s in reading or () if s]
    for at, form in enumerate(chinese.to_traditional(words)):
        assert "".join(cause.form for cause in chinese.why_written(words, at, "hans", "tw")) == form
