"""Shared passages are found at their exact places, with any punctuation; common phrases are not."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from functools import partial
from random import Random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from duben.collection.shared_passages import (
    FEWEST_UNITS,
    SHORTEST,
    ArticleText,
    SharedPassage,
    SharedPassageIndex,
    differences,
    fingerprints,
    normalise,
)
from duben.collection.shared_passages.find import SharedPassageState
from duben.collection.shared_passages.fingerprints import NORMALISED
from duben.model.article import Slug
from duben.runtime.codec import pack, unpack
from duben.runtime.workers import Processes, can_fork

SAID = "老王说过桥要一步一步地走饭要一口一口地吃"
BEFORE = "清晨的集市刚刚开张。卖菜的人把篮子排成一列,"
AFTER = "。后来下了一场大雨,河水涨到了石阶上。"
OTHER_BEFORE = "很多年以后,我在图书馆里翻到一本旧书。"
OTHER_AFTER = ",这句话写在最后一页的空白处!"


def sources(*texts: str) -> list[ArticleText]:
    """Articles a, b, c … with these texts."""
    return [source(chr(ord("a") + number), text) for number, text in enumerate(texts)]


def source(slug: str, text: str) -> ArticleText:
    """An article with a text."""
    return ArticleText(slug=Slug(slug), digest=text, text=lambda: text, fingerprints=lambda: fingerprints(text))


def found_in(articles: Iterable[ArticleText]) -> tuple[SharedPassage, ...]:
    """The passages that these articles share."""
    return SharedPassageIndex().search(articles)


def wordings(shared: SharedPassage, articles: list[ArticleText]) -> list[str]:
    """The text of a shared passage in each of its articles."""
    texts = {source.slug: source.text() for source in articles}
    return [texts[slug][start:end] for slug, start, end in shared.passages]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            "过桥要一步一步地走,饭要一口一口地吃", "过桥要一步一步地走。饭要一口一口地吃", id="other punctuation"
        ),
        pytest.param("过桥要 ONE 步 ONE 步地走饭要一口吃", "过桥要one步one步地走饭要一口吃", id="spaces and capitals"),
        pytest.param("GPU数量将从20台增加到", "GPU 数量,将从 20 台增加到", id="thirteen characters with Latin"),
        pytest.param(
            "过桥要一步一步地走饭要慢慢地一口一口吃", "过桥要一步一步地走饭要细细地一口一口吃", id="one word differs"
        ),
        pytest.param(
            "过桥要一步一步地走饭要一口一口慢慢地吃完",
            "过桥要一步一步地走那么饭要一口一口慢慢地吃完",
            id="one word added",
        ),
        pytest.param(
            "邻居家的WiFi昨天又坏了他们还在修路由器", "邻居家的WiFl昨天又坏了他们还在修路由器", id="a misread letter"
        ),
    ],
)
def test_a_shared_passage_has_exact_ends(first: str, second: str) -> None:
    """A small difference in wording does not split a passage."""
    articles = sources(BEFORE + first + AFTER, OTHER_BEFORE + second + OTHER_AFTER)
    (shared,) = found_in(articles)
    assert wordings(shared, articles) == [first, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(BEFORE, OTHER_BEFORE, id="nothing shared"),
        pytest.param("他说过桥要一步一步地走。", "她想过桥要一步一步地走!", id="shorter than thirteen"),
        pytest.param("采用Transformer架构", "这种Transformer架构", id="a long Latin word"),
        pytest.param("据《城南旧报》2024年2月报道", "据《城南旧报》2024年2月报道", id="an attribution"),
        pytest.param("东山大学计算机科学与技术学院", "东山大学计算机科学与技术学院", id="an institution"),
        pytest.param(
            "版权归本报所有,没有我们的许可不要转载", "版权归本报所有,没有我们的许可不要转载", id="a copyright line"
        ),
    ],
)
def test_what_is_no_shared_passage(first: str, second: str) -> None:
    """Names, attributions, fixed lines and passages under the threshold are left out."""
    articles = sources(f"{BEFORE}\n{first}\n{AFTER}", f"{OTHER_BEFORE}\n{second}\n{OTHER_AFTER}")
    assert found_in(articles) == ()


def test_a_passage_in_three_articles_is_one_group() -> None:
    """Three articles that share a passage are one group, also when two of them share a little more."""
    articles = sources(
        BEFORE + "大家都说" + SAID, OTHER_BEFORE + SAID + OTHER_AFTER, "大家都说" + SAID + "。", "别的一篇文章。"
    )
    (shared,) = found_in(articles)
    assert [passage.slug for passage in shared.passages] == ["a", "b", "c"]
    assert wordings(shared, articles) == ["大家都说" + SAID, SAID, "大家都说" + SAID]


def test_a_sentence_quoted_from_a_long_passage_is_a_passage_of_its_own() -> None:
    """A short quotation does not stretch over the long passage from which it comes."""
    long = SAID + "院子里的石榴树今年结了很多果子,邻居家的孩子每天放学都要来看一看有没有红的可以摘下来"
    articles = sources(BEFORE + long + AFTER, long, OTHER_BEFORE + SAID + OTHER_AFTER)
    found = {tuple(wordings(shared, articles)) for shared in found_in(articles)}
    assert found == {(long, long), (SAID, SAID, SAID)}


def test_a_passage_repeated_within_an_article_is_listed_twice() -> None:
    """An article that says a shared thing twice shows both places."""
    articles = sources(SAID + AFTER + SAID, OTHER_BEFORE + SAID)
    (shared,) = found_in(articles)
    assert [passage.slug for passage in shared.passages] == ["a", "a", "b"]


def test_what_every_article_carries_is_boilerplate() -> None:
    """A passage that most articles of the collection have is not reported."""
    everywhere = [chr(0x4E00 + 16 * number) * 9 + SAID + chr(0x5E00 + 16 * number) * 9 for number in range(12)]
    assert found_in(sources(*everywhere)) == ()
    assert len(found_in(sources(*everywhere[:3], *(chr(0x6E00 + 16 * number) * 9 for number in range(9))))) == 1


def test_a_passage_ends_at_the_edge_of_a_latin_word() -> None:
    """A number or a Latin word that only begins alike is not cut in two."""
    articles = sources("我们已经说过这件事情不会早于2031年", "我们已经说过这件事情不会早于2030,如此")
    (shared,) = found_in(articles)
    assert wordings(shared, articles) == ["我们已经说过这件事情不会早于"] * 2


def test_the_id_of_a_passage_does_not_depend_on_its_places() -> None:
    """It stays the same when the text around it changes and when another article joins it."""
    (before,) = found_in(sources(BEFORE + SAID, OTHER_BEFORE + SAID + AFTER))
    (after,) = found_in(sources(SAID, OTHER_BEFORE + "咦!" + SAID, BEFORE + SAID))
    assert before.id == after.id


def test_the_order_of_the_articles_changes_nothing() -> None:
    """The same passages are found in any order."""
    articles = sources(BEFORE + SAID, OTHER_BEFORE + SAID, SAID + AFTER)
    assert found_in(articles) == found_in(articles[::-1])


def test_fingerprints_are_the_same_in_every_process() -> None:
    """Fingerprints do not depend on Python's hash seed, so they can be stored."""
    program = f"from duben.collection.shared_passages import fingerprints; print(fingerprints({SAID!r}).tolist())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{fingerprints(SAID).tolist()}\n"}


