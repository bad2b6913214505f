"""Writes random inputs: all that people write for a site, as they write it, and broken in every way.

A `tame` input has no error on purpose; most of a wild one is tame too. The same random numbers give the same input.
"""

# ruff: noqa: E501, RUF001 - tables of odd texts
from __future__ import annotations

import json
from collections.abc import Callable
from random import Random

WORDS = (
    *("银行", "行长", "人工智能", "奥特曼", "Sam Altman", "OpenAI", "AGI", "e/acc", "DiT", "头发", "發展", "软件", "軟體"),
    *("我得走了", "一个", "第一次", "不错", "看看", "着急", "臺灣", "北京市", "张伟", "欧阳先生", "。", "，", "：“好”", "！", "……"),
    *("2024年3月20日", "3.14", "GPT-4", "10%", " ", "\n", "的", "了", "了了", "不", "一", "儿", "𠮷野家", "㐀", "〇", "々", "ＡＧＩ"),
    *("Ünïcode", "русский", "かな", "한국", "😀", "👩‍👩‍👧", "é", "·", "—", "「」", "『", "（", "〈", "\u3000", "&amp;", "\\*"),
)  # fmt: skip
ODD = (
    *("\x00", "\x07", "\r", "\r\n", "\v", "\f", "\x1b[0m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"),
    *("\u200b", "\u200d", "\u202e", "\u2060", "\U000e0001", "\U0010ffff", "\ue000", "\ufffd", "\u0301", "\u20e3", "\ufe0f"),
    *("<", ">", "&", '"', "'", "`", "\\", "|", "]]", "[[", "{", "}", "-{", "}-", "${", "{{", "{%", "]]>", "-->", "<!--", "\t"),
    *("&#0;", "&#13;", "&#x2028;", "&#1;", "&lt;", "&nbsp;", "&NewLine;", "&#xD800;", "&#1114112;", "<script>", "</main>"),
)  # fmt: skip
ADDRESSES = (
    "https://example.org/a?b=c&d=e#f",
    "http://例子.中国/文",
    "mailto:a@example.org",
    "picture.gif",
    "pic%20ture.gif",
)
ODD_ADDRESSES = (
    *("javascript:alert(1)", "JaVaScRiPt://x.org/%0aalert(1)", "data:text/html,x", "vbscript:x", "//example.org", "http://"),
    *("http://[x", "http://[::1]:99999/", "https://a:b@c/", "htp:/bad url", "../../../etc/passwd", "/etc/passwd", "%00", "\\\\x"),
    *("http://a b/", "", "#", "?", "file:///etc/passwd", "x" * 300, "https://" + "a" * 300 + ".org", "nothing.png", "mailto:"),
)  # fmt: skip
FORMS = (
    "卡拉OK",
    "KTV",
    "软件",
    "軟體",
    "",
    " ",
    "的",
    "A",
    "電腦程式設計",
    "，",
    "😀",
    "<b>",
    "行",
    "x y",
    "発",
    "一" * 40,
)
SYLLABLES = (
    "háng",
    "yín háng",
    "Hang2",
    "",
    "x",
    "de",
    "r",
    "yī gè",
    "háng xíng zhǎng",
    "ê",
    "hng",
    "lüè",
    "v",
    "háng5",
)
TARGETS = ("agi", "altman", "first", "unknown", "", "AGI", "../x", "a|b", "index", "奥特曼")


