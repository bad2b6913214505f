"""Recognises family names that are read differently from the everyday word (单 Shàn, 任 Rén, 解 Xiè)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.hanzi.segment import word_class
from generator.hanzi.tables import corrections, polyphones, surnames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TITLES = frozenset(
    (
        *(
            "先生",
            "女士",
            "小姐",
            "太太",
            "夫人",
            "老师",
            "教授",
            "博士",
            "医生",
            "大夫",
        ),
        *(
            "律师",
            "工程师",
            "主任",
            "经理",
            "总经理",
            "总裁",
            "董事长",
            "局长",
            "处长",
            "科长",
        ),
        *(
            "部长",
            "院长",
            "校长",
            "市长",
            "书记",
            "主席",
            "委员",
            "院士",
            "同学",
            "同志",
        ),
        *(
            "师傅",
            "老板",
            "警官",
            "法官",
            "将军",
            "氏",
            "某",
            "某某",
            "总",
            "导",
        ),
        *(
            "家",
            "家人",
            "姓",
        ),
    )
)
_RARE = frozenset("黑那繁员洗秘过召应华区")
"""Everyday characters that are names only where the segmenter says so."""
_LONGEST = 3


def surname(words: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The words that are, or begin with, such a name: their index and the syllables of the name.

    A name is a word that the segmenter classes as a person's, or a family name by itself before a title.
    """
    known = surnames()
    for index, word in enumerate(words):
        syllables = known.get(word[:1])
        if syllables is None:
            continue
        if len(word) == 1:
            following = words[index + 1] if index + 1 < len(words) else ""
            if word not in _RARE and following in _TITLES:
                yield index, syllables
        elif _is_person(word):
            yield index, syllables


def _is_person(word: str) -> bool:
    """Whether a word that begins with a family name is somebody's name."""
    listed = word in corrections() or word[0] in polyphones().get(word, ())
    return len(word) <= _LONGEST and not listed and word_class(word) == "nr"
