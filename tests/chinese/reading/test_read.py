"""Reading in context: polyphones, grammar words, terms, names, Taiwan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duben.chinese.reading.read import decisions, read
from duben.chinese.words.segment import segment
from duben.model.words import Standard
from tests.chinese.goldens import pairs


def spoken(text: str, standard: Standard = "cn") -> str:
    """The syllables of the Han characters of `text`, separated by spaces."""
    readings = read(segment(text), standard)
    return " ".join(syllable for reading in readings if reading for syllable in reading if syllable)


GRAMMAR = {
    "得 after a verb": ("他跑得很快。", "tā pǎo de hěn kuài"),
    "得 to win": ("他得了冠军。", "tā dé le guàn jūn"),
    "得 must": ("我们得先走了。", "wǒ men děi xiān zǒu"),
    "得 to gain after a person": ("我得了奖。", "wǒ dé le"),
    "任 to serve, before a title": ("他在电厂任工程师。", "diàn chǎng rèn gōng"),
    "得 must, after 首先": ("首先得看清差距。", "shǒu xiān děi kàn"),
    "得 must, as a quotation begins": ("他喊“得烧柴”。", "hǎn děi shāo"),
    "得 that will do": ("这样就得了。", "jiù dé le"),
    "得 before a complement": ("人多得数不完。", "duō de shǔ bù wán"),
    "着 after a longer verb": ("孕育着数字城市。", "yùn yù zhe shù zì"),
    "教 to teach, its object behind": ("他开课教绘画。", "jiāo huì huà"),
    "教 a religion": ("他信教。", "xìn jiào"),
    "行 a trade inside a word": ("行内的分工", "háng nèi"),
    "过 after a longer verb": ("大家都试验过。", "shì yàn guo"),
    "过 to spend, after a longer verb": ("他们打算过年再来。", "suan guò nián"),
    "a family name after 小": ("小曾和小薄都来了。", "xiǎo zēng hé xiǎo bó"),
    "a family name after 小 that is a verb too": ("小任来了。", "xiǎo rén lái"),
    "a family name after 老": ("老朴也在。", "lǎo piáo yě"),
    "老 always": ("他老查我们。", "tā lǎo chá"),
    "小 in a word": ("他小解去了。", "xiǎo jiě"),
    "会计 whatever is before": ("他干了十几年会计。", "kuài jì"),
    "老婆子 is no 老婆": ("一个老婆子走来。", "lǎo pó zi"),
    "率 a rate": ("看保真率、留存率。", "bǎo zhēn lǜ liú cún lǜ"),
    "率 to lead": ("他昨天率高官访问。", "shuài gāo guān"),
    "地 after an adverb": ("她慢慢地走过来。", "màn màn de zǒu"),
    "地 the ground": ("他躺在地上。", "tǎng zài dì shàng"),
    "着 lasting": ("他看着我。", "tā kàn zhe wǒ"),
    "着 in a verb": ("飞机着陆了。", "fēi jī zhuó lù le"),
    "了 done": ("我吃了饭。", "wǒ chī le fàn"),
    "了 at the head of a clause": ("他走了，了无痕迹。", "zǒu le liǎo wú hén jì"),
    "了 mentioned": ("“了”是助词。", "le shì zhù cí"),
    "了 able": ("我受不了了。", "shòu bù liǎo le"),
    "为 for": ("我们为你准备了礼物。", "wèi nǐ zhǔn bèi"),
    "为 for, its verb far off": ("他们为乡村学校的孩子提供午餐。", "tā men wèi xiāng"),
    "为 with 以": ("以人民为中心提供服务。", "rén mín wéi"),
    "为 as": ("他被选为主席。", "wéi zhǔ xí"),
    "还 still": ("他还在睡觉。", "tā hái zài shuì jiào"),
    "还 to give back": ("他终于还了钱。", "huán le qián"),
    "都 all": ("我们都去。", "wǒ men dōu qù"),
    "都 capital": ("北京是中国的首都。", "shǒu dū"),
    "长 long": ("这条路很长。", "hěn cháng"),
    "长 to grow": ("孩子长大了。", "zhǎng dà le"),
    "行 a trade": ("他去银行工作。", "yín háng gōng zuò"),
    "行 a row, the words cut": ("这行代码有错。", "zhè háng dài mǎ"),
    "行 a company of people": ("总统一行抵达北京。", "yī xíng"),
    "长 length": ("它生成更长的视频。", "gèng cháng"),
    "行 a row": ("他写了一行代码。", "yī háng dài mǎ"),
    "只 measure": ("我有两只猫。", "liǎng zhī māo"),
    "只 only": ("我只有一本书。", "zhǐ yǒu"),
    "种 to plant": ("农民在种地。", "zhòng dì"),
    "重 again": ("请重新启动电脑。", "chóng xīn"),
    "没 not": ("我没看见。", "méi kàn"),
    "教 to teach": ("她教我们英语。", "jiāo wǒ men"),
    "好 to like": ("他很好学。", "hào xué"),
    "著 in a noun": ("其著作更为显著。", "qí zhù zuò gèng wéi xiǎn zhù"),
    "头发": ("她的头发很长。", "tóu fa hěn cháng"),
    "neutral in a longer word": ("按老规矩，他不在乎。", "àn lǎo guī ju tā bù zài hu"),
}


@pytest.mark.parametrize(("text", "expected"), GRAMMAR.values(), ids=GRAMMAR)
def test_grammar_words_are_read_by_their_context(text: str, expected: str) -> None:
    """A word of grammar that has several readings takes the one its sentence asks for."""
    assert expected in spoken(text)


TERMS = {
    "微调": "wēi tiáo",
    "调参": "tiáo cān",
    "重置": "chóng zhì",
    "弹窗": "tán chuāng",
    "一行代码": "yī háng dài mǎ",
    "长上下文": "cháng shàng xià wén",
    "卷积": "juǎn jī",
    "内卷": "nèi juǎn",
}


@pytest.mark.parametrize(("term", "expected"), TERMS.items(), ids=TERMS)
def test_terms_of_computing_are_known(term: str, expected: str) -> None:
    """A term that is newer than the dictionaries is read as its users read it."""
    assert spoken(f"这里的{term}很重要。").split(" ", 3)[3].startswith(expected)


NEUTRAL = {
    "朋友": "péng you",
    "先生": "xiān sheng",
    "妈妈": "mā ma",
    "弟弟": "dì di",
    "我们": "wǒ men",
    "孩子": "hái zi",
    "石头": "shí tou",
    "这个": "zhè ge",
    "漂亮": "piào liang",
    "东西": "dōng xi",
    "知识": "zhī shi",
    "衣服": "yī fu",
    "认识": "rèn shi",
    "商量": "shāng liang",
    "灯笼": "dēng long",
    "关系": "guān xi",
    "知识分子": "zhī shi fèn zǐ",
    "人际关系": "rén jì guān xi",
}


@pytest.mark.parametrize(("word", "expected"), NEUTRAL.items(), ids=NEUTRAL)
def test_syllables_without_a_tone_stay_unmarked(word: str, expected: str) -> None:
    """A word of the list of neutral tones has no mark on its weak syllable."""
    assert spoken(word) == expected


@pytest.mark.parametrize(("word", "expected"), pairs("inside").values(), ids=pairs("inside"))
def test_a_phrase_inside_a_word_says_how_it_is_read(word: str, expected: str) -> None:
    """A word that no table has is read by the phrases of our own tables within it, where its cuts are beyond doubt."""
    assert " ".join(syllable for syllable in read([word])[0] or () if syllable) == expected


def test_erhua_is_an_r() -> None:
    """The 儿 that colours the syllable before it is r; that of a child is a syllable."""
    assert spoken("他在哪儿？") == "tā zài nǎ r"
    assert spoken("她的女儿") == "tā de nǚ ér"


def test_the_citation_tone_is_given() -> None:
    """一 and 不 keep their dictionary tone, whatever follows."""
    assert spoken("这不是一个问题。").startswith("zhè bù shì yī")


SURNAMES = {
    "单老师来了。": "Shàn lǎo shī",
    "任先生说": "Rén xiān sheng",
    "解先生": "Xiè xiān sheng",
    "仇女士": "Qiú nǚ shì",
    "姓单的人": "xìng shàn",
    "他姓曾。": "tā xìng Zēng",
    "复姓尉迟": "fù xìng Yù chí",
    "老将军种师道": "lǎo jiāng jūn chóng shī dào",
    "华罗庚": "Huà Luó gēng",
    "曾国藩": "Zēng Guó fān",
    "演员任静": "yǎn yuán rén jìng",
    "任静表示": "rén jìng biǎo shì",
    "葛优": "Gě Yōu",
    "曾毅也来": "zēng yì yě lái",
}
WORDS = {
    "黑客": "hēi kè",
    "华丽": "huá lì",
    "任凭": "rèn píng",
    "查明": "chá míng",
    "过敏": "guò mǐn",
    "解密": "jiě mì",
    "解法": "jiě fǎ",
    "黑陶": "hēi táo",
    "应届": "yīng jiè",
    "查尔斯": "Chá ěr sī",
    "那老师": "nà lǎo shī",
    "老百姓都来": "lǎo bǎi xìng dōu lái",
    "记者查证": "jì zhě chá zhèng",
    "老师查作业": "lǎo shī chá zuò yè",
    "仇富": "chóu fù",
    "曾住在这": "céng zhù zài zhè",
    "这种老师": "zhè zhǒng lǎo shī",
    "华为手机": "huá wéi shǒu jī",
}


@pytest.mark.parametrize(("text", "expected"), SURNAMES.items(), ids=SURNAMES)
def test_a_family_name_has_its_own_reading_where_a_name_is(text: str, expected: str) -> None:
    """A family name is read as a name after 姓, beside a title, before a given name, and where somebody speaks."""
    assert spoken(text).lower().startswith(expected.lower())


@pytest.mark.parametrize(("text", "expected"), WORDS.items(), ids=WORDS)
def test_what_begins_as_a_family_name_is_a_word_elsewhere(text: str, expected: str) -> None:
    """A word of the dictionary, a foreign name or a verb is no family name, whatever the segmenter takes it for."""
    assert spoken(text).lower() == expected.lower()


DOUBLED = {
    "看看书": "kàn kan shū",
    "我想想。": "wǒ xiǎng xiang",
    "帮帮忙": "bāng bang máng",
    "我找找看": "wǒ zhǎo zhao kàn",
    "缓缓走来": "huǎn huǎn zǒu lái",
    "死死盯住": "sǐ sǐ dīng zhù",
    "等等": "děng děng",
    "弯弯的": "wān wān de",
    "说说笑笑": "shuō shuō xiào xiào",
    "天天": "tiān tiān",
}


@pytest.mark.parametrize(("text", "expected"), DOUBLED.items(), ids=DOUBLED)
def test_only_a_doubled_verb_has_a_weak_half(text: str, expected: str) -> None:
    """What is tried for a moment is weak at its second half; what tells how keeps both tones."""
    assert spoken(text) == expected


COMMON = {
    "两人相差五岁": "xiāng chà",
    "他受到处分": "chǔ fèn",
    "互相较量": "jiào liàng",
    "万分感谢": "wàn fēn",
    "十分之一": "shí fēn zhī yī",
    "当天夜里": "dàng tiān",
    "当天气变冷": "dāng tiān qì",
    "大夫来了": "dài fu",
    "士大夫": "shì dà fū",
    "两种芍药": "sháo yao",
    "被曝光": "bào guāng",
    "曝晒三天": "pù shài",
    "倒数第二": "dào shǔ dì èr",
    "门的框架": "kuàng jià",
    "谁知道呢": "shéi zhī dao",
    "照片": "zhào piàn",
    "缅甸": "miǎn diàn",
    "显得令人": "xiǎn de lìng rén",
    "弄清楚": "nòng qīng chu",
}


@pytest.mark.parametrize(("text", "expected"), COMMON.items(), ids=COMMON)
def test_common_words_are_read_by_the_standard_of_today(text: str, expected: str) -> None:
    """The tables of pypinyin have older or rarer readings of these."""
    assert expected in spoken(text).lower()


TAIWAN = {
    "垃圾": "lè sè",
    "星期": "xīng qí",
    "品质": "pǐn zhí",
    "企业": "qì yè",
    "研究": "yán jiù",
    "危险": "wéi xiǎn",
    "微笑": "wéi xiào",
    "我和你": "wǒ hàn nǐ",
}


@pytest.mark.parametrize(("text", "expected"), TAIWAN.items(), ids=TAIWAN)
def test_taiwan_has_readings_of_its_own(text: str, expected: str) -> None:
    """The standard of Taiwan changes what it reads differently, and only there."""
    assert spoken(text, "tw") == expected
    assert spoken(text) != expected


def test_every_han_character_has_one_syllable() -> None:
    """A reading is parallel to its word; what is not Han has none."""
    words = ["卡拉OK", "，", "2024", "GPT", "、", "中国"]
    readings = read(words)
    assert readings[0] == ("kǎ", "lā", None, None)
    assert readings[1:4] == [None, None, None]
    assert readings[5] == ("Zhōng", "guó")


def test_a_decision_says_how_sure_it_is() -> None:
    """Where the context decides, the choice, its probability and the next choice can be had."""
    words = segment("这笔钱还没着落。")
    found = [decision for decision in decisions(words) if decision.char == "还"]
    assert [decision.reading for decision in found] == ["hái"]
    assert 0.5 < found[0].probability <= 1
    assert found[0].second == "huán"
    assert words[found[0].word][found[0].offset] == "还"


def test_reading_nothing_gives_nothing() -> None:
    """An empty text has no readings."""
    assert read([]) == []
    assert list(decisions([])) == []


@pytest.mark.parametrize("standard", ["cn", "tw"])
@given(words=st.lists(st.text("中国长行得了不一还儿，。A1 \n", min_size=1, max_size=5), max_size=12))
def test_a_reading_is_parallel_to_its_word(standard: Standard, words: list[str]) -> None:
    """Whatever the words, each Han character has one syllable and nothing else has any, by either standard."""
    for word, reading in zip(words, read(words, standard), strict=True):
        assert [bool(syllable) for syllable in reading or [None] * len(word)] == ["一" <= char <= "鿿" for char in word]
