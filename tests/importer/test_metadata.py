"""Reading author, date and source from a line."""

from __future__ import annotations

import datetime as dt

import pytest

from duben.importer.metadata import (
    mentioned_days,
    parse_date,
    read_dateline,
    read_metadata,
    read_stamp,
    split_names,
    split_title,
)


def fields(line: str) -> list[tuple[str, str, bool]] | None:
    """The fields of a line above a body, or `None` if it has none."""
    found = read_metadata(line)
    found = read_stamp(line) if found is None else found
    return None if found is None else [(field.kind, field.value, field.certain) for field in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("文 | 林小雨", [("author", "林小雨", True)], id="text by"),
        pytest.param("文／林小雨", [("author", "林小雨", True)], id="full-width stroke"),
        pytest.param("作者：林小雨", [("author", "林小雨", True)], id="author"),
        pytest.param(
            "原创 作者:林小雨 何山 / 发布时间:2023-05-06/ 浏览次数:0",
            [("author", "林小雨 何山", True), ("date", "2023-05-06", True)],
            id="several keys in one line",
        ),
        pytest.param(
            "來源：南山晚報　發佈時間：2023年5月6日 08:15",
            [("source", "南山晚報", True), ("date", "2023年5月6日 08:15", True)],
            id="traditional keys",
        ),
        pytest.param("发布于：5月6日", [("date", "5月6日", False)], id="date without a year"),
        pytest.param(
            "发布时间：2023-02-30 星期一 08:15", [("date", "2023-02-30 星期一 08:15", False)], id="no such day"
        ),
        pytest.param("时间：2023年5月6日 地点：小城", None, id="time and place of an event"),
        pytest.param("时间：下午三点", None, id="time of day alone"),
        pytest.param("责任编辑：何山", [], id="credit without a place in the front matter"),
        pytest.param("南山晚報記者 林小雨", [("author", "林小雨", True), ("source", "南山晚報", True)], id="reporter"),
        pytest.param("（本报记者林小雨）", [("author", "林小雨", True)], id="reporter of “our paper”"),
        pytest.param(
            "《南山》记者 林小雨、何山", [("author", "林小雨、何山", True), ("source", "南山", True)], id="book marks"
        ),
        pytest.param("2023-05-06 08:15 南山网", [("date", "2023-05-06", True), ("source", "南山网", True)], id="stamp"),
        pytest.param(
            "南山網 2023/5/6", [("date", "2023/5/6", True), ("source", "南山網", True)], id="stamp, outlet first"
        ),
        pytest.param("記者林小雨／台北報導", [("author", "林小雨", True)], id="taiwan"),
        pytest.param(
            "\u3014南山報記者林小雨／高雄報導\u3015",
            [("author", "林小雨", True), ("source", "南山報", True)],
            id="brackets",
        ),
        pytest.param(
            "原创 林小雨 小城故事 2023-05-06 08:15 北京",
            [("author", "林小雨", False), ("date", "2023-05-06", True), ("source", "小城故事", False)],
            id="account and day",
        ),
        pytest.param(
            "林小雨 2023-05-06", [("author", "林小雨", False), ("date", "2023-05-06", True)], id="name and day"
        ),
        pytest.param(
            "小城故事会 2023-05-06", [("date", "2023-05-06", True), ("source", "小城故事会", False)], id="account"
        ),
        pytest.param("2023-02-30", [("date", "2023-02-30", False)], id="stamp of a day that does not exist"),
        pytest.param("林小雨-南山大学研究员-36分钟前", [("author", "林小雨", False)], id="posted, with title"),
        pytest.param("36分鐘前", [], id="posted"),
        pytest.param(
            "2023-05-06 08:15:20　来源: 南山网",
            [("date", "2023-05-06", True), ("source", "南山网", True)],
            id="stamp before a key",
        ),
        pytest.param(
            "本文来自微信公众号：小城故事（ID:town_story），作者：林小雨，题图来自：南山档案",
            [("source", "小城故事", True), ("author", "林小雨", True)],
            id="account",
        ),
        pytest.param("他搬到这里已是30天前", None, id="sentence that ends like a post"),
        pytest.param("文:这是一句话。", None, id="sentence after a key"),
        pytest.param("作者们认为：事情没有这么简单", None, id="sentence with a colon"),
        pytest.param("记者手记", None, id="title that begins like a byline"),
        pytest.param("来源很多,说法也很多。", None, id="key without a colon"),
    ],
)
def test_a_line_is_read_whole_or_not_at_all(line: str, expected: list[tuple[str, str, bool]] | None) -> None:
    """A line made of keys, names and dates gives its fields; any other stays a line of the text."""
    assert fields(line) == expected


