"""Whole imports: nothing of a text is lost, rewritten or guessed in silence."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.article.markdown import parse
from duben.importer import CODES, ImportedArticle, NotImportedError, import_text, save
from duben.importer.lines import split_lines
from duben.model.texts import clean
from duben.sources.articles import SourceFile, read_article
from tests.support.texts import plain_text

PARAGRAPH = "小城的图书馆在清晨六点就亮起了灯,门口已经排着十几个来听课的人。"
SPEECH = "老人说:“我在这里看了四十年的书,从来没有想过会有这么一天。”"
PAGE = f"""// 本期推荐
// 小城文库

小城的灯,为谁而亮?

原创 作者:林小雨 何山 / 发布时间:2023-05-06/ 浏览次数:0
{PARAGRAPH}
\u00a0
灯下的人
\u00a0
{SPEECH}

《小城》杂志保留全部权利,未经允许不得转载。版权所有

 \ue601 点赞 30
 \ue600 收藏 20"""
POST = f"""小城的燈為誰而亮?_茶館
林小雨-南山大學研究員-36分鐘前

文 | 林小雨
{PARAGRAPH}
01
{SPEECH}
02
天亮了。
小城晚報記者 何山"""
NEWS = f"""老人谈小城的灯
5月6日消息,{PARAGRAPH}
谈话全文如下:
灯为什么要亮
{SPEECH}
- 0000
- 0000"""


def codes(imported: ImportedArticle) -> list[tuple[str, int]]:
    """The code and the line of each diagnostic, in order."""
    return [(diagnostic.code, diagnostic.line) for diagnostic in imported.diagnostics]


def check_account(source: str, imported: ImportedArticle) -> None:
    """Every line of the source is the title, or reads in the article as it did, or is reported with its words."""
    reported = {
        diagnostic.line: diagnostic.message
        for diagnostic in imported.diagnostics
        if diagnostic.code in {"import-noise-removed", "import-field-read"}
    }
    document, _ = parse(imported.body, "article.md", 1)
    blocks = [plain_text(block.pieces) for block in document.blocks]
    title_line = None
    read = []
    for line in split_lines(clean(source)[0]):
        if line.number in reported:
            assert reported[line.number].endswith(line.text)
        elif title_line is None and line.text == imported.front.title:
            title_line = line
        else:
            read.append(line.text)
    assert read == blocks
    assert not document.links
    assert not document.addresses


@pytest.mark.parametrize(
    ("text", "front", "headings", "expected"),
    [
        pytest.param(
            PAGE,
            ("小城的灯,为谁而亮?", dt.date(2023, 5, 6), "林小雨、何山", "小城", "hans"),
            ["灯下的人"],
            [
                ("import-noise-removed", 1),
                ("import-noise-removed", 2),
                ("import-field-read", 6),
                ("import-doubtful-source", 13),
                ("import-field-read", 13),
                ("import-noise-removed", 15),
                ("import-noise-removed", 16),
            ],
            id="magazine",
        ),
        pytest.param(
            POST,
            ("小城的燈為誰而亮?", None, "林小雨", "小城晚報", "hant"),
            ["01", "02"],
            [
                ("import-no-date", 1),
                ("import-noise-removed", 1),
                ("import-field-read", 2),
                ("import-doubtful-author", 4),
                ("import-field-read", 4),
                ("import-doubtful-source", 10),
                ("import-field-read", 10),
            ],
            id="post",
        ),
        pytest.param(
            NEWS,
            ("老人谈小城的灯", None, "", "", "hans"),
            [],
            [
                ("import-no-date", 1),
                ("import-doubtful-date", 2),
                ("import-doubtful-heading", 4),
                ("import-noise-removed", 6),
                ("import-noise-removed", 7),
            ],
            id="news",
        ),
    ],
)
def test_a_text_is_recognised(
    text: str, front: tuple[object, ...], headings: list[str], expected: list[tuple[str, int]]
) -> None:
    """Title, date, author and source come from where the text shows them; each removed or doubtful line is reported."""
    if text is POST:
        text = text.replace(PARAGRAPH, "小城的圖書館在清晨六點就亮起了燈,門口已經排着十幾個來聽課的人。")
    imported = import_text(text.encode(), "7_0.txt", keep_punctuation=True)
    found = imported.front
    assert (found.title, found.date, found.author, found.source, found.script) == front
    assert re.findall(r"^## (.*)$", imported.body, re.MULTILINE) == headings
    assert codes(imported) == expected
    check_account(text, imported)


def test_half_width_marks_become_full_width() -> None:
    """In the title and the body, once reported with the number of marks; the editor may keep them."""
    text = f'小城的灯,为谁而亮?\n{PARAGRAPH}\n老人说:"灯亮到6:30,见 https://example.org/a,b"(何山摄).\n'
    imported = import_text(text.encode(), "1.txt")
    assert imported.front.title == "小城的灯，为谁而亮？"
    assert imported.body.splitlines()[2] == "老人说：“灯亮到6:30，见 https://example.org/a,b”（何山摄）。"
    (reported,) = [diagnostic for diagnostic in imported.diagnostics if diagnostic.code == "import-punctuation"]
    assert (reported.line, reported.column) == (1, 5)
    assert "as 9 more marks do" in reported.message
    kept = import_text(text.encode(), "1.txt", keep_punctuation=True)
    assert kept.front.title == "小城的灯,为谁而亮?"
    assert "import-punctuation" not in dict(codes(kept))


def test_a_missing_date_is_reported_with_the_evidence() -> None:
    """A text that does not state its date gets none; the editor is told which days it mentions, and where."""
    diagnostics = import_text(NEWS.encode(), "news.txt").diagnostics
    missing = next(diagnostic for diagnostic in diagnostics if diagnostic.code == "import-no-date")
    assert "5月6日 (line 2)" in missing.hint


def test_the_editor_may_give_the_date() -> None:
    """A date given with the import goes before the text's, and nothing is missing then."""
    imported = import_text(NEWS.encode(), "1.txt", date=dt.date(2023, 5, 6))
    assert imported.front.date == dt.date(2023, 5, 6)
    assert imported.slug.startswith("2023-05-06-laoren-tan-xiaocheng-de-deng")
    assert not {"import-no-date", "import-doubtful-date"} & {code for code, _ in codes(imported)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encoding_does_not_change_the_article(encoding: str) -> None:
    """One text in several encodings is one article; a guessed encoding is reported."""
    plain = import_text(NEWS.encode(), "news.txt")
    imported = import_text(NEWS.encode(encoding), "news.txt")
    assert imported.markdown() == plain.markdown()
    assert imported.encoding == encoding
    guessed = [("import-encoding-guessed", 1)] if encoding == "gb18030" else []
    assert sorted(codes(imported)) == sorted(codes(plain) + guessed)


def test_a_text_without_a_title_takes_the_name_of_its_file() -> None:
    """Where no line looks like a title, the file's name stands in its place and is reported."""
    imported = import_text(f"{PARAGRAPH}\n{SPEECH}".encode(), "texts/town-lights.txt")
    assert (imported.front.title, imported.slug) == ("town-lights", "town-lights")
    assert ("import-no-title", 1) in codes(imported)


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        pytest.param(b"", "import-empty", (1, 1), id="no bytes"),
        pytest.param("\u3000\n\u00a0\n".encode(), "import-empty", (1, 1), id="blanks"),
        pytest.param("只有标题".encode(), "import-empty", (1, 1), id="title alone"),
        pytest.param("一行\n二\xe9".encode() + b"\xff", "import-unreadable", (2, 3), id="not utf-8 on its second line"),
    ],
)
def test_what_is_no_text_is_not_imported(data: bytes, code: str, place: tuple[int, int]) -> None:
    """A file without a text, or whose encoding cannot be told, is refused with its place."""
    with pytest.raises(NotImportedError) as caught:
        import_text(data, "x.txt")
    diagnostic = caught.value.diagnostic
    assert (diagnostic.path, diagnostic.code, (diagnostic.line, diagnostic.column)) == ("x.txt", code, place)


