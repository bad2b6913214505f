"""Names of imported articles."""

from __future__ import annotations

import datetime as dt

import pytest

from duben.importer.slug import make_slug


@pytest.mark.parametrize(
    ("stem", "title", "date", "slug"),
    [
        pytest.param("Town-lights_2", "小城的灯", None, "town-lights-2", id="name that says something"),
        pytest.param("café au lait", "小城的灯", None, "cafe-au-lait", id="accents"),
        pytest.param("003_9f86d081884c7d65", "银行的图书馆", None, "yinhang-de-tushuguan", id="number and hash"),
        pytest.param(
            "article (1)", "銀行的圖書館", None, "yinhang-de-tushuguan", id="name of any file, traditional title"
        ),
        pytest.param(
            "小城", "绿色的GPT-4", dt.date(2023, 5, 6), "2023-05-06-lvse-de-gpt-4", id="chinese name, and a date"
        ),
    ],
)
def test_a_slug_comes_from_the_name_or_the_title(stem: str, title: str, date: dt.date | None, slug: str) -> None:
    """A file's name that says something is the slug; else the date and how the title is read, without tones."""
    assert make_slug(stem, title, date) == slug


def test_a_long_title_is_cut_between_words() -> None:
    """A slug has as many words as fit."""
    slug = make_slug("1", "图书馆" * 20, None)
    assert slug == "-".join(["tushuguan"] * 4)


def test_a_title_without_a_reading_gives_a_name_all_the_same() -> None:
    """A title of nothing but signs is named by its hash, which differs from another's."""
    slugs = {make_slug("1", title, None) for title in ("……", "!!!", "……")}
    assert len(slugs) == 2
    assert all(slug.startswith("text-") for slug in slugs)
