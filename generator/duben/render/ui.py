"""The interface texts in English, Simplified and Traditional.

A page contains all three, each in a `<bdi>`. CSS shows one, so the interface follows the reader's script without
JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from duben.model.words import Script


class Phrase(NamedTuple):
    """One interface text; the template fills in each `{name}`."""

    en: str
    hans: str
    hant: str


PHRASES: Mapping[str, Phrase] = MappingProxyType(
    {
        # The frame
        "skip": Phrase("Skip to the text", "跳到正文", "跳到正文"),
        "home": Phrase("Home", "首页", "首頁"),
        "articles": Phrase("Articles", "文章", "文章"),
        "glossary": Phrase("Glossary", "词汇", "詞彙"),
        "search": Phrase("Search", "搜索", "搜尋"),
        "search_hint": Phrase(
            "Either script, pinyin, zhuyin, initials, English, an author or a date. Press / from any page.",
            "可输入简体、繁体、拼音、注音、首字母、英文、作者或日期。在任何一页按 / 即可搜索。",
            "可輸入簡體、繁體、拼音、注音、首字母、英文、作者或日期。在任何一頁按 / 即可搜尋。",
        ),
        "search_script": Phrase("Search needs JavaScript.", "搜索需要启用 JavaScript。", "搜尋需要啟用 JavaScript。"),
        "results": Phrase("Results", "结果", "結果"),
        "feed": Phrase("Feed", "订阅", "訂閱"),
        "top": Phrase("Back to the top", "回到页首", "回到頁首"),
        "site": Phrase("Site", "网站", "網站"),
        # Settings
        "reading_settings": Phrase("How to read", "阅读方式", "閱讀方式"),
        "settings": Phrase("Settings", "设置", "設定"),
        "script": Phrase("Script", "简繁", "簡繁"),
        "as_written": Phrase("Source", "原文", "原文"),
        "both": Phrase("Both", "对照", "對照"),
        "pinyin": Phrase("Pinyin", "拼音", "拼音"),
        "off": Phrase("Off", "无", "無"),
        "terms_only": Phrase("Terms", "词条", "詞條"),
        "hard_words": Phrase("Hard", "生字", "生字"),
        "all": Phrase("All", "全部", "全部"),
        "bare": Phrase("You know the most common", "已认识的常用字", "已認識的常用字"),
        "theme": Phrase("Paper", "纸色", "紙色"),
        "theme_system": Phrase("Auto", "自动", "自動"),
        "theme_light": Phrase("Light", "白色", "白色"),
        "theme_sepia": Phrase("Sepia", "米黄", "米黃"),
        "theme_dark": Phrase("Dark", "深色", "深色"),
        "size": Phrase("Text size", "字号", "字級"),
        "reading_size": Phrase("Size of readings", "注音大小", "注音大小"),
        "size_small": Phrase("Small", "小", "小"),
        "size_normal": Phrase("Normal", "中", "中"),
        "size_large": Phrase("Large", "大", "大"),
        "spacing": Phrase("Line spacing", "行距", "行距"),
        "tight": Phrase("Tight", "紧", "緊"),
        "normal": Phrase("Normal", "中", "中"),
        "loose": Phrase("Loose", "松", "鬆"),
        "typeface": Phrase("Typeface", "字体", "字體"),
        "serif": Phrase("Serif", "宋体", "明體"),
        "sans": Phrase("Sans", "黑体", "黑體"),
        "links": Phrase("Mark terms", "词条标记", "詞條標記"),
        "links_first": Phrase("First", "首次", "首次"),
        "links_none": Phrase("None", "不标", "不標"),
        "language": Phrase("Interface", "界面语言", "介面語言"),
        # Articles
        "minutes": Phrase("{n} min", "约 {n} 分钟", "約 {n} 分鐘"),
        "characters": Phrase("{n} characters", "{n} 字", "{n} 字"),
        "date": Phrase("{day} {month} {year}", "{year}年{m}月{day}日", "{year}年{m}月{day}日"),
        "source_hans_cn": Phrase("written in Simplified", "原文简体", "原文簡體"),
        "source_hant_tw": Phrase("written in Traditional, Taiwan", "原文台湾正体", "原文臺灣正體"),
        "source_hant_hk": Phrase("written in Traditional, Hong Kong", "原文香港繁体", "原文香港繁體"),
        "source_hant_cn": Phrase("written in Traditional", "原文繁体", "原文繁體"),
        "undated": Phrase("Undated", "日期不详", "日期不詳"),
        "first_published": Phrase("First published", "原载", "原載"),
        "tap_words": Phrase(
            "Tap any word for its reading, and an underlined one for what it means here.",
            "点任何一个词可看读音，点画线的词可看解释。",
            "點任何一個詞可看讀音，點畫線的詞可看解釋。",
        ),
        "understood": Phrase("Got it", "知道了", "知道了"),
        "contents": Phrase("Contents", "目录", "目錄"),
        "notes": Phrase("Notes", "注释", "註釋"),
        "terms_here": Phrase("Terms in this text", "本文词条", "本文詞條"),
        "echoes": Phrase("Also told elsewhere", "别处也有", "別處也有"),
        "echo": Phrase("This passage elsewhere", "这一段也见于", "這一段也見於"),
        "wording_here": Phrase("Here", "本文", "本文"),
        "wording_there": Phrase("There", "另一篇", "另一篇"),
        "back_to_text": Phrase("Back to the text", "回到正文", "回到正文"),
        "backlinks": Phrase("Linked from", "引用本文的文章", "引用本文的文章"),
        "related": Phrase("Read next", "相关文章", "相關文章"),
        "previous": Phrase("Earlier", "上一篇", "上一篇"),
        "next": Phrase("Later", "下一篇", "下一篇"),
        # Terms
        "here": Phrase("Here", "这里写作", "這裡寫作"),
        "also": Phrase("Also", "也作", "也作"),
        "region_cn": Phrase("Mainland", "大陆", "大陸"),
        "region_tw": Phrase("Taiwan", "台湾", "臺灣"),
        "region_hk": Phrase("Hong Kong", "香港", "香港"),
        "see": Phrase("See also", "参见", "參見"),
        "seen_in": Phrase("Also in", "也见于", "也見於"),
        "in_articles": Phrase("{n} articles", "见于 {n} 篇", "見於 {n} 篇"),
        "n_mentions": Phrase("{n} mentions", "提及 {n} 次", "提及 {n} 次"),
        "concordance": Phrase("In context", "在文中", "在文中"),
        "older": Phrase("In older articles", "更早的文章", "更早的文章"),
        "timeline": Phrase("When it was mentioned", "提及时间", "提及時間"),
        "first_mention": Phrase("First", "最早", "最早"),
        "latest_mention": Phrase("Latest", "最近", "最近"),
        "filter": Phrase("Filter", "筛选", "篩選"),
        "order": Phrase("Order", "排序", "排序"),
        "order_pinyin": Phrase("Pinyin", "拼音", "拼音"),
        "order_stroke": Phrase("Strokes", "笔画", "筆畫"),
        "order_zhuyin": Phrase("Zhuyin", "注音", "注音"),
        "together": Phrase("Often together with", "常同时出现", "常同時出現"),
        "entry": Phrase("Entry", "词条", "詞條"),
        "entries": Phrase("{n} terms", "{n} 个词条", "{n} 個詞條"),
        "kinds": Phrase("Kind", "类别", "類別"),
        "person": Phrase("person", "人物", "人物"),
        "organisation": Phrase("organisation", "机构", "機構"),
        "product": Phrase("product", "产品", "產品"),
        "model": Phrase("model", "模型", "模型"),
        "concept": Phrase("concept", "概念", "概念"),
        "work": Phrase("work", "作品", "作品"),
        "media": Phrase("media", "媒体", "媒體"),
        "place": Phrase("place", "地点", "地點"),
        "event": Phrase("event", "事件", "事件"),
        "slang": Phrase("slang", "用语", "用語"),
        # Home, 404
        "latest": Phrase("Latest", "最新文章", "最新文章"),
        "all_articles": Phrase("All articles", "全部文章", "全部文章"),
        "most_mentioned": Phrase("Most mentioned", "常见词条", "常見詞條"),
        "all_terms": Phrase("The whole glossary", "全部词条", "全部詞條"),
        "numbers": Phrase(
            "{articles} articles · {characters} characters · {entries} terms",
            "{articles} 篇文章 · {characters} 字 · {entries} 个词条",
            "{articles} 篇文章 · {characters} 字 · {entries} 個詞條",
        ),
        "not_found": Phrase("This page is not in the book", "没有这一页", "沒有這一頁"),
        "not_found_text": Phrase(
            "The address may have changed. The articles are all still here.",
            "网址可能变了，文章都还在。",
            "網址可能變了，文章都還在。",
        ),
    },
)

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Ui:
    """The interface texts for a page in `script`. Texts in the other script are `hidden`."""

    __slots__ = ("_cache", "script")

    def __init__(self, script: Script) -> None:
        self.script = script
        self._cache: dict[tuple[object, ...], Markup] = {}

    def __call__(self, key: str, **values: object) -> Markup:
        """The phrase `key` as HTML, filled with `values`. Raises KeyError for an unknown key."""
        cache_key = (key, *values.items())
        found = self._cache.get(cache_key)
        if found is None:
            found = self._cache[cache_key] = self._phrase(PHRASES[key], values)
        return found

    def _phrase(self, phrase: Phrase, values: Mapping[str, object]) -> Markup:
        texts = [("en", phrase.en), ("zh-Hans", phrase.hans), ("zh-Hant", phrase.hant)]
        if phrase.hans == phrase.hant:
            texts = [("en", phrase.en), ("zh", phrase.hans)]
        if phrase.en == phrase.hans:
            texts = [("zh", phrase.hans)]
        shown = {"zh", "zh-Hans" if self.script == "hans" else "zh-Hant"}
        return Markup("").join(
            Markup(f"<bdi lang={lang}{'' if lang in shown else ' hidden'}>{escape(text.format_map(values))}</bdi>")  # noqa: S704 - escaped
            for lang, text in texts
        )

    def date(self, year: int, month: int, day: int) -> Markup:
        """A date in words."""
        return self("date", year=year, m=month, month=MONTHS[month - 1], day=day)


@cache
def ui(script: Script) -> Ui:
    """The cached `Ui` for a script."""
    return Ui(script)