def test_a_character_that_shows_nothing_is_kept_and_reported() -> None:
    """A lost or private character stays where it was, for the editor to mend."""
    imported = import_text(f"小城的灯\n  小城\ufffd的\ue000灯。\n{PARAGRAPH}".encode(), "x.txt")
    assert [(d.line, d.column) for d in imported.diagnostics if d.code == "import-odd-character"] == [(2, 5)]
    assert "小城\ufffd的\ue000灯。" in imported.body


def test_a_saved_article_is_one_that_duben_reads(tmp_path: Path) -> None:
    """What is written has the front matter and the body that the site's own reader finds in it, without a problem."""
    text = PAGE.replace("小城的灯", '小城的"灯"\\')
    imported = import_text(text.encode(), "1.txt", keep_punctuation=True)
    path = save(imported, tmp_path / "content" / "articles")
    article, problems = read_article(SourceFile(path.name, path.read_bytes()))
    assert article is not None
    assert not problems
    assert (article.slug, article.title, article.date) == (imported.slug, '小城的"灯"\\,为谁而亮?', dt.date(2023, 5, 6))
    assert (article.author, article.source, article.script) == ("林小雨、何山", "小城", "hans")
    assert article.body.strip("\n") == imported.body.strip("\n")


def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    """Saving over an article fails and leaves it as it is."""
    imported = import_text(PAGE.encode(), "town-lights.txt")
    path = tmp_path / "town-lights.md"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        save(imported, tmp_path)
    assert path.read_text() == "mine"


