"""The words of an article: its own text, a syllable for each Han character, terms and overrides, mentions."""

from __future__ import annotations

import json
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duben import chinese
from duben.article.annotate import annotate
from duben.article.compile import searched_text
from duben.article.definitions import DEFINITION, annotate_definitions
from duben.article.html import typeset, words_of
from duben.article.markdown import parse
from duben.article.term_matcher import lower
from duben.model.article import AnnotatedPiece, Definition, Fixed, Markup, Reference, Text, Words
from duben.model.texts import clean
from duben.model.words import Forms, Script, Word
from duben.runtime.session import Session
from duben.runtime.store import Store
from duben.sources.glossary import Glossary
from tests.conftest import Golden
from tests.support.texts import CLEAN_TEXTS, annotated, annotator, article, entry, glossary, toml_string

ANNOTATOR = annotator(conversions={"软件": "軟體", "于": "於"}, readings={"重启": "chóng qǐ"})
SCRIPTS = st.sampled_from(["hans", "hant"])

SENTENCES = {
    "hans": [
        "他说：“使用AGI来优化银行的软件，一点也不难。”",
        "奥特曼（Sam Altman）在重庆重启了 e/acc 的讨论，DiT 不是 DIT。",
        "通用人工智能还没有来，人工智能已经来了。",
    ],
    "hant": [
        "他說：「使用AGI來最佳化銀行的軟體，一點也不難。」",
        "奧特曼在重慶重啟了討論，頭髮也白了。",
    ],
}


def forms(words: Iterable[Word], script: Script) -> str:
    """The words, joined."""
    return "".join(word.form(script) for word in words)


def words_in(pieces: Iterable[AnnotatedPiece]) -> list[Word]:
    """The words of an article's pieces."""
    return [word for piece in pieces if isinstance(piece, Words) for word in piece.words]


@given(CLEAN_TEXTS, SCRIPTS)
def test_the_words_of_a_text_are_the_text(text: str, script: Script) -> None:
    """Joined in the text's own script they give it back, character for character."""
    assert forms(ANNOTATOR.words(text, script), script) == text


@given(CLEAN_TEXTS, SCRIPTS)
def test_every_han_character_has_one_syllable(text: str, script: Script) -> None:
    """Other characters have none, nor has one that no dictionary reads; a reading serves both scripts if it can."""
    for word in ANNOTATOR.words(text, script):
        read = [syllable is not None for syllable in word.pinyin or [None] * len(word.simplified)]
        assert read == [chinese.is_han(char) for char in word.simplified]
        if word.pinyin_traditional is None:
            assert len(word.traditional) == len(word.simplified)
        else:
            read = [syllable is not None for syllable in word.pinyin_traditional]
            assert read == [chinese.is_han(char) for char in word.traditional]


@given(CLEAN_TEXTS, SCRIPTS, st.lists(st.integers(0, 40), max_size=5))
def test_no_word_spans_a_cut(text: str, script: Script, cuts: list[int]) -> None:
    """A word ends at markup, unless the glossary decides it."""
    inside = sorted({cut for cut in cuts if cut < len(text)})
    ends, at = set(), 0
    for word in ANNOTATOR.run(text, script, cuts=inside).words:
        at += len(word.form(script))
        ends.add(at)
    spans = ANNOTATOR.matcher.spans(text, chinese.fold(text), script)
    assert {cut for cut in inside if cut and not any(k.start < cut < k.end for k in spans)} <= ends


@given(CLEAN_TEXTS, SCRIPTS)
@settings(max_examples=60)
def test_a_body_of_anything_is_annotated_verbatim(body: str, script: Script) -> None:
    """What the parser says is text comes out of the annotator unchanged, whatever Markdown it was."""
    written = article(body, script=script)
    document, _ = parse(written.body, written.path, written.body_line)
    done = annotate(document, written, ANNOTATOR)
    for block, into in zip(document.blocks, done.blocks, strict=True):
        expected = "".join(getattr(piece, "text", "") for piece in block.pieces if type(piece).__name__ == "Text")
        if not any(type(piece).__name__ == "Fixed" for piece in block.pieces):
            assert forms(words_of(into), script) == expected


