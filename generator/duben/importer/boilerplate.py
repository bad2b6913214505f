"""Separates a text from its boilerplate: title and bylines above the body, credits and page elements around it.

Only lines before the first paragraph and after the last are removed. Lines inside the body always stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from duben.chinese import fold
from duben.importer.metadata import MetadataField, read_dateline, read_metadata, read_stamp, split_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duben.importer.lines import Line

_LONGEST_TITLE = 60
_LONGEST_NOTICE = 120
_LONGEST_CALL = 40
_NEWS_OPENS_WITHIN = 3
"""Number of opening paragraphs in which a dateline may occur."""
_SENTENCE = re.compile(r"[。；;]|[,，、：:]$")
_RULE_OR_ZERO = re.compile(r"[-–—_=*·•~#\s]+0*")
_VIEW_COUNT = re.compile(
    r"\W*(?:点赞|收藏|评论|分享|转发|阅读|浏览|喜欢|在看|赞|打赏|举报|回复)(?:次数|量|数)?\W*(?:\d+(?:\.\d+)?[万千kK]?\+?)?\W*"
)
_NOTICE = re.compile(
    r"版权所有|(?:未经|不得|禁止|谢绝).{0,12}转载|转载请|仅代表作者|本平台仅提供|侵权.{0,12}删除|不代表(?:本|平台|《[^》]*》|.{0,6}(?:网|平台|杂志|机构)).{0,8}(?:立场|观点)"
    r"|all rights reserved|©|免责声明",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:更多.{0,12}[,，]?)?(?:欢迎|敬请|请|点击|长按|扫码|扫描|搜索|关注|订阅|下载).{0,20}"
    r"(?:公众号|微信|微博|客户端|二维码|频道|关注我们|app)",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:返回\S{1,6}[,，]\s*)?(?:查看更多|阅读(?:原文|全文)|展开全文|返回顶部|举报/反馈|相关(?:阅读|推荐)|[上下]一篇.*|分享到.*|责任编辑)"
    r"|[+\uff0b]?\s*(?:关注|订阅|登录|注册|打印|听新闻)(?:\s*[|/]?\s*(?:关注|订阅|登录|注册|打印|听新闻))*"
)
_COLUMN = re.compile(r"//\s*\S{1,20}(?:\s\S{1,20})?")
_BREADCRUMBS = re.compile(r"(?:(?:您的|当前|你的)位置|首页)\s*[:：>\u203a»/].*|首页|正文")
_NAMED = re.compile(r"《([^《》]{2,12})》")
_CLOSING = re.compile(r"[(（【\[]?(?:本文)?(?:完|全文完|正文完|End|END|end)[)）】\]]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovedLine:
    """A line outside the body, with any metadata that it states."""

    line: Line
    fields: tuple[MetadataField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundField:
    """A metadata field and the line that states it."""

    field: MetadataField
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class StrippedText:
    """A text without its boilerplate. `title` is empty if no line looks like one; `title_line` is the title's line.

    `found` lists metadata in the order of the lines: first from removed lines, then from the end of the title, then
    from the opening paragraphs.
    """

    title: str
    title_line: Line | None
    body: tuple[Line, ...]
    removed: tuple[RemovedLine, ...]
    found: tuple[FoundField, ...]


def strip_boilerplate(lines: Sequence[Line]) -> StrippedText:
    """Divide the `lines` of a text into title, body and removed lines. Each line goes to exactly one of them."""
    removed: list[RemovedLine] = []
    title_line: Line | None = None
    start = 0
    for line in lines:
        fields = _read_head(line.text)
        if fields is not None or (title_line and line.text == title_line.text):
            removed.append(RemovedLine(line=line, fields=fields or ()))
        elif title_line is None and _is_title(line.text):
            title_line = line
        else:
            break
        start += 1
    end = len(lines)
    while end > start and (fields := _read_foot(lines[end - 1].text)) is not None:
        end -= 1
        removed.append(RemovedLine(line=lines[end], fields=fields))
    body = tuple(lines[start:end])
    removed.sort(key=lambda taken: taken.line.number)
    found = [FoundField(field=field, line=taken.line) for taken in removed for field in taken.fields]
    title, suffix = split_title(title_line.text) if title_line else ("", ())
    found += [FoundField(field=field, line=title_line) for field in suffix if title_line]
    found += [
        FoundField(field=field, line=line) for line in body[:_NEWS_OPENS_WITHIN] for field in read_dateline(line.text)
    ]
    return StrippedText(title=title, title_line=title_line, body=body, removed=tuple(removed), found=tuple(found))


def _is_title(text: str) -> bool:
    """Whether an early line can be the title: short, not a sentence, and not just a section number."""
    return len(text) <= _LONGEST_TITLE and not _SENTENCE.search(text) and any(char.isalpha() for char in text)


def _read_head(text: str) -> tuple[MetadataField, ...] | None:
    """The metadata of a boilerplate line above the body; `None` if the line is not boilerplate."""
    folded = fold(text)
    if any(pattern.fullmatch(folded) for pattern in (_COLUMN, _BREADCRUMBS, _RULE_OR_ZERO, _VIEW_COUNT, _BUTTON)):
        return ()
    fields = read_metadata(text)
    return read_stamp(text) if fields is None else fields


def _read_foot(text: str) -> tuple[MetadataField, ...] | None:
    """The metadata of a boilerplate line below the body; `None` if the line is not boilerplate."""
    folded = fold(text)
    if any(pattern.fullmatch(folded) for pattern in (_RULE_OR_ZERO, _VIEW_COUNT, _BUTTON, _CLOSING)):
        return ()
    if len(text) <= _LONGEST_CALL and _CALL.match(folded):
        return ()
    if len(text) <= _LONGEST_NOTICE and _NOTICE.search(folded):
        names = frozenset(_NAMED.findall(text))
        return (
            tuple(MetadataField(kind="source", value=name, certain=False) for name in names) if len(names) == 1 else ()
        )
    return read_metadata(text)
