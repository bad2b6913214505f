"""The Markdown of each construct, n times: what people write, also without its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

HAN = "".join(map(chr, range(0x4E00, 0x9FA0)))
SENTENCE = "他在银行里还书，头发白了。"


def word(number: int, length: int = 2) -> str:
    """A made-up word; another for each number."""
    chosen = Random(number)  # noqa: S311 - not for secrets
    return "".join(chosen.choice(HAN) for _ in range(length))


BODIES: Mapping[str, Callable[[int], str]] = {
    "plain sentences in one paragraph": lambda n: SENTENCE * n,
    "characters of one word": lambda n: "行" * n,
    "letters of one word": lambda n: "a" * n,
    "folders of a path without an end": lambda n: "a/" * n,
    "digits": lambda n: "7" * n,
    "spaces": lambda n: "甲" + " " * n + "乙",
    "zero-width characters": lambda n: "甲" + "\u200b" * n,
    "rare words": lambda n: "".join(word(x % 500) for x in range(n)),
    "paragraphs": lambda n: f"{SENTENCE}\n\n" * n,
    "lines of one paragraph": lambda n: f"{SENTENCE}\n" * n,
    "lines that end with a backslash": lambda n: "甲\\\n" * n,
    "headings, all alike": lambda n: "## 头发\n\n" * n,
    "headings, all different": lambda n: "".join(f"## 头发{number}\n\n" for number in range(n)),
    "`[[…]]` in a paragraph": lambda n: "[[a]]" * n,
    "`[[…]]` that differ, in a paragraph": lambda n: "".join(f"[[a{number}|甲]]，" for number in range(n)),
    "`[[…]]` in sentences": lambda n: "见[[a]]。" * n,
    "`[[…]]` in paragraphs": lambda n: "见[[a]]。\n\n" * n,
    "`{行|háng}`": lambda n: "{行|háng}" * n,
    "`-{zh-hans:…; zh-hant:…}-`": lambda n: "-{zh-hans:软件; zh-hant:軟體}-" * n,
    "characters of one override": lambda n: f"{{{'好' * n}|{'hǎo ' * n}}}",
    "characters of two forms": lambda n: f"-{{zh-hans:{'好' * n}; zh-hant:{'后' * n}}}-",
    "`-{于}-`": lambda n: "-{于}-" * n,
    "empty forms": lambda n: "甲-{zh-hans:; zh-hant:的}-还" * n,
    "overrides that are malformed": lambda n: "-{zh-hans:软件}-" * n,
    "spaces in `-{ }-`": lambda n: "-{" + " " * n + "}-",
    "spaces and colons in `-{ }-`": lambda n: "-{" + " :" * n + "}-",
    "spaces in `-{zh-hans: }-`": lambda n: "-{zh-hans:" + " " * n + "x; zh-hant:y}-",
    "semicolons in `-{ }-`": lambda n: "-{zh-hans:a" + ";" * n + "zh-hant:b}-",
    "spaces in `[[ ]]`": lambda n: "[[" + " " * n + "]]",
    "`[[` without an end": lambda n: "[[" * n,
    "`[[a` without an end": lambda n: "[[a" * n,
    "`{` without an end": lambda n: "{" * n,
    "`{行` without an end": lambda n: "{行" * n,
    "`{行|` without an end": lambda n: "{行|" * n,
    "`-{` without an end": lambda n: "-{" * n,
    "`-{行` without an end": lambda n: "-{行" * n,
    "`<` without an end": lambda n: "<" * n,
    "`<a ` without an end": lambda n: "<a " * n,
    "`<b>`": lambda n: "<b>" * n,
    "`<b>` that differ": lambda n: "".join(f"<b{number}>" for number in range(n)),
    "`<b>` in paragraphs": lambda n: "<b>\n\n" * n,
    "`&amp;`": lambda n: "&amp;" * n,
    "`&#20154;`": lambda n: "&#20154;" * n,
    "`&` without an end": lambda n: "&#" * n,
    "`[`": lambda n: "[" * n,
    "`]`": lambda n: "]" * n,
    "`![`": lambda n: "![" * n,
    "`[a](`": lambda n: "[a](" * n,
    "`[a](b)`": lambda n: "[甲](b.html)" * n,
    "`[a][b]`": lambda n: "[甲][b]" * n + "\n\n[b]: c.html",
    "`[a]` with as many definitions": lambda n: (
        "".join(f"[a{x}]" for x in range(n)) + "\n\n" + "".join(f"[a{x}]: b\n" for x in range(n))
    ),
    "`![a](b)`": lambda n: "![甲](b.png)" * n,
    "`<https://…>`": lambda n: "<https://a.org/b>" * n,
    "`*a*`": lambda n: "*甲*" * n,
    "`**a**` within words": lambda n: "甲**乙**" * n,
    "`*` in a row": lambda n: "*" * n,
    "`*a` without an end": lambda n: "*甲 " * n,
    "`a*` without a start": lambda n: "甲* " * n,
    "`_a` without an end": lambda n: "_a " * n,
    "`*a _b` without an end": lambda n: "*a _b " * n,
    "`***a**` in turn": lambda n: "***甲**" * n,
    "`~~a~~`": lambda n: "~~甲~~" * n,
    "`~~` in a row": lambda n: "~~" * n,
    "code spans": lambda n: "`a`" * n,
    "backticks in a row": lambda n: "`" * n,
    "backticks in rows that differ": lambda n: "".join("`" * x + "a" for x in range(1, round((2 * n) ** 0.5))),
    "backslashes": lambda n: "\\" * n,
    "footnotes": lambda n: (
        "".join(f"甲[^{x}]" for x in range(n)) + "\n\n" + "".join(f"[^{x}]: 注\n\n" for x in range(n))
    ),
    "references to one footnote": lambda n: "甲[^1]" * n + "\n\n[^1]: 注",
    "`[^1]` without a note": lambda n: "甲[^1]" * n,
    "notes without a reference": lambda n: "".join(f"[^{x}]: 注\n\n" for x in range(n)),
    "quotations": lambda n: "> 甲\n\n" * n,
    "`>` in a row": lambda n: ">" * n + "甲",
    "nested quotations with many lines": lambda n: "> > > 甲\n" * n,
    "items of a list": lambda n: "- 甲\n" * n,
    "items of an ordered list": lambda n: "".join(f"{x}. 甲\n" for x in range(n)),
    "`-` in a row": lambda n: "- " * n + "甲",
    "nested items": lambda n: "".join(" " * (2 * (x % 50)) + "- 甲\n" for x in range(n)),
    "rows of a table": lambda n: "|甲|乙|\n|-|-|\n" + "|丙|丁|\n" * n,
    "cells of a table": lambda n: "|" + "甲|" * n + "\n|" + "-|" * n + "\n|" + "乙|" * n,
    "tables": lambda n: "|甲|\n|-|\n|丙|\n\n" * n,
    "lines of code": lambda n: "```\n" + "甲\n" * n + "```",
    "fences": lambda n: "```\n甲\n```\n\n" * n,
    "fences without an end": lambda n: "```\n" * (2 * n + 1),
    "indented lines": lambda n: "    甲\n" * n,
    "rules": lambda n: "---\n\n" * n,
    "underlined headings": lambda n: "甲\n---\n\n" * n,
    "tabs": lambda n: "\t" * n + "甲",
    "empty lines": lambda n: "甲" + "\n" * n + "乙",
    "sentence ends": lambda n: "。" * n,
    "closing marks": lambda n: "甲。" + "”" * n,
    "opening brackets": lambda n: "（" * n,
    "numerals": lambda n: "十" * n,
    "names with dots": lambda n: "威廉·" * n,
    "third tones": lambda n: "很好" * n,
    "一 and 不": lambda n: "一不" * n,
    "family names": lambda n: "单任解" * n,
    "surnames of two characters": lambda n: "司马" * n,
    "parts of a foreign name": lambda n: "威廉·皮" + "布尔斯" * n,
    "units": lambda n: "千万" * n,
    "states": lambda n: "中美" * n,
    "polyphones": lambda n: "行还得着" * n,
    "Latin words": lambda n: "GPT-4 " * n,
    "emoji of several characters": lambda n: "🧑‍🚀" * n,
    "combining marks": lambda n: "e" + "\u0301" * n,
    "placeholders of ours": lambda n: "\ue000hans\ue001" * n,
}
"""By name."""

WITH_TERM: Mapping[str, Callable[[int], str]] = {
    "mentions in a paragraph": lambda n: "人工智能" * n,
    "mentions in a sentence": lambda n: "说人工智能，" * n,
    "mentions in sentences": lambda n: "人工智能来了。" * n,
    "mentions in paragraphs": lambda n: "人工智能\n\n" * n,
    "mentions across emphasis": lambda n: "人工**智能**" * n,
    "mentions beside overrides": lambda n: "人工智能{行|háng}" * n,
}
"""On a site that has an entry 人工智能."""