_FURNITURE = [
    "- 0000",
    "点赞 30",
    "文 | 林小雨",
    "01",
    "02",
    "灯下的人",
    "谁来点灯?",
    "// 推荐",
    "5月6日消息,他来了。",
    "版权所有",
]
_LINE = st.one_of(
    st.sampled_from([PARAGRAPH, SPEECH, "", "\u00a0", "\u3000\u3000缩进的一行。", *_FURNITURE]),
    st.text(
        alphabet=st.one_of(
            st.sampled_from("*_`[](){}<>#+-=|!&;. \t1灯下，。"), st.characters(exclude_categories=["Cs"])
        )
    ),
)


@given(st.lists(_LINE, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_line_is_lost_or_changed(lines: list[str], newline: str) -> None:
    """Whatever the lines of a text, each is title, block of the article, or reported."""
    source = newline.join([*lines, PARAGRAPH]).replace("\0", "")
    # The name of the file becomes the title where the text has none, and must not be a line of the text.
    check_account(source, import_text(source.encode(), "the name of no line.txt", keep_punctuation=True))


@pytest.mark.skipif("DUBEN_SEEDS" not in os.environ, reason="DUBEN_SEEDS names no folder of texts")
def test_no_line_of_a_real_text_is_lost_or_changed(tmp_path: Path) -> None:
    """The account holds for each text in the folder that DUBEN_SEEDS names, and Duben reads the article."""
    for path in sorted(Path(os.environ["DUBEN_SEEDS"]).glob("*.txt")):
        imported = import_text(path.read_bytes(), path.name, keep_punctuation=True)
        check_account(path.read_text(encoding="utf-8"), imported)
        saved = save(imported, tmp_path)
        assert read_article(SourceFile(saved.name, saved.read_bytes()))[1] == []


def test_every_code_is_met() -> None:
    """The list of codes has those that imports give, and no other."""
    untitled = f"{PARAGRAPH}\n小城\ufffd。"
    texts = [PAGE.encode(), POST.encode(), NEWS.encode(), untitled.encode("gb18030"), b"", b"\xff\xff"]
    assert {code for data in texts for code in _codes_of(data)} == CODES.keys()


def _codes_of(data: bytes) -> set[str]:
    try:
        return {diagnostic.code for diagnostic in import_text(data, "1.txt").diagnostics}
    except NotImportedError as error:
        return {error.diagnostic.code}