WORDS = st.lists(st.sampled_from(["山", "水", "的", "了", "AI", "2024", "云", "不"]), min_size=SHORTEST, max_size=30)
NOISE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF), max_size=40)
MARKS = st.sampled_from(["", "", "", ",", "。", " ", "\n"])


@pytest.mark.slow
@settings(deadline=None)
@given(words=WORDS, noise=st.tuples(NOISE, NOISE, NOISE, NOISE), data=st.data())
def test_a_shared_run_is_always_found(words: list[str], noise: tuple[str, str, str, str], data: st.DataObject) -> None:
    """Every shared run of thirteen characters and ten units is inside a passage of both articles."""
    spelled = ["".join(word + data.draw(MARKS) for word in words) for _ in range(2)]
    assume(len(re.findall(r"[a-z0-9]+|.", normalise(spelled[0]))) >= FEWEST_UNITS)  # Latin words run together
    articles = sources(f"{noise[0]}的。{spelled[0]}。{noise[1]}", f"{noise[2]}的。{spelled[1]}。{noise[3]}")
    found = [[normalise(wording) for wording in wordings(shared, articles)] for shared in found_in(articles)]
    assert any(all(normalise(spelled[0]) in wording for wording in group) for group in found)


@given(texts=st.lists(st.text(st.sampled_from("山水云人的不。A1 "), max_size=80), min_size=2, max_size=4))
def test_every_passage_is_within_its_articles_and_long_enough(texts: list[str]) -> None:
    """Passages begin and end with a letter, lie in the text, belong to two articles and reach the threshold."""
    articles = sources(*texts)
    for shared in found_in(articles):
        assert len({passage.slug for passage in shared.passages}) > 1
        for wording in wordings(shared, articles):
            assert len(normalise(wording)) >= SHORTEST
            assert wording[0].isalnum()
            assert wording[-1].isalnum()
    assert SHORTEST > FEWEST_UNITS


