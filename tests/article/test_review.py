"""What is proposed to an editor can be pasted unchanged."""

from __future__ import annotations

from duben.article.review import uncertain_readings
from duben.article.term_matcher import TermMatcher
from duben.model.article import Article
from duben.sources.articles import SourceFile, read_article

_FRONT = '+++\ntitle = "题"\ndate = 2024-02-20\n'
_BODY = "+++\n街角有一家纸铺，门口挂着旧招牌。\n"


def _article(front: str = _FRONT) -> Article:
    article, problems = read_article(SourceFile("content/articles/a.md", f"{front}{_BODY}".encode()))
    assert article is not None
    assert not problems
    return article


def test_the_line_of_a_hint_is_accepted_in_front_matter() -> None:
    """A reading proposed for a word goes under [readings] as it is written, and nothing is doubtful then."""
    (found,) = [doubt for _, doubt in uncertain_readings(_article(), TermMatcher({})) if "纸铺" in (doubt.hint or "")]
    _, _, line = (found.hint or "").partition("under [readings]: ")
    article = _article(f"{_FRONT}[readings]\n{line}\n")
    assert {**article.readings} == {"纸铺": "zhǐ pū"}
