"""Suggestions: what articles speak of and the glossary does not know, ranked and ready to paste."""

from __future__ import annotations

import tomllib

import pytest

from duben.model.article import Slug
from duben.model.words import TermId
from duben.suggest import Suggestion, SuggestSource, as_toml, suggest
from duben.suggest.variants import differs_slightly


def sources(*texts: str) -> list[SuggestSource]:
    """Articles a, b, c … with these texts."""
    return [SuggestSource(slug=Slug(chr(ord("a") + number)), text=text) for number, text in enumerate(texts)]


def forms(found: tuple[Suggestion, ...]) -> list[str]:
    """The forms, best first."""
    return [each.form for each in found]


@pytest.mark.parametrize(
    ("text", "form", "reason"),
    [
        pytest.param("我们用 Blender 画画。", "Blender", "latin", id="a Latin word"),
        pytest.param("他写了 Chat with Tea 这个程序。", "Chat with Tea", "latin", id="Latin words in a row"),
        pytest.param("新一代的 GPT-9 来了。", "GPT-9", "latin", id="with a hyphen and a number"),
        pytest.param("昨天读完《河边的钟》这本书。", "河边的钟", "title", id="a title"),
        pytest.param("这叫“搭便车”,又说“搭便车”。", "搭便车", "quoted", id="a quoted term, twice"),
        pytest.param("用的是扩散方法（Diffusion Method）来画。", "扩散方法", "glossed", id="a term with its English"),
        pytest.param("沈小河表示,雨已经停了。", "沈小河", "person", id="somebody who speaks"),
        pytest.param("創始人沈小河走了進來。", "沈小河", "person", id="somebody with a title, in Traditional"),
        pytest.param("作者是约翰·史密斯,很有名。", "约翰·史密斯", "person", id="a name with a dot"),
    ],
)
def test_what_looks_like_a_name_is_proposed(text: str, form: str, reason: str) -> None:
    """Each pattern of a name is seen, whatever else stands around it."""
    assert (form, reason) in [(each.form, each.reason) for each in suggest(sources(text), {})]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("见 https://example.com/Some-Page 一页。", id="an address"),
        pytest.param("写信到 somebody@example.com 即可。", id="a mail address"),
        pytest.param("X 轴与 Y 轴。", id="one letter"),
        pytest.param("他只说过“好极了”一次。", id="quoted once"),
        pytest.param("we went down to the river and sat there", id="an English sentence"),
    ],
)
def test_what_is_no_name(text: str) -> None:
    """Addresses, single letters, remarks and foreign sentences are not proposed."""
    assert suggest(sources(text), {}) == ()


def test_words_that_keep_company_are_a_term() -> None:
    """Words that occur together in varying company are proposed as one; the words of grammar beside them are not."""
    other = (
        "清早起来推开窗户,看见院子里落满了叶子。邻居扫着门前台阶,孩子背起书包上学。我煮好一壶茶,坐下来翻开旧报纸,"
        "读到南方某座小城正要修铁路。想起从前坐船去那里,沿岸全是稻田,夜里听得见蛙声。晚饭后散步回家,路灯刚亮,"
        "卖糖炒栗子的老人收摊了,巷口留下一阵香气。朋友寄来照片,山顶积雪很厚,他说冬天快到了。"
    )
    texts = ["大家都在谈石桥灯会的未来", "他去石桥灯会已经三年", "从石桥灯会到新年", "一种石桥灯会", other]
    (found,) = suggest(sources(*texts), {})
    assert (found.form, found.reason, found.count, found.articles) == ("石桥灯会", "phrase", 4, 4)


def test_what_an_entry_covers_is_not_proposed() -> None:
    """Neither a covered place nor a known name in any case is proposed."""
    text = "用 Blender 和 Krita 画画,再用 KRITA 改。"
    source = SuggestSource(slug=Slug("a"), text=text, covered=((2, 9),))
    assert suggest([source], {"Krita": TermId("krita")}) == ()


@pytest.mark.parametrize(
    ("text", "form", "entry"),
    [
        pytest.param("奥尔德曼来了。", "奥尔德曼", "oldman", id="a syllable more"),
        pytest.param("说到奥德尔曼。", "奥德尔曼", "oldman", id="another syllable more"),
        pytest.param("由 BlenderAl 画成。", "BlenderAl", "blender", id="l for I"),
        pytest.param("由 Blendar AI 画成。", "Blendar AI", "blender-ai", id="a slip"),
    ],
)
def test_a_spelling_close_to_a_name_is_shown_first_and_with_its_entry(text: str, form: str, entry: str) -> None:
    """A near spelling is a variant of the known name, and comes before new names."""
    known = {"奥德曼": "oldman", "BlenderAI": "blender", "Blender AI": "blender-ai"}
    (first, *_) = suggest(sources(f"{text}又有 Krita、Krita。"), {name: TermId(term) for name, term in known.items()})
    assert (first.form, first.variant_of) == (form, entry)


@pytest.mark.parametrize(
    ("form", "name", "close"),
    [
        ("openal", "openai", True),
        ("gpt-3", "gpt-4", False),
        ("llama2", "llama3", False),
        ("transformers", "transformer", True),
        ("meta", "beta", False),
        ("奥尔特曼", "奥特曼", True),
        ("马斯克", "马斯顿", False),
        ("马斯克", "马斯克", False),
        ("阿莫迪", "克里斯托弗", False),
    ],
)
def test_how_close_is_close(form: str, name: str, *, close: bool) -> None:
    """A letter of five or a syllable of four may differ; a version number may not."""
    assert differs_slightly(form, name) is close


def test_the_more_articles_speak_of_it_the_higher_it_stands() -> None:
    """A name in many articles comes before one that a single article repeats; a part of a name is left out."""
    found = suggest(sources("Krita。Inkscape Pro,Inkscape Pro", "Krita 好。", "再说 Krita。"), {})
    assert forms(found) == ["Krita", "Inkscape Pro"]
    assert (found[0].count, found[0].articles) == (3, 3)
    assert found[0].contexts == ("a: [Krita]。Inkscape Pro,In", "b: [Krita] 好。", "c: 再说 [Krita]。")


def test_suggestions_are_toml_to_complete() -> None:
    """The printed text parses; ids are free and made of English, Latin or pinyin; a spelling is only a comment."""
    text = "用扩散方法（Diffusion Method）画《河边的钟》。用 Krita 画。由 OpenAl 来画。"
    found = suggest(sources(text), {"OpenAI": TermId("openai")})
    printed = as_toml(found, [TermId("krita")])
    entries = {entry["id"]: entry for entry in tomllib.loads(printed)["entry"]}
    assert entries["krita-2"]["name"] == "Krita"
    assert entries["diffusion-method"] == {
        "id": "diffusion-method",
        "name": "扩散方法",
        "kind": "concept",
        "english": "Diffusion Method",
        "definition": "",
    }
    assert any(entry["name"] == "河边的钟" and entry["kind"] == "work" for entry in entries.values())
    assert '# If this is "openai", add to that entry: aliases = ["OpenAl"]' in printed
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in entries)