def test_a_long_line_is_never_a_line_of_fields() -> None:
    """A paragraph that begins with a key is a paragraph."""
    assert fields("作者：" + "林" * 200) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("5月6日消息,某某发布了新机。", [("date", "5月6日", False)], id="news without a year"),
        pytest.param("2023年5月6日消息,某某发布了新机。", [("date", "2023年5月6日", True)], id="news with its year"),
        pytest.param(
            "新华社北京2023年5月6日电 某某今日抵达。",
            [("date", "2023年5月6日", True), ("source", "新华社", False)],
            id="agency",
        ),
        pytest.param("本報訊", [], id="no day"),
        pytest.param("XY之家 5 月 6 日消息,某某发布了新机。", [("date", "5 月 6 日", False)], id="spaces and latin"),
        pytest.param("南山科技讯 5月6日上午消息,新机到了。", [("date", "5月6日", False)], id="time of day"),
        pytest.param(
            "南山晚报讯（记者 林小雨）今天起灯会开放。", [("author", "林小雨", True)], id="reporter in the text"
        ),
        pytest.param("\u3014記者林小雨／台北報導\u3015今天起燈會開放。", [("author", "林小雨", True)], id="taiwan"),
        pytest.param("他答道(记者按语见下)。", [], id="no reporter"),
        pytest.param("5月6日消息人士说,事情没有完。", [], id="a source, not a report"),
        pytest.param("5月6日电话打来时,他在睡觉。", [], id="a telephone, not a telegram"),
        pytest.param("据新华社5月6日电,某某抵达。", [], id="a report on another report"),
        pytest.param(
            "他在5月6日电告家人。", [("date", "5月6日", False)], id="a telegram is doubtful, and only reported"
        ),
    ],
)
def test_a_dateline_is_read_from_the_first_words(line: str, expected: list[tuple[str, str, bool]]) -> None:
    """A news paragraph gives day and agency; a day without its year, and any agency, is doubtful."""
    assert [(field.kind, field.value, field.certain) for field in read_dateline(line)] == expected


@pytest.mark.parametrize(
    ("line", "title", "source"),
    [
        pytest.param("机器会做梦吗?_频道", "机器会做梦吗?", "频道", id="site"),
        pytest.param("机器会做梦吗?_科技_南山网", "机器会做梦吗?", "南山网", id="column and site"),
        pytest.param("機器會做夢嗎 - 南山新聞", "機器會做夢嗎", "南山新聞", id="hyphen and outlet"),
        pytest.param("机器会做梦吗 - 第二部分", "机器会做梦吗 - 第二部分", None, id="hyphen and no outlet"),
        pytest.param("my_name怎么写", "my_name怎么写", None, id="underscore in a name"),
        pytest.param("机器会做梦吗?", "机器会做梦吗?", None, id="nothing"),
    ],
)
def test_a_title_loses_the_name_of_its_site(line: str, title: str, source: str | None) -> None:
    """The names of column and site at the end of a page's title are no part of it; the site may be the source."""
    found, fields_found = split_title(line)
    assert (found, [(field.value, field.certain) for field in fields_found]) == (
        title,
        [(source, False)] if source else [],
    )


@pytest.mark.parametrize(
    ("value", "names", "plain"),
    [
        pytest.param("林小雨 何山", "林小雨、何山", True, id="spaces"),
        pytest.param("林小雨、何山,欧阳明月", "林小雨、何山、欧阳明月", True, id="commas"),
        pytest.param("Ada Lovelace", "Ada Lovelace", True, id="latin"),
        pytest.param("埃达·洛夫莱斯", "埃达·洛夫莱斯", True, id="transcribed"),
        pytest.param("A B " * 20 + "7", "A B " * 20 + "7", False, id="many words"),
        pytest.param("南山晚报编辑部", "南山晚报编辑部", False, id="no person"),
    ],
)
def test_names_are_told_from_other_words(value: str, names: str, *, plain: bool) -> None:
    """Names stand with one sign between them; what does not look like names stays as it is, and doubtful."""
    assert split_names(value) == (names, plain)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        pytest.param("2023-05-06", dt.date(2023, 5, 6), id="hyphens"),
        pytest.param("2023.5.6 12:00", dt.date(2023, 5, 6), id="points and a time"),
        pytest.param("2023年5月6日", dt.date(2023, 5, 6), id="chinese"),
        pytest.param("2023-02-30", None, id="no such day"),
        pytest.param("5月6日", None, id="no year"),
    ],
)
def test_a_date_needs_its_year(text: str, date: dt.date | None) -> None:
    """Only a day that is written in full, and exists, is a date."""
    assert parse_date(text) == date


def test_days_in_a_paragraph_are_evidence() -> None:
    """A paragraph gives the days that it names, as it writes them."""
    assert mentioned_days("从5月6日到2023年6月1日,他写了2月。") == ["5月6日", "2023年6月1日"]
