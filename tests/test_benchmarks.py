"""The benchmarks measure what they say: their corpus is always the same and builds, and each runs to its end."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import constructs, contenders, measure, preview, reading_audit, report, sites, speed
from benchmarks.corpus import EVERYWHERE, HAN, ONCE, PLANTED, Corpus
from tests.conftest import Build

ROOT = Path(__file__).parent.parent
DIGEST = "from benchmarks.corpus import Corpus; import hashlib; c = Corpus(); \
print(hashlib.sha256(repr([c.glossary, *map(str, c.articles(3))]).encode()).hexdigest())"


def python(*arguments: str, **environment: str) -> str:
    """What a run of Python prints, in which coverage is not measured."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=own | environment,
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ).stdout


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A made-up site of five articles."""
    sites.write_site(tmp_path, 5)
    return tmp_path


def test_the_corpus_is_the_same_in_every_process() -> None:
    """Neither the hashes of strings nor anything else of a process changes the text."""
    assert python("-c", DIGEST, PYTHONHASHSEED="1") == python("-c", DIGEST, PYTHONHASHSEED="2")


def test_an_article_does_not_depend_on_their_number() -> None:
    """A larger corpus begins with the smaller one."""
    assert list(Corpus().articles(3)) == list(Corpus().articles(5))[:3]


def test_articles_have_the_length_and_the_scripts_that_are_said() -> None:
    """On average 2,740 Chinese characters within three in a hundred, a third of the articles in Traditional ones."""
    made = list(Corpus().articles(60))
    han = [len(re.findall(r"[\u4e00-\u9fff]", article.simplified)) for article in made]
    assert sum(han) / len(han) == pytest.approx(HAN, rel=0.03)
    assert [article.region for article in made].count("cn") == 40
    traditional = next(article for article in made if article.region == "tw")
    assert "這" in traditional.written()[1]
    assert "「" in traditional.written()[1]


def test_terms_occur_where_the_benchmarks_expect_them() -> None:
    """One entry is in nine articles of ten, one in the first only, the planted names in every fiftieth."""
    corpus = Corpus()
    names = {entry.id: entry.name for entry in corpus.glossary}
    texts = [article.simplified for article in corpus.articles(60)]
    assert len(names) == 300
    assert sum(names[EVERYWHERE] in text for text in texts) == 54
    assert [place for place, text in enumerate(texts) if names[ONCE] in text] == [0]
    assert all([place for place, text in enumerate(texts) if name in text] == [0, 50] for name in PLANTED)


@pytest.mark.slow
def test_the_corpus_builds(site: Path, build: Build) -> None:
    """The made-up site has no problem."""
    built = build(site)
    assert built.exit_code == 0
    assert len(list((built.public / "articles").glob("article-*.html"))) == 5
    assert not re.search("error|warning", built.output)


@pytest.mark.slow
@pytest.mark.parametrize("kind", preview.KINDS, ids=lambda kind: kind.name)
def test_every_save_of_the_preview_shows(kind: preview.Kind, site: Path, build: Build) -> None:
    """The first and the second edit of a kind are each seen in what is built after it, and not before."""
    glossary = (site / sites.GLOSSARY).read_text("utf-8")
    (site / sites.GLOSSARY).write_text(glossary.partition('[[entry]]\nid = "term-000"')[0], "utf-8")  # builds sooner
    for path in preview.OWN:
        sites.made((site / path).parent)
        (site / path).write_bytes((ROOT / path).read_bytes())

    def built() -> bytes:
        public = build(site).public
        return (
            next((public / "static").glob("reader.*.css")).read_bytes()
            if kind.styles
            else (public / kind.path).read_bytes()
        )

    before = built()
    for number in range(2):
        assert not kind.seen(before, number)
        kind.save(site, number)
        before = built()
        assert kind.seen(before, number)


def test_a_plain_article_has_no_marks_of_ours() -> None:
    """What Hugo and MkDocs are given is ordinary Markdown; references are links."""
    text = "".join(map(sites.plain, Corpus().articles(3)))
    assert "[[" not in text
    assert "](../article-00000/)" in text


@pytest.mark.slow
def test_the_benchmark_of_speed_runs_to_its_end() -> None:
    """Everyone has a row, with figures or with the reason why not; Duben has a figure for each kind of edit."""
    printed = python("-m", "benchmarks", "speed", "--sizes", "3", "--runs", "1")
    figures = r" \| (\d+\.\d\d) \((\d+\.\d\d)\)" * len(speed.KINDS) + r" \| (\d+) \| (\d+\.\d) \|$"
    (found,) = re.findall(rf"^\| {contenders.DUBEN}{figures}", printed, re.MULTILINE)
    assert all(float(figure) > 0 for figure in found)
    names = [each.name for each in (*contenders.ours(), *contenders.others())]
    assert re.findall(r"^\| (\w[^|:(]+) \| ", printed.partition("multiple of")[0], re.MULTILINE) == names


@pytest.mark.slow
def test_the_benchmark_of_the_preview_runs_to_its_end() -> None:
    """A save of each kind is seen by the browser."""
    printed = python("-m", "benchmarks", "preview", "--sizes", "3", "--saves", "1", "--pause", "0.1")
    assert re.findall(r"^\| (.+) \| \d+ \(\d+\) \| \d+ \(\d+\) \| 0 \|$", printed, re.MULTILINE) == [
        kind.name for kind in preview.KINDS
    ]


@pytest.mark.slow
def test_the_benchmark_of_constructs_runs_to_its_end() -> None:
    """Each construct has a row with two times and their ratio, also one that no article can have twice."""
    printed = python("-m", "benchmarks", "constructs", "sentences", "--sizes", "2", "4", "--seconds", "0")
    assert len(re.findall(r"^.+ \| [\d.]+ \| [\d.]+ \| [\d.]+$", printed, re.MULTILINE)) == len(
        [each for each in constructs.CONSTRUCTS if "sentences" in each.name]
    )


def test_a_failing_command_is_not_measured(tmp_path: Path) -> None:
    """The error says what the command said last."""
    with pytest.raises(measure.CommandFailedError, match="no such thing"):
        measure.run([sys.executable, "-c", "import sys; sys.exit('no such thing')"], tmp_path, {})


def test_a_contender_that_is_missing_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is not installed names itself, and how to install it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    needs = {each.name: each.needs() for each in contenders.others(tmp_path)}
    assert needs == {
        "naive": "jieba is not installed: python -m benchmarks install",
        "Hugo, plain": "hugo is not installed",
        "MkDocs, plain": "mkdocs is not installed: python -m benchmarks install",
    }


def test_the_audit_compares_words_on_which_both_dictionaries_agree(tmp_path: Path) -> None:
    """A neutral tone agrees with any other, 一 and 不 count as cited, and what one dictionary has does not count."""
    file = tmp_path / "cedict.gz"
    with gzip.open(file, "wt", encoding="utf-8") as text:
        text.write(
            "# a comment\n衣服 衣服 [yi1 fu5] /clothes/\n不是 不是 [bu2 shi4] /no/\n銀行 银行 [yin2 xing2] /wrong/\n"
        )
    known = reading_audit.cedict(file)
    assert reading_audit.both(["衣服", "不是", "银行", "老师"], known) == {
        "衣服": ("yi1", "fu2"),
        "不是": ("bu4", "shi4"),
        "银行": None,
    }
    assert list(reading_audit.otherwise({"衣服": ("yi1", "fu2"), "老师": ("lao3", "shu1")})) == [
        ("老师", ("lao3", "shi1"), ("lao3", "shu1"))
    ]


def test_a_benchmark_writes_its_own_part_of_the_document(tmp_path: Path) -> None:
    """The text between the markers is replaced; all else stays."""
    path = tmp_path / "performance.md"
    path.write_text("a\n<!-- speed -->\nold\n<!-- /speed -->\nb\n<!-- preview -->\n<!-- /preview -->\n", "utf-8")
    for text in ("once", "twice"):
        report.replace_part("speed", text, path)
    assert (
        path.read_text("utf-8")
        == "a\n<!-- speed -->\n\ntwice\n\n<!-- /speed -->\nb\n<!-- preview -->\n<!-- /preview -->\n"
    )
    with pytest.raises(ValueError, match="no place for other"):
        report.replace_part("other", "", path)


@pytest.mark.parametrize("name", ["speed", "preview", "links", "constructs"])
def test_the_document_has_a_place_for_each_benchmark(name: str) -> None:
    """`docs/performance.md` holds its markers."""
    assert re.search(rf"<!-- {name} -->\n.*<!-- /{name} -->", report.PATH.read_text("utf-8"), re.DOTALL)
