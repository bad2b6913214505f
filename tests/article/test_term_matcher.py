"""Which stretches of a text the names of the glossary and the tables decide, and as what."""

from __future__ import annotations

import pytest
from hypothesis import given

from duben import chinese
from duben.article.term_matcher import TermMatcher, lower, table_forms
from duben.model.words import Script
from tests.support.texts import CLEAN_TEXTS, ENTRIES, entry, glossary

MATCHER = TermMatcher(glossary(ENTRIES))


def found(text: str, matcher: TermMatcher = MATCHER, script: Script = "hans") -> list[tuple[str, str | None]]:
    """The spans that the matcher finds: the text of each, and its term."""
    spans = matcher.spans(text, chinese.fold(text), script)
    return [(text[span.start : span.end], span.word.term) for span in spans]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        pytest.param("使用AGI来", [("AGI", "agi")], id="latin-between-han"),
        pytest.param("AGILE", [], id="latin-begins-a-word"),
        pytest.param("MAGI", [], id="latin-ends-a-word"),
        pytest.param("AGI2", [], id="digit-after"),
        pytest.param("3AGI", [], id="digit-before"),
        pytest.param("AGI_x", [], id="underscore-after"),
        pytest.param("(AGI)", [("AGI", "agi")], id="punctuation-around"),
        pytest.param("ÉAGI", [("AGI", "agi")], id="only-ascii-letters-make-a-word"),
        pytest.param("AGI", [("AGI", "agi")], id="whole-text"),
        pytest.param("agi", [("agi", "agi")], id="other-case"),
        pytest.param("e/acc的人", [("e/acc", "eacc")], id="name-with-a-slash"),
        pytest.param("e/accs", [], id="name-with-a-slash-in-a-word"),
        pytest.param("DiT和DIT", [("DiT", "dit")], id="case-sensitive"),
        pytest.param("通用人工智能", [("通用人工智能", "agi")], id="longest-first"),
        pytest.param("人工智能", [("人工智能", "ai")], id="the-shorter-alone"),
        pytest.param("通用人工智慧", [], id="another-word"),
        pytest.param("奧爾特曼", [("奧爾特曼", "altman")], id="traditional-text-simplified-name"),
        pytest.param("奧特曼与奥特曼", [("奧特曼", "altman"), ("奥特曼", "altman")], id="both-scripts-in-one-text"),
        pytest.param("最佳化与优化", [("最佳化", "optimisation"), ("优化", "optimisation")], id="either-form"),
        pytest.param("Sam Altman", [("Sam Altman", "altman")], id="name-of-two-words"),
        pytest.param("Sam  Altman", [], id="two-spaces"),
        pytest.param("İAGI", [("AGI", "agi")], id="lower-case-longer-than-the-letter"),
    ],
)
def test_a_name_is_found_where_it_is_a_word_of_its_own(text: str, spans: list[tuple[str, str]]) -> None:
    """Leftmost and longest, in either script, a Latin name only as a whole word."""
    assert found(text) == spans


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("算力", "提高算力", id="at-the-end"),
        pytest.param("大模型", "国产大模型的价格", id="coined"),
        pytest.param("智能体", "许多智能体们", id="suffix-of-the-plural"),
        pytest.param("朋友圈", "他在朋友圈里说", id="place-word"),
        pytest.param("百度", "之一百度宣布", id="after-an-ordinal"),
        pytest.param("陈建国", "陈建国画出轮船", id="full-name"),
        pytest.param("上海", "上海市的地铁", id="place-with-a-suffix"),
        pytest.param("语音", "语音识别", id="plain"),
    ],
)
def test_a_han_name_is_found_where_words_begin_and_end(name: str, text: str) -> None:
    """Also one that the segmenter does not know, and beside words that it knows."""
    assert found(text, TermMatcher(glossary(entry("x", name)))) == [(name, "x")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("生成", "学生成绩很好", id="both-edges"),
        pytest.param("人工", "工人工资", id="left-edge"),
        pytest.param("人大", "中国人大胆", id="right-edge"),
        pytest.param("智能体", "智能体系", id="coined"),
        pytest.param("高通", "提高通过率", id="company"),
        pytest.param("百度", "烧到五百度", id="unit-after-a-numeral"),
        pytest.param("马来", "马来西亚在南方", id="within-a-longer-name"),
        pytest.param("马云", "上海马云集", id="person"),
    ],
)
def test_a_han_name_is_not_found_across_words(name: str, text: str) -> None:
    """The likeliest division of the sentence has other words there."""
    assert found(text, TermMatcher(glossary(entry("x", name)))) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param("台湾称“优化”", "優化", id="form-of-a-region"),
        pytest.param("又称「优化」", "優化", id="another-name"),
        pytest.param("这一步很像“优化”", "最佳化", id="no-verb-of-naming"),
        pytest.param("台湾重视“优化”", "最佳化", id="another-verb"),
        pytest.param("台湾称优化", "最佳化", id="no-quotation-marks"),
    ],
)
def test_a_form_that_is_quoted_as_a_name_keeps_its_characters(text: str, form: str) -> None:
    """Elsewhere the entry replaces it by the form of the other script."""
    (span,) = MATCHER.spans(text, chinese.fold(text), "hans")
    assert (span.word.traditional, span.word.term) == (form, "optimisation")


def test_the_table_of_an_article_decides_across_words() -> None:
    """Its author sees the text; the table of a site keeps to words."""
    tables = table_forms({}, {"生成": "shēng chéng"}, "tw")
    assert found("学生成绩", TermMatcher({}, tables, "article")) == [("生成", None)]
    assert found("学生成绩", TermMatcher({}, tables)) == []