class Grammar:
    """Inputs drawn from `random`."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.tame = random.random() < 0.6

    def one(self, *options: str) -> str:
        """One of these texts."""
        return self.random.choice(options)

    def some(self, make: Callable[[], str], most: int = 6, between: str = "") -> str:
        """A few such texts."""
        return between.join(make() for _ in range(self.random.randint(0, most)))

    def word(self) -> str:
        """A word, or something odd."""
        if not self.tame and self.random.random() < 0.2:
            return self.random.choice(ODD)
        return self.random.choice(WORDS)

    def phrase(self) -> str:
        """A few words."""
        return self.word() + self.some(self.word, 5)

    def plain(self) -> str:
        """A phrase in one line, without marks of Markdown or TOML."""
        return (
            "".join(self.random.choice(WORDS[:40]) for _ in range(self.random.randint(1, 6))).replace("\n", "") or "一"
        )

    def address(self) -> str:
        """An address."""
        return self.random.choice(ADDRESSES if self.tame else (*ADDRESSES, *ODD_ADDRESSES))

    def inline(self, depth: int = 3) -> str:
        """Inline Markdown."""
        if depth == 0 or self.random.random() < 0.4:
            return self.phrase()
        inside = self.inline(depth - 1)
        return self.random.choice(
            (
                lambda: f"**{inside}**",
                lambda: f"*{inside}*",
                lambda: f"~~{inside}~~",
                lambda: f"`{inside}`",
                lambda: f"[{inside}]({self.address()})",
                lambda: f"[{inside}](<{self.address()}> '{self.phrase()}')",
                lambda: f"<{self.address()}>",
                lambda: f"![{inside}]({self.picture()})",
                lambda: self.reference(inside),
                self.fixed,
                lambda: self.one("[^1]", "[^注]", "[^2][^1]", "^[x]"),
                lambda: f"{inside}{self.inline(depth - 1)}",
                lambda: f"{inside}  \n{self.inline(depth - 1)}",
                lambda: self.one("&amp;", "&copy;", "\\[", "\\", "***", "_", "__", "~", "[x]", "[x][1]", "!", "![", "]("),
            )
        )()  # fmt: skip

    def picture(self) -> str:
        """The address of a picture."""
        return "picture.gif" if self.tame else self.one("picture.gif", "missing.png", self.address())

    def reference(self, inside: str) -> str:
        """A `[[…]]`."""
        target = self.one("agi", "altman") if self.tame else self.random.choice(TARGETS)
        return self.one(f"[[{target}]]", f"[[{target}|{inside}]]", f"[[ {target} |字]]")

    def fixed(self) -> str:
        """An override in the text."""
        if self.tame:
            return self.one(
                "{行|háng}",
                "{银行|yín háng}",
                "-{于}-",
                "-{zh-hans:软件; zh-hant:軟體}-",
                "-{zh-hans:卡拉OK; zh-hant:KTV}-",
            )
        hans, hant = self.random.choice(FORMS), self.random.choice(FORMS)
        return self.one(
            f"-{{zh-hans:{hans}; zh-hant:{hant}}}-", f"-{{zh-hant:{hant};zh-hans:{hans};}}-", f"-{{{hans}}}-",
            f"-{{zh-hans:{hans}}}-", f"{{{hans}|{self.random.choice(SYLLABLES)}}}", f"{{{self.phrase()}|yī}}",
        )  # fmt: skip

    def block(self, depth: int = 2) -> str:
        """A block of Markdown."""
        text = self.inline()
        inside = self.block(depth - 1) if depth else text
        return self.random.choice(
            (
                lambda: text,
                lambda: text,
                lambda: f"{'#' * self.random.randint(1, 7)} {text}",
                lambda: f"{self.phrase()}\n{self.one('===', '---')}",
                lambda: "\n".join(f"> {line}" for line in inside.split("\n")),
                lambda: "\n".join(f"{self.one('-', '1.', '*', '+ ')} {self.inline()}" for _ in range(3)),
                lambda: f"- {inside}".replace("\n", "\n  "),
                lambda: f"|{self.phrase()}|词|\n|-|:-:|\n|{text}|{self.phrase()}|\n|x|",
                lambda: f"```{self.one('', 'python', '中文')}\n{inside}\n```",
                lambda: f"    {text}",
                lambda: self.one("***", "- - -", "___"),
                lambda: f"[^{self.one('1', '注', '2')}]: {text}\n\n    {inside}",
                lambda: f"[{self.one('x', '1')}]: {self.address()} '{self.plain()}'",
                lambda: f"<{self.one('b', 'div', '!--', 'script', 'ruby')}>{text}",
                lambda: f"```\n{text}" if not self.tame else text,
            )
        )()  # fmt: skip

    def body(self) -> str:
        """The Markdown of an article."""
        return self.some(self.block, 6, "\n\n")

    def value(self, *good: str) -> str:
        """A value of TOML: one of these or, in wild inputs, anything."""
        if self.tame or self.random.random() < 0.7:
            return self.one(*good)
        return self.one(
            "1", "true", "[]", "{}", "''", '"\\u2028"', '"\\u0001x"', '"a\\nb"', "1979-05-27", '"""x\n"""', "inf", "[1, 'a']",
            quoted(self.phrase()), quoted(self.address()), "nothing", '"',
        )  # fmt: skip

    def article(self) -> str:
        """A file of `content/articles`."""
        keys = [f"title = {self.value(quoted(self.plain()))}"]
        keys += self.keys(
            date=("2024-02-20", "2024-02-20T10:00:00"), author=(quoted(self.plain()),), source=(quoted(self.plain()),),
            url=('"https://example.org/a"',), summary=(quoted(self.plain()),), script=('"hans"', '"hant"'),
            region=('"cn"', '"tw"', '"hk"'), draft=("true", "false"), conversions=('{ "软件" = "軟體" }', self.table(FORMS)),
            readings=('{ "银行" = "yín háng" }', self.table(SYLLABLES)), unknown=("1",),
        )  # fmt: skip
        fence = "+++" if self.tame else self.one("+++", "+++", "+++", "---", "+++ ", "")
        return "\n".join([fence, *keys, "+++", self.body()])

    def keys(self, **known: tuple[str, ...]) -> list[str]:
        """Some of these keys, each with one of its values."""
        return [
            f"{key} = {self.value(*values[: 1 if self.tame else None])}"
            for key, values in known.items()
            if self.random.random() < 0.3 and not (self.tame and key == "unknown")
        ]

    def table(self, values: tuple[str, ...]) -> str:
        """An inline table of a word and one of these values."""
        return f"{{ {quoted(self.random.choice(FORMS))} = {quoted(self.random.choice(values))} }}"

    def entry(self, number: int) -> str:
        """An entry of the glossary."""
        form = self.plain() + str(number) if self.tame else self.random.choice((*FORMS, self.plain(), self.phrase()))
        keys = [f"id = {self.value(quoted(f'e{number}'))}", f"name = {self.value(quoted(form))}"]
        keys += ["kind = " + self.value('"person"', '"concept"', '"model"')]
        keys += ["definition = " + self.value(quoted(self.definition()))]
        keys += self.keys(
            aliases=(f'["别{number}"]', f"[{quoted(self.random.choice(FORMS))}]", '[{ form = "甲", region = "tw" }]', "[{}]"),
            english=(quoted(self.plain()),), simplified=(quoted(form),), traditional=(quoted(form), quoted(self.random.choice(FORMS))),
            pinyin=(quoted("x") if not self.tame else quoted(""), quoted(self.random.choice(SYLLABLES))), see=('["agi"]', '["none"]'),
            url=('"https://example.org/"',), link=('"all"', '"never"', '"first"'), case_sensitive=("true",),
        )  # fmt: skip
        if self.tame:
            keys = [key for key in keys if not key.startswith(("pinyin", "simplified"))]
        return "\n".join(["[[entry]]", *keys, ""])

    def definition(self) -> str:
        """The definition of an entry."""
        return self.plain() if self.tame else self.inline(2)

    def settings(self) -> str:
        """A `site.toml`."""
        keys = [f"title = {self.value(quoted(self.plain()))}"]
        keys += self.keys(
            subtitle=(quoted(self.plain()),), description=(quoted(self.plain()),), author=(quoted(self.plain()),),
            base_url=('"https://a.org/b"', quoted(self.address())), script=('"hans"', '"hant"'), traditional=('"tw"', '"hk"'),
            reading_standard=('"cn"', '"tw"'), licence=(quoted(self.plain()), quoted(self.inline(2))),
            source_link=('"vscode://file/{path}:{line}"', quoted(self.address())), outside_folders=('["../x"]',), unknown=("1",),
            conversions=('{ "软件" = "軟體" }', self.table(FORMS)), readings=('{ "银行" = "yín háng" }', self.table(SYLLABLES)),
        )  # fmt: skip
        return "\n".join([*keys, ""])

    def raw(self) -> bytes:
        """A raw text to import."""
        lines = [
            self.one(
                "标题：",
                "作者：",
                "来源：",
                "时间：2024年2月20日",
                "发布于 2024-02-30 10:00",
                "（记者 张伟 李娜）",
                "责任编辑：",
                "",
                "　　",
            )
            + self.phrase()
            for _ in range(self.random.randint(0, 8))
        ]
        text = self.one("\n", "\r\n", "\r", "\n\n").join(lines)
        encoding = self.one("utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030", "big5")
        data = text.encode(encoding, "replace")
        if not self.tame and self.random.random() < 0.3:
            data += self.random.randbytes(self.random.randint(1, 20))
        return data


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False)
