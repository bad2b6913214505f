"""Articles made up for measuring: Chinese that is spread as Chinese is, so that indexes grow as they would in earnest.

Words come from the phrase table of pypinyin; how often each is used falls off as Zipf's law says, after a head of
grammar words. Articles mention terms, quote each other now and then, and have 2,740 Chinese characters each. The
same number of articles is the same text, on every machine.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from pypinyin.phrases_dict import phrases_dict

HAN = 2740
SENTENCES_PER_BLOCK = 5
GRAMMAR = """
的 了 是 在 和 不 一 我们 也 这 有 他 就 人 都 说 对 到 要 上 能 会 为 着 从 与 而 很 把 被 可以 没有 他们 但 如果 因为
所以 这个 一个 将 并 让 更 还 中 以 之 其 或 等 于 已经 正在 可能 需要 进行 通过 使用 认为 表示 成为 问题 时间 工作 世界
"""
TERMS = """
人工智能 大模型 深度学习 神经网络 算法 数据 软件 机器人 自动驾驶 芯片 算力 开源 训练 视频 语言 硅谷
AGI Sora OpenAI GPT-4 Transformer Diffusion NVIDIA Google Meta API GPU token prompt
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeArticle:
    """An article: a slug, a title, a day and its blocks in Simplified characters."""

    slug: str
    title: str
    date: dt.date
    blocks: tuple[str, ...]


class _Writer:
    """Draws words by rank."""

    def __init__(self, random: Random) -> None:
        self.random = random
        words = sorted(word for word in phrases_dict if len(word) <= 3)  # noqa: PLR2004 — idioms are rare in prose
        random.shuffle(words)
        words.sort(key=len)
        self.words = GRAMMAR.split() + words
        self.terms = TERMS.split()
        self.weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))

    def word(self) -> str:
        return self.words[bisect(self.weights, self.random.random() * self.weights[-1])]

    def sentence(self) -> str:
        """Some twenty words with a comma or two, one term in every other sentence."""
        words = [self.word() for _ in range(self.random.randint(10, 26))]
        if self.random.random() < 0.6:  # noqa: PLR2004
            words[self.random.randrange(len(words))] = self.random.choice(self.terms)
        for place in range(self.random.randint(5, 9), len(words), 8):
            words[place] += "，"
        return "".join(words) + "。"


def articles(number: int) -> Iterator[MadeArticle]:
    """`number` articles, the oldest first; one in ten quotes a sentence of an earlier one."""
    random = Random(20240216)  # noqa: S311 — for measuring
    writer = _Writer(random)
    quotable: list[str] = []
    for count in range(number):
        sentences: list[str] = []
        han = 0
        while han < HAN:
            quoting = quotable and not han and count % 10 == 0
            sentence = random.choice(quotable) if quoting else writer.sentence()
            sentences.append(sentence)
            han += sum("\u4e00" <= character <= "\u9fff" for character in sentence)
        quotable.append(max(sentences, key=len))
        yield MadeArticle(
            slug=f"article-{count:05}",
            title="".join(writer.word() for _ in range(6)),
            date=dt.date(2015, 1, 1) + dt.timedelta(days=count // 3),
            blocks=tuple(
                "".join(sentences[start : start + SENTENCES_PER_BLOCK])
                for start in range(0, len(sentences), SENTENCES_PER_BLOCK)
            ),
        )