@pytest.mark.parametrize(
    ("name", "text", "times"),
    [
        pytest.param("GPT-4", "GPT-4.5、GPT-4o和GPT-4-turbo", 0, id="another-version"),
        pytest.param("GPT-4", "GPT-4. GPT-4, (GPT-4) GPT-4的", 4, id="marks-of-a-sentence"),
        pytest.param("Sora", "Sora-like", 1, id="hyphen-after-a-letter"),
        pytest.param("Node", "Node.js", 0, id="file-name"),
        pytest.param("Node.js", "用Node.js写", 1, id="name-with-a-dot"),
        pytest.param("Nova", "docs/nova/a.md ./nova nova.toml", 0, id="path"),
        pytest.param("Nova", "https://nova.example/faq help@nova.example", 0, id="address"),
        pytest.param("Nova", "Nova/Orion", 1, id="slash-between-names"),
        pytest.param("C", "C++、C#", 0, id="marks-go-on"),
        pytest.param("C++", "用C++写", 1, id="name-with-marks"),
        pytest.param(".NET", ".NET与ASP.NET", 1, id="name-that-begins-with-a-dot"),
        pytest.param("AI", "AI+行动", 1, id="plus-joins"),
        pytest.param("AI+", "AI+行动", 1, id="name-with-a-plus"),
        pytest.param("Nova", "\uff2e\uff4f\uff56\uff41", 1, id="width"),
        pytest.param("安妮·格林", "安妮‧格林、安妮•格林、安妮・格林", 3, id="interpunct"),
        pytest.param("Sam Altman", "Sam\nAltman", 1, id="end-of-a-line"),
    ],
)
def test_a_latin_name_is_a_whole_token(name: str, text: str, times: int) -> None:
    """A version, an address and a path are tokens; width and interpunct make no difference."""
    assert len(found(text, TermMatcher(glossary(entry("x", name))))) == times


@pytest.mark.parametrize("name", ["AI芯片", "AI 芯片"])
@pytest.mark.parametrize("text", ["AI芯片", "AI 芯片"])
def test_a_space_between_latin_and_han_makes_no_difference(name: str, text: str) -> None:
    """A name of both matches with and without the space that some put between them."""
    assert found(text, TermMatcher(glossary(entry("chip", name)))) == [(text, "chip")]


@pytest.mark.parametrize(
    ("text", "script", "forms"),
    [
        pytest.param("优化", "hans", ("优化", "最佳化"), id="simplified"),
        pytest.param("最佳化", "hant", ("优化", "最佳化"), id="traditional"),
        pytest.param("優化", "hant", ("优化", "優化"), id="traditional-spelling-of-its-own"),
        pytest.param("openai", "hans", ("openai", "openai"), id="latin-as-written"),
    ],
)
def test_a_term_has_the_entry_s_form_in_the_other_script(text: str, script: Script, forms: tuple[str, str]) -> None:
    """In the script of the text it keeps its spelling."""
    (span,) = MATCHER.spans(text, chinese.fold(text), script)
    assert (span.word.simplified, span.word.traditional) == forms


def test_forms_of_different_length_have_a_reading_each() -> None:
    """优化 is two syllables, 最佳化 three."""
    (span,) = MATCHER.spans("优化", "优化", "hans")
    assert span.word.reading("hans") == ("yōu", "huà")
    assert span.word.reading("hant") == ("zuì", "jiā", "huà")


def test_a_glossary_wins_over_the_tables_of_the_site() -> None:
    """Even over a longer word of theirs."""
    tables = table_forms({"人工智能界": "人工智慧界", "软件": "軟體"}, {}, "tw")
    assert found("人工智能界的软件", TermMatcher(glossary(ENTRIES), tables)) == [("人工智能", "ai"), ("软件", None)]


@pytest.mark.parametrize("written", ["软件", "軟件"])
def test_a_table_may_be_in_either_script(written: str) -> None:
    """A key in Traditional characters is the same word."""
    (form,) = table_forms({written: "軟體"}, {}, "tw")
    matcher = TermMatcher({}, [form])
    (span,) = matcher.spans("软件", "软件", "hans")
    assert (span.word.simplified, span.word.traditional) == ("软件", "軟體")


def test_a_reading_with_too_few_syllables_is_ignored() -> None:
    """Two syllables for three characters say nothing; `check` reports them."""
    assert table_forms({}, {"人工智": "rén gōng"}, "tw") == []


def test_a_signature_depends_on_the_names_that_occur() -> None:
    """It changes with an entry that occurs in the text, and with no other."""
    other = TermMatcher(glossary(ENTRIES.replace('pinyin = "Ào tè màn"', 'pinyin = "Ào té màn"')))
    assert MATCHER.signature("关于奥特曼") != other.signature("关于奥特曼")
    assert MATCHER.signature("关于agi") == other.signature("关于agi")


@given(CLEAN_TEXTS)
def test_lowering_and_folding_keep_every_place(text: str) -> None:
    """What is found in the folded, lower-cased text is found in the text."""
    assert len(lower(chinese.fold(text))) == len(text)


@given(CLEAN_TEXTS)
def test_spans_are_in_order_and_do_not_overlap(text: str) -> None:
    """Each word has the characters of its span in the script of the text."""
    at = 0
    for span in MATCHER.spans(text, chinese.fold(text), "hant"):
        assert at <= span.start < span.end <= len(text)
        assert span.word.traditional == text[span.start : span.end]
        at = span.end


def test_case_is_compared_and_script_is_not() -> None:
    """A name of Han and Latin that keeps its case is found in either script."""
    matcher = TermMatcher(glossary(entry("x", "DiT", aliases='["扩散型 Transformer"]', case_sensitive="true")))
    assert found("(擴散型 Transformer)", matcher, "hant") == [("擴散型 Transformer", "x")]
    assert found("扩散型 transformer", matcher) == []
