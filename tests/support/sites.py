"""A small site that has a little of everything, for the tests of whole builds."""

from __future__ import annotations

from tests.support.texts import ENTRIES

PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")

SETTINGS = """
title = "讀本之試"
subtitle = "一个小小的网站"
description = "为测试而写。"
author = "编者"
licence = "文字以 [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/) 授权"

[conversions]
"软件" = "軟體"
"""

FIRST = """+++
title = "AGI 离我们多远"
date = 2024-02-20
author = "甲"
source = "某报"
url = "https://example.org/agi"
summary = "奥特曼说不远了。"
+++
奥特曼说：“AGI 不远了。”这是[[second|另一篇]]里也有的话，见[[second]]与[[openai]]。

## 什么是 AGI

通用人工智能[^1]比人工智能更难。

- 优化 e/acc
- {银行|yín háng}与-{zh-hans:软件; zh-hant:軟體}-

|词|义|
|-|-:|
|DiT|`DiT`|

![一张图](picture.gif)

[^1]: 即 AGI，也见[[second|那里]]和[[altman|这里]]。
"""

SECOND = """+++
title = "誰在談論加速"
date = 2024-03-01
+++
「奧特曼」最佳化了AGI，e/acc 很高興。OpenAI 沒有說話。

## 什麼是 e/acc

> 頭髮也白了[^1]。

[^1]: 註。見[[first]]。
"""

DRAFT = """+++
title = "未完"
date = 2024-04-01
draft = true
+++
还没有写完，AGI 也没有。
"""

ABOUT = """+++
title = "关于本站"
+++
本站谈 AGI 与奥特曼，从[[first]]开始，见[[openai]][^1]。

[^1]: 页的注，见[[second]]。
"""

INTRO = """+++
title = "首页"
+++
欢迎！AGI 见[[first]]，奥特曼见[[altman]]。
"""

FILES: dict[str, str | bytes] = {
    "site.toml": SETTINGS,
    "content/glossary/entries.toml": ENTRIES,
    "content/articles/first.md": FIRST,
    "content/articles/second.md": SECOND,
    "content/articles/draft.md": DRAFT,
    "content/articles/picture.gif": PIXEL,
    "content/pages/about.md": ABOUT,
    "content/pages/index.md": INTRO,
}
