"""Why a word is read and converted so: each cause is named."""

from __future__ import annotations

import pytest

from duben.chinese import FormCause, ReadCause, Span, Why, annotate
from duben.model.words import Region, Script, Standard, Word


def read_cause(text: str, char: str, standard: Standard = "cn") -> ReadCause:
    """Why the first `char` of a Simplified text is read so."""
    found = annotate(text, "hans", standard=standard)
    causes = [cause for at in range(len(found.words)) for cause in found.why(at).reading]
    return next(cause for cause in causes if char in cause.part)


def form_cause(text: str, char: str, script: Script = "hans", region: Region = "tw") -> FormCause:
    """Why the first `char` of a text has its form."""
    found = annotate(text, script, region=region)
    causes = [cause for at in range(len(found.words)) for cause in found.why(at).forms]
    return next(cause for cause in causes if char in cause.part)


READ = {
    "a correction": ("模型还要微调。", "调", "tiáo", "correction", "微调"),
    "a neutral tone": ("桌子旁边", "子", "zi", "neutral", "桌子"),
    "a family": ("银行很大", "行", "háng", "family", "银行"),
    "a phrase": ("人行道很窄", "人", "rén", "phrase", "人行道"),
    "a phrase within a longer word": ("两个女孩子们", "孩", "hái", "phrase", "女孩子"),
    "a character": ("山很高", "山", "shān", "character", ""),
    "the model": ("这笔钱还没着落。", "还", "hái", "model", ""),
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
    open_one = read_cause("这笔钱还没着落。", "还")
    assert 0.5 < open_one.chance < 1
    assert open_one.second == "huán"
    agreed = read_cause("银行", "行")
    assert agreed.by == "family"
    assert agreed.chance > 0.95
    assert agreed.second == "xíng"
    assert read_cause("山", "山").chance == 0


def test_a_rule_of_grammar_says_which() -> None:
    """Each rule of a word has a reason of its own."""
    assert read_cause("我们得先走了。", "得").reason.startswith("must")
    assert read_cause("孕育着数字城市。", "着").reason.startswith("the particle")


def test_a_capital_keeps_the_reason_of_its_reading() -> None:
    """That a word is a name changes how it is spelled, not why it is read so."""
    cause = read_cause("在北京", "京")
    assert (cause.syllables, cause.by, cause.said) == (("Běi", "jīng"), "phrase", "北京")


def test_what_was_decided_beforehand_has_no_other_reason() -> None:
    """The word of the span, and who decided it; its neighbours have reasons of their own."""
    found = annotate("看软件", "hans", decided=[Span(1, 3, Word("软件", "軟體"), "me")])
    assert found.why(1) == Why("me")
    assert found.why(0).reading


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