@given(st.text() | st.text(st.sampled_from("山A\uff11\uff41,，Ä䷀İ")))
@example("".join(map(chr, (*range(0x3000, 0xA000), *range(0xFF00, 0xFFF0)))))
def test_normalising_goes_character_by_character(text: str) -> None:
    """Normalising a text equals normalising each character by the table."""
    assert normalise(text) == text.translate(NORMALISED)


SAYINGS = [
    SAID,
    "院子里的石榴树今年结了很多果子邻居家的孩子每天放学都要来看一看",
    "院子里的石榴树去年也结了很多果子邻居家的孩子每天都要来看",
    "我们说好了明天一早就把船推到河里去",
    "他们用的是Kite Organisation 5的旧机器",
    "没有人知道这条路到底有多长也没有人问过",
]


def written(random: Random) -> str:
    """A text with some of the sayings, some of them shortened, between other words."""
    others = ["".join(chr(random.randrange(0x5000, 0x9000)) for _ in range(12)) for _ in range(3)]
    said = [each[random.choice([0, 0, 2]) : random.choice([40, 40, 20])] for each in random.choices(SAYINGS, k=2)]
    return random.choice("。，\n").join([others[0], said[0], others[1], *said[random.choice([1, 1, 2]) :], others[2]])


@pytest.mark.slow
@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10**6), changes=st.lists(st.sampled_from(["edit", "edit", "add", "delete", "rename", "keep"]))
)
def test_a_search_with_an_index_finds_what_a_first_search_does(seed: int, changes: list[str]) -> None:
    """After any edits, an updated index finds what a new one does, also after loading it from the store."""
    random = Random(seed)  # noqa: S311 - only texts come of it
    texts = {f"a{number:02}": written(random) for number in range(20)}
    index = partial(
        SharedPassageIndex, limit=lambda _: 6, large=random.choice([3, 2000])
    )  # with 3, it goes to the disk
    known = index()
    for change in ["keep", *changes]:
        slug = random.choice(sorted(texts))
        if change == "edit":
            texts[slug] = written(random)
        elif change == "add":
            texts[f"b{random.randrange(90)}"] = written(random)
        elif change == "delete":
            texts.pop(slug)
        elif change == "rename":
            texts[f"{random.choice('Zz')}{slug}"] = texts.pop(slug)
        else:
            known = index(unpack(pack(known.state()), SharedPassageState), [*known.index()])
        found = known.search(itertools.starmap(source, texts.items()))
        assert found == index().search(itertools.starmap(source, texts.items()))


@pytest.mark.skipif(not can_fork(), reason="processes that know what this one knows are forks of it")
def test_several_processes_find_what_one_does() -> None:
    """Comparing pairs in several processes gives the same passages."""
    random = Random(7)  # noqa: S311 - only texts come of it
    articles = [source(f"a{number:02}", written(random)) for number in range(80)]
    found = found_in(articles)
    assert SharedPassageIndex().search(articles, Processes(2)) == found
    assert len(found) > 1


def test_only_what_a_changed_article_shares_is_read_again() -> None:
    """With an index, a search does not read the texts of articles that share nothing with a changed one."""
    articles = sources(
        *(f"{BEFORE}第{number}天{chr(0x4E00 + number) * 20}{SAID * (number < 3)}" for number in range(24))
    )
    index = SharedPassageIndex()
    index.search(articles)
    asked: set[Slug] = set()

    def asking(article: ArticleText) -> ArticleText:
        def text() -> str:
            asked.add(article.slug)
            return article.text()

        return ArticleText(slug=article.slug, digest=article.digest, text=text, fingerprints=article.fingerprints)

    articles[5] = source("f", "门前的小路通到山下的集市。")
    assert index.search(map(asking, articles)) == found_in(articles)
    assert asked <= {"f"}


def test_differences_show_the_words_that_differ() -> None:
    """Punctuation and capitals are no difference; a Latin word differs as a whole."""
    runs = differences("请问,WiFi名字有没有花。", "请问WiFl名字有花!")
    assert [(run.equal, run.first, run.second) for run in runs] == [
        (True, "请问,", "请问"),
        (False, "WiFi", "WiFl"),
        (True, "名字有", "名字有"),
        (False, "没有", ""),
        (True, "花。", "花!"),
    ]


@given(first=st.text(max_size=60), second=st.text(max_size=60))
def test_differences_leave_nothing_out(first: str, second: str) -> None:
    """The runs joined are both wordings; equal runs differ only in punctuation and capitals."""
    runs = differences(first, second)
    assert "".join(run.first for run in runs) == first
    assert "".join(run.second for run in runs) == second
    assert all(normalise(run.first) == normalise(run.second) for run in runs if run.equal)