@given(CLEAN_TEXTS, SCRIPTS)
@settings(max_examples=60)
def test_every_name_that_is_found_is_in_the_searched_text(body: str, script: Script) -> None:
    """An article's key covers the names in that text, so a change of any other name changes nothing in it."""
    written = article(f"人工**智能**{body}", script=script)
    document, _ = parse(written.body, written.path, written.body_line)
    done = annotate(document, written, ANNOTATOR)
    text = searched_text(written, document)
    for block in done.blocks:
        for word in words_in(block.pieces):
            assert word.term is None or lower(chinese.fold(word.form(script))) in text


@pytest.mark.parametrize("script", ["hans", "hant"])
def test_word_streams(script: Script, golden: Golden) -> None:
    """The word stream of a few sentences, word by word."""
    lines = []
    for sentence in SENTENCES[script]:
        words = [word._asdict() for word in ANNOTATOR.words(sentence, script)]
        lines += [sentence, *(json.dumps(word, ensure_ascii=False) for word in words), ""]
    golden(f"words/{script}.txt", "\n".join(lines))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("银{行|xíng}走", {"行": ("行", ("xíng",))}, id="reading-in-the-text"),
        pytest.param("{银行|yín xíng}", {"银行": ("銀行", ("yín", "xíng"))}, id="reading-of-a-word"),
        pytest.param("-{zh-hans:软件; zh-hant:軟體}-", {"软件": ("軟體", ("ruǎn", "jiàn"))}, id="forms"),
        pytest.param("-{zh-hant:軟體;zh-hans:软件;}-", {"软件": ("軟體", ("ruǎn", "jiàn"))}, id="forms-in-any-order"),
        pytest.param("-{于}-右任", {"于": ("于", ("yú",))}, id="no-conversion"),
        pytest.param("-{通用人工智能}-", {"通用人工智能": ("通用人工智能", None)}, id="a-term-unconverted"),
    ],
)
def test_a_mark_in_the_text_decides_its_word(
    body: str, expected: dict[str, tuple[str, tuple[str, ...] | None]]
) -> None:
    """It wins over all tables and the glossary, and its word is no mention."""
    words = {word.simplified: word for word in words_in(annotated(article(body), ANNOTATOR).blocks[0].pieces)}
    for written, (traditional, reading) in expected.items():
        assert words[written].traditional == traditional
        assert words[written].term is None
        if reading:
            assert words[written].pinyin == reading


def test_forms_in_a_traditional_article() -> None:
    """The Traditional side is the verbatim one there."""
    done = annotated(article("這個-{zh-hans:软件; zh-hant:軟體}-", script="hant"), ANNOTATOR)
    assert forms(words_in(done.blocks[0].pieces), "hant") == "這個軟體"
    assert forms(words_in(done.blocks[0].pieces), "hans") == "这个软件"


@pytest.mark.parametrize("script", ["hans", "hant"])
@pytest.mark.parametrize(
    ("hans", "hant", "readings"),
    [
        pytest.param("卡拉OK", "KTV", (("Kǎ", "lā", None, None), (None, None, None)), id="han-and-none"),
        pytest.param("KTV", "卡拉OK", (None, ("Kǎ", "lā", None, None)), id="none-and-han"),
        pytest.param("", "的", (None, ("de",)), id="empty-and-han"),
        pytest.param("的", "", (("de",), ()), id="han-and-empty"),
        pytest.param("", "", (None, None), id="empty"),
        pytest.param("A", "B & <b>", (None, None), id="latin-and-markup"),
        pytest.param("，", "、一二", (None, (None, "yī", "èr")), id="punctuation-and-more"),
        pytest.param("的", "一二三四五六", (("de",), ("yī", "èr", "sān", "sì", "wǔ", "liù")), id="one-and-six"),
    ],
)
def test_forms_of_any_length(hans: str, hant: str, readings: tuple[object, object], script: Script) -> None:
    """Each form has its own reading; what is not Han has none, and what is empty is no neighbour of a word."""
    done = annotated(article(f"很-{{zh-hans:{hans}; zh-hant:{hant}}}-好", script=script), ANNOTATOR)
    first, word, last = words_in(done.blocks[0].pieces)
    assert (word.simplified, word.traditional) == (hans, hant)
    assert (word.reading("hans"), word.reading("hant")) == readings
    assert (first.pinyin, last.pinyin) == (("hěn",), ("hǎo",))


