"""Finds text in one article that looks like a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from duben import chinese
from duben.model.article import Slug

Reason = Literal["latin", "title", "quoted", "glossed", "person", "transcription", "phrase", "word"]

MASK = "\0"
"""Replaces each character that an entry covers."""
FUNCTION_CHARACTERS = frozenset(
    "的了是在和与及或也都就不没有这那你我他她它们很更最还又再已被把将让使从到对向为于以而但若因所之其并等着过吗呢吧啊说称"
)
"""Function words of one character. No term has one of them as a whole word, and no personal name contains one."""

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+\.(?:com|cn|org|net|io|ai|html?)\b\S*", re.ASCII)
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.'’&+ ]?[A-Za-z0-9]+)*")
_TITLE = re.compile(r"《([^《》\n]{1,24})》")
_QUOTED = re.compile(rf"[“「『\"]([{_HAN}A-Za-z0-9·]{{2,8}})[”」』\"]")
_WITH_ENGLISH = re.compile(rf"([{_HAN}]{{2,12}})\s?[（(](?:英文[:：])?([A-Z][A-Za-z0-9 .'’&-]{{1,40}})[)）,，]")
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺倪汤罗毕郝安常于傅卞齐伍余顾孟黄穆萧"
    "尹姚邵汪毛狄贝戴宋庞熊纪舒项祝董梁杜阮蓝闵席季贾江颜郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房丁邓单洪包左石崔龚程邢裴陆翁甄曲"
    "封储段焦侯全班秋仲宫宁仇栾甘厉武符刘景詹龙叶司黎印白蒲卓池乔温庄晏瞿阎连艾容向古易廖耿匡文寇欧聂曾关佘"
)
_SPEECH_VERBS = "表示|认为|指出|坦言|直言|透露|写道|告诉|介绍|强调|预测|预言|说|称|回应|感叹"
_PERSON = re.compile(rf"([{_SURNAMES}][{_HAN}]{{1,2}})(?=(?:在[{_HAN}]{{2,8}})?(?:更是|还|则|也)?(?:{_SPEECH_VERBS}))")
_PERSON_WITH_TITLE = re.compile(
    rf"(?:创始人|董事长|总裁|总经理|首席[{_HAN}]{{2,4}}官|教授|院士|博士|科学家|CEO)([{_SURNAMES}][{_HAN}]{{1,2}})"
)
_TRANSCRIPTION_CHARACTERS = (
    "阿埃艾安奥巴贝比伯博布查达戴德迪蒂多恩尔法菲费弗福盖戈格古哈海汉赫亨华霍基吉加贾杰金卡凯坎考科克肯库拉莱兰朗劳雷里利莉林琳卢鲁路伦罗洛马"
    "玛麦曼梅蒙米密莫姆穆纳娜南内尼妮诺欧帕佩皮珀普乔切丘萨塞森莎山圣史斯苏所索塔泰坦汤特提廷托瓦威韦维温沃乌西希夏谢辛休雅亚扬耶伊因英约"
    "赞泽詹珍朱兹佐尤翰逊顿丹丽弥彼杜"
)
_FOREIGN_NAME = re.compile(f"[{_TRANSCRIPTION_CHARACTERS}]{{1,6}}(?:·[{_TRANSCRIPTION_CHARACTERS}]{{1,6}})+")
_TRANSCRIPTION = re.compile(f"[{_TRANSCRIPTION_CHARACTERS}·]{{3,10}}")
_TERM_INTRODUCERS = frozenset("用叫即指做是种个")
"""Words that come directly before a term."""
_LONGEST_NAME = 4
"""Maximum number of consecutive Latin words in a name; a longer run is a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestSource:
    """One article: its plain text as written, and the ranges that entries already cover."""

    slug: Slug
    text: str
    covered: tuple[tuple[int, int], ...] = ()

    @property
    def masked_text(self) -> str:
        """The folded text, with `MASK` for each character that an entry covers."""
        characters = list(chinese.fold(self.text))
        for start, end in self.covered:
            characters[start:end] = MASK * (end - start)
        return "".join(characters)


class Candidate(NamedTuple):
    """A range of an article that looks like a name, from `start` to before `end`.

    `reason` says why; `english` is an English name given in the text.
    """

    start: int
    end: int
    reason: Reason
    english: str = ""


def find_candidates(text: str) -> Iterator[Candidate]:
    """All candidates in a `masked_text`, except `transcriptions`."""
    plain = _ADDRESS.sub(lambda address: MASK * len(address[0]), text)
    yield from _latin(plain)
    yield from _groups(_TITLE, plain, "title")
    yield from _groups(_QUOTED, plain, "quoted")
    for pattern in (_PERSON, _PERSON_WITH_TITLE):
        yield from (
            each
            for each in _groups(pattern, plain, "person")
            if FUNCTION_CHARACTERS.isdisjoint(plain[each.start : each.end])
        )
    for match in _FOREIGN_NAME.finditer(plain):
        yield Candidate(match.start(), match.end(), "person")
    for match in _WITH_ENGLISH.finditer(plain):
        start = _term_start(match[1])
        if start < len(match[1]):
            yield Candidate(match.start() + start, match.end(1), "glossed", match[2].strip())


def _groups(pattern: re.Pattern[str], text: str, reason: Reason) -> Iterator[Candidate]:
    for match in pattern.finditer(text):
        if MASK not in match[1]:
            yield Candidate(match.start(1), match.end(1), reason)


def _latin(text: str) -> Iterator[Candidate]:
    """Latin names of up to `_LONGEST_NAME` words. Of a longer run, only words that are not all in lower case."""
    for match in _LATIN.finditer(text):
        words = list(re.finditer(r"[^ ]+", match[0]))
        named = [word for word in words if not word[0].islower()]
        for word in named if len(words) > _LONGEST_NAME else [re.match(".*", match[0])]:
            if word and sum(map(str.isalpha, word[0])) > 1:
                yield Candidate(match.start() + word.start(), match.start() + word.end(), "latin")


def transcriptions(text: str) -> Iterator[Candidate]:
    """Runs of characters that transcribe foreign names, such as 奥特曼."""
    for match in _TRANSCRIPTION.finditer(text):
        yield Candidate(match.start(), match.end(), "transcription")


def _term_start(text: str) -> int:
    """The start of the term at the end of `text`: after the last function word, at most six characters back."""
    start = len(text)
    for word in reversed(chinese.segment(text)):
        if FUNCTION_CHARACTERS.issuperset(word) or word in _TERM_INTRODUCERS or len(text) - start + len(word) > 6:  # noqa: PLR2004
            break
        start -= len(word)
    return start


def han_runs(text: str) -> Iterable[re.Match[str]]:
    """The runs of Han characters in a text."""
    return re.finditer(f"[{_HAN}]+", text)
