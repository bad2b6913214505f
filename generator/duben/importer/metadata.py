"""Reads metadata from a line: author, date and source.

The whole line must match: `作者：甲乙 丙丁 / 发布时间：2024-03-07`, `文 | 甲乙`, `某某报记者 甲乙`, `2024-03-07 10:20
某某网`. A sentence that only begins that way stays in the body. The patterns are in Simplified characters and match the
folded line. Values come from the original line.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from duben.chinese import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["author", "date", "source"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataField:
    """One fact that a line states. If not `certain`, the editor has to check it."""

    kind: Kind
    value: str
    certain: bool = True


_LONGEST_LINE = 120
_LONGEST_VALUE = 40
_HAN = r"\u3400-\u9fff"
_KEY = re.compile(
    rf"""(?<![{_HAN}])(?:
      (?P<author>作者|撰文|撰稿人?|文字|文|(?:本报|见习|实习|特约)?记者|通讯员)
    | (?P<date>发[布表](?:时间|日期|于)|日期|时间)
    | (?P<source>(?:文章|信息|新闻|稿件|本文)?来源|出处|稿源|(?:微信)?公众号
      |(?:本文|文章)?(?:来自|转载自|首发于?)(?:微信)?(?:公众号)?)
    | ID|[题头配]图(?:来源|来自)?|(?:责任|执行|值班|文字)?编辑|责编|主编|校对|审[核校]|监制|排版|策划|制图|摄影|更新时间
    | 原标题|标签|关键词|栏目|(?:浏览|阅读|点击|访问|评论|播放)(?:次数|量|数)?|点赞|收藏|转发|分享|字[号数]
    )\s*[:：|\uff5c丨/／](?!/)\s*""",
    re.VERBOSE,
)
_LABEL = re.compile(r"(?:原创|转载|首发)?\s*")
_SEPARATORS = " \t\u00a0\u3000/|\uff5c丨·,，;；"
_SENTENCE = re.compile(r"[。！？!?;；]")
_FULL_DATE = r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?"
_DAY = r"(?:\d{4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日"
_MONTH_AND_DAY = re.compile(_DAY)
_DATE_AND_TIME = re.compile(rf"(?:{_FULL_DATE}|{_DAY})[\d\s:：.T+Z时分秒星期周一二三四五六日早晚上中下午()（）-]*")
_CLOCK = r"(?:\s*T?\s*\d{1,2}[:：时]\d{1,2}(?:[:：分](?:\d{1,2})?)?秒?)?"
_OUTLET = rf"[{_HAN}A-Za-z0-9《》]{{1,15}}?[报社网刊台闻》]"
_STAMP = re.compile(rf"(?:(?P<before>{_OUTLET})\s+)?(?P<date>{_FULL_DATE}){_CLOCK}(?:\s+(?P<after>{_OUTLET}))?")
_NAME = rf"(?:[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,8}})+|[{_HAN}]{{2,4}}|[A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*)*)"
_NAMES = rf"{_NAME}(?:(?:\s*[、,，/&]\s*|(?<=[{_HAN}])\s+(?=[{_HAN}])){_NAME})*"
_BYLINE = re.compile(
    rf"(?P<open>[(（【])?(?P<source>{_OUTLET})?(?:见习|实习|特约|首席|资深)?(?:记者|通讯员|评论员|撰稿人)(?(open)\s*|\s+)"
    rf"(?P<author>{_NAMES})(?(open)[)）】])"
)
_POSTED = re.compile(
    r"(?:(?P<author>[^\s\-–—|·,，。]{2,12})[\s\-–—|·](?:.*[\s\-–—|·])?)?\d+\s*(?:秒|分钟|小时|天|周)前", re.DOTALL
)
_REPORTER = re.compile(
    rf"[\u3014［\[(（【]?(?P<source>{_OUTLET})?记者\s*(?P<author>{_NAMES})\s*[／/]\s*[{_HAN}]{{2,8}}报导[\u3015］\])）】]?"
)
_ACCOUNT = re.compile(
    rf"(?:原创\s+)?(?:(?P<author>{_NAME})\s+)?(?:(?P<source>\S{{2,20}})\s+)?(?P<date>{_FULL_DATE}){_CLOCK}(?:\s+(?:发表于\s*)?[{_HAN}]{{2,4}})?"
)
_DATELINE = re.compile(
    rf"(?!据)(?:【[^】]{{1,20}}】)?[(（]?(?P<source>[{_HAN}]{{1,6}}?[社网报闻])?[{_HAN}A-Za-z0-9\s]{{0,12}}?(?P<date>{_DAY})"
    r"[)）]?\s*(?:[早上中午下晚凌][晨上午间])?(?:电(?![话影子视脑])|讯(?!息)|消息(?!人士|称|指|显示))"
)
_INLINE_BYLINE = re.compile(rf"[(（](?:{_OUTLET})?(?:见习|实习|特约)?(?:记者|通讯员)[\s:：]+(?P<author>{_NAMES})[)）]")
_SUFFIX = re.compile(
    rf"(?:(?:(?<![A-Za-z0-9])_|_(?=[{_HAN}]))(?=\w*[{_HAN}]{{2}})[^\W_]{{2,12}})+|\s+[-–—|\uff5c]\s+{_OUTLET}"
)
_SELF_NAMES = ("本报", "本刊", "本网", "本台", "本社")


def parse_date(text: str) -> dt.date | None:
    """The date at the start of `text`; `None` if it lacks a year or does not exist."""
    if not re.match(_FULL_DATE, text):
        return None
    year, month, day = (int(number) for number in re.findall(r"\d+", text)[:3])
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_metadata(text: str) -> tuple[MetadataField, ...] | None:
    """The fields of a byline or of a line of keys and values; `None` for any other line.

    The tuple is empty if no key belongs in the front matter (`责任编辑：甲乙`, `浏览次数：0`).
    """
    folded = fold(text)
    if len(text) > _LONGEST_LINE:
        return None
    byline = _BYLINE.fullmatch(folded) or _REPORTER.fullmatch(folded)
    return _fields_of(byline, text) if byline else _keyed(text, folded)


def read_stamp(text: str) -> tuple[MetadataField, ...] | None:
    """The fields of a line below the title; `None` for any other line.

    Such a line is a full date with an optional time and outlet, or the poster's name and "3小时前".
    """
    folded = fold(text)
    stamp = _STAMP.fullmatch(folded)
    if stamp:
        return _stamped(stamp, text)
    posted = (_POSTED.fullmatch(folded) or _ACCOUNT.fullmatch(folded)) if len(text) <= _LONGEST_LINE else None
    return tuple(_uncertain(_fields_of(posted, text))) if posted else None


def read_dateline(text: str) -> tuple[MetadataField, ...]:
    """The fields in a news dateline: `新华社北京2024年2月17日电`, `2月17日消息`, `（记者 甲乙）`."""
    folded = fold(text)
    said = (
        match for match in (_DATELINE.match(folded), _REPORTER.match(folded), _INLINE_BYLINE.search(folded)) if match
    )
    fields = (field for match in said for field in _fields_of(match, text))
    return tuple(replace(field, certain=field.certain and field.kind != "source") for field in fields)


def split_title(text: str) -> tuple[str, tuple[MetadataField, ...]]:
    """The title without the site and column names of a page title: `…_某某频道_某某网`, `… - 某某网`.

    The second value holds the site's name as an uncertain source.
    """
    for suffix in _SUFFIX.finditer(fold(text)):
        if suffix.start() and suffix.end() == len(text):
            site = re.split(r"[_\s]", text)[-1]
            return text[: suffix.start()], (MetadataField(kind="source", value=site, certain=False),)
    return text, ()


def split_names(value: str) -> tuple[str, bool]:
    """The names, joined by `、`, and whether each looks like a person's name.

    A person's name has two to four Han characters or is made of Latin words.
    """
    if not re.fullmatch(_NAMES, value):
        return value, False
    return "、".join(re.findall(_NAME, value)), True


def mentioned_days(text: str) -> list[str]:
    """The days that a paragraph names, as written. They only hint at the date of publication."""
    return _MONTH_AND_DAY.findall(text)


def _uncertain(fields: tuple[MetadataField, ...]) -> Iterator[MetadataField]:
    """The same fields; author and source become uncertain, because only their position identifies them."""
    return (replace(field, certain=field.certain and field.kind == "date") for field in fields)


def _original(match: re.Match[str], group: str, text: str) -> str:
    """The text of a group that matched in the folded text; empty if the group did not match."""
    return text[match.start(group) : match.end(group)] if match[group] else ""


def _dated(value: str) -> MetadataField:
    return MetadataField(kind="date", value=value, certain=parse_date(value) is not None)


def _stamped(stamp: re.Match[str], text: str) -> tuple[MetadataField, ...]:
    """The date of a stamp, and the outlet before or after it."""
    outlet = _original(stamp, "before", text) or _original(stamp, "after", text)
    return (_dated(stamp["date"]), *([MetadataField(kind="source", value=outlet)] if outlet else []))


def _fields_of(match: re.Match[str], text: str) -> tuple[MetadataField, ...]:
    """The groups of `match` as fields, without words such as 本报 that a newspaper calls itself."""
    values = {group: _original(match, group, text) for group in match.groupdict()}
    found: list[MetadataField] = []
    if values.get("author"):
        found.append(MetadataField(kind="author", value=values["author"]))
    if values.get("date"):
        found.append(_dated(values["date"]))
    if values.get("source") and fold(values["source"]) not in _SELF_NAMES:
        found.append(MetadataField(kind="source", value=values["source"].strip("《》")))
    return tuple(found)


def _keyed(text: str, folded: str) -> tuple[MetadataField, ...] | None:
    """The fields of a line of keys and values; `None` if a value looks like a sentence."""
    keys = list(_KEY.finditer(folded))
    before = folded[: keys[0].start()].rstrip(_SEPARATORS) if keys else ""
    stamp = _STAMP.fullmatch(before)
    if not keys or not (stamp or _LABEL.fullmatch(before)):
        return None
    found = list(_stamped(stamp, text)) if stamp else []
    for key, end in zip(keys, [*(key.start() for key in keys[1:]), len(text)], strict=True):
        value = text[key.end() : end].strip(_SEPARATORS).rstrip("(（")
        if "。" in value:
            return None
        if key.lastgroup is None:
            continue
        if len(value) > _LONGEST_VALUE or _SENTENCE.search(value):
            return None
        if key.lastgroup == "date" and not _DATE_AND_TIME.fullmatch(value):
            return None
        if value:
            found.append(_dated(value) if key.lastgroup == "date" else _named(key.lastgroup, value))
    return tuple(found)


def _named(kind: str, value: str) -> MetadataField:
    return MetadataField(kind="author" if kind == "author" else "source", value=value)