_FORM = st.one_of(
    st.sampled_from(["", " ", "的", "KTV", "卡拉OK", "，", "*", "<b>", "&amp;", "AGI", "通用人工智慧"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{};:\n"), max_size=12).map(
        lambda text: clean(text)[0].replace("\n", "")
    ),
)


@given(_FORM, _FORM, st.sampled_from(["hans", "hant"]))
def test_overrides_of_any_forms_keep_the_text(hans: str, hant: str, script: Script) -> None:
    """In the text, in a table and in an entry: the words are the text, and each reading is parallel to its form."""
    overrides = [f"-{{zh-hans:{hans}; zh-hant:{hant}}}-"] if not (hans + hant).isspace() else []
    names = {hans: hant} if hans.strip() and hant.strip() else {}
    toml = "".join(entry("a", name, traditional=toml_string(other)) for name, other in names.items() if name.isalnum())
    by = annotator(toml, conversions=names)
    written = "".join(["甲", *overrides, hans, "乙", *overrides, *overrides, hant, "丙", *overrides])
    found, _ = parse(written, "a.md", 1)
    done = annotate(found, article(written, script=script), by)
    for block, annotated_block in zip(found.blocks, done.blocks, strict=True):
        words = words_in(annotated_block.pieces)
        own = [p.text if isinstance(p, Text) else _own(p, script) for p in block.pieces if isinstance(p, Text | Fixed)]
        assert forms(words, script) == "".join(own)
        for word in words:
            for shown, reading in zip(word[:2], (word.reading("hans"), word.reading("hant")), strict=True):
                assert reading is None or len(reading) == len(shown)
    set_ = typeset(done, glossary(toml), "tw")
    assert "\n".join(forms(words_in(block.pieces), "hant") for block in done.blocks) == set_.text.forms.hant


def _own(piece: Fixed, script: Script) -> str:
    return piece.simplified if script == "hans" or piece.traditional is None else piece.traditional


@pytest.mark.parametrize(
    ("body", "conversions", "readings", "word"),
    [
        pytest.param("软件", {"软件": "軟件"}, {}, ("软件", "軟件", ("ruǎn", "jiàn")), id="over-the-site's-table"),
        pytest.param("重启", {}, {"重启": "zhòng qǐ"}, ("重启", "重啟", ("zhòng", "qǐ")), id="over-the-site's-reading"),
        pytest.param("优化", {"优化": "優化"}, {}, ("优化", "優化", ("yōu", "huà")), id="over-the-glossary"),
        pytest.param(
            "奥特曼", {}, {"奥特曼": "ào tè màn"}, ("奥特曼", "奧特曼", ("ào", "tè", "màn")), id="reading-of-a-term"
        ),
        pytest.param("于", {"于": "于"}, {}, ("于", "于", ("yú",)), id="one-character"),
        pytest.param("{软件|ruán jiàn}", {"软件": "軟件"}, {}, ("软件", "軟體", ("ruán", "jiàn")), id="the-text-wins"),
    ],
)
def test_the_narrower_table_wins(
    body: str, conversions: dict[str, str], readings: dict[str, str], word: tuple[object, ...]
) -> None:
    """The site's tables, then the glossary, then the front matter, then the text."""
    done = annotated(article(body, conversions=conversions, readings=readings), ANNOTATOR)
    (found,) = words_in(done.blocks[0].pieces)
    assert (found.simplified, found.traditional, found.pinyin) == word


def test_the_override_of_one_character_leaves_longer_words_alone() -> None:
    """`于 = "於"` is about the word 于, not about 于 in 由于."""
    words = annotator(conversions={"于": "X"}).words("由于他在于此，于是", "hans")
    assert "X" not in forms((word for word in words if len(word.simplified) > 1), "hant")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("`AGI`", id="code"),
        pytest.param("    AGI\n", id="indented-code"),
        pytest.param("```\nAGI\n```", id="fenced-code"),
        pytest.param("<https://example.org/AGI>", id="address"),
        pytest.param("[AGI](https://example.org/)", id="link-text"),
        pytest.param('[甲](https://example.org/AGI "AGI")', id="link-target-and-title"),
        pytest.param("[[b|AGI]]", id="wiki-link-text"),
        pytest.param("## AGI", id="heading"),
        pytest.param("![AGI](agi.png)", id="image"),
    ],
)
def test_nothing_is_a_mention_within_code_links_and_headings(body: str) -> None:
    """A link is never put into a link, nor into what is meant literally."""
    assert annotated(article(body), ANNOTATOR).mentions == ()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("AGI", id="paragraph"),
        pytest.param("*AGI*", id="emphasis"),
        pytest.param("> AGI", id="quotation"),
        pytest.param("- AGI", id="list"),
        pytest.param("1. - AGI", id="nested-list"),
        pytest.param("|甲|乙|\n|-|-|\n|AGI|丙|", id="table"),
        pytest.param("甲[^1]\n\n[^1]: AGI", id="footnote"),
        pytest.param("奥*AGI*曼", id="emphasis-within-a-line"),
    ],
)
def test_a_mention_is_found_wherever_text_is_read(body: str) -> None:
    """In every kind of block."""
    assert [mention.term for mention in annotated(article(body), ANNOTATOR).mentions] == ["agi"]


def test_a_name_goes_through_emphasis() -> None:
    """The run of text goes on through inline markup, so that a name is not lost in it."""
    done = annotated(article("山姆**奥特曼**说"), ANNOTATOR)
    assert [(m.term, m.form.hans) for m in done.mentions] == [("altman", "奥特曼")]


def test_mentions_have_their_sentence_in_both_scripts() -> None:
    """Closing quotation marks belong to the sentence; numbers count through the article, footnotes last."""
    done = annotated(article("开头。“奥特曼来了。”AGI呢？完。\n\n乙[^1]。\n\n[^1]: 注AI。"), ANNOTATOR)
    assert [(m.number, m.term, m.left.hans, m.form.hans, m.right.hans) for m in done.mentions] == [
        (1, "altman", "“", "奥特曼", "来了。”"),
        (2, "agi", "", "AGI", "呢？"),
        (3, "ai", "注", "AI", "。"),
    ]
    first = done.mentions[0]
    assert (first.left.hant, first.form.hant, first.right.hant) == ("「", "奧特曼", "來了。」")
    assert [m.block for m in done.mentions] == ["p1", "p1", "p3"]


def test_the_sentences_of_list_items_are_apart() -> None:
    """An item without a full stop does not run into the next."""
    done = annotated(article("- 甲AGI\n- 乙AI"), ANNOTATOR)
    assert [(m.left.hans, m.right.hans) for m in done.mentions] == [("甲", ""), ("乙", "")]


def definition_of(found: Glossary, toml: str) -> Definition:
    """The first definition of a glossary."""
    with Store() as store:
        return annotate_definitions(found, annotator(toml), Session(store))[next(iter(found))]


def test_a_definition_links_to_each_other_entry_once() -> None:
    """Not to its own, and not twice to one."""
    toml = entry("first", "甲词", definition='"甲词、乙词和乙词。"') + entry("second", "乙词")
    found = glossary(toml)
    definition = definition_of(found, toml)
    assert [word.term for word in words_in(definition.pieces) if word.term] == ["second"]


def test_a_definition_that_was_kept_is_the_same() -> None:
    """With all that it may be made of: words, markup, references, forms of attributes."""
    toml = entry("first", "甲词", definition='"**乙词**，{行|háng}，见[[second|乙]]、[[second]]，![软件](a.png)。"')
    found = glossary(toml + entry("second", "乙词"))
    definition = definition_of(found, toml)
    assert {type(piece) for piece in definition.pieces} == {Words, Markup, Reference, Forms}
    assert DEFINITION.unpack(DEFINITION.pack(definition)) == definition


def test_title_and_summary_are_annotated() -> None:
    """With the article's own tables, but they hold no mention."""
    done = annotated(article("正文", title="软件", conversions={"软件": "軟件"}), ANNOTATOR)
    assert forms(done.title, "hant") == "軟件"
    assert done.mentions == ()


def test_the_text_of_an_image_is_converted() -> None:
    """So that it can be read aloud in either script."""
    done = annotated(article("![软件](a.png)"), ANNOTATOR)
    assert ("软件", "軟體") in done.blocks[0].pieces
