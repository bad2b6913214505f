"""Readings by the standard of Taiwan: by character, by word, and with their tones."""

from __future__ import annotations

import pytest

from duben.chinese.reading.read import read
from duben.chinese.reading.zhuyin import zhuyin
from duben.chinese.words.segment import segment


def spoken(text: str) -> str:
    """The syllables of a text as Taiwan reads them."""
    readings = read(segment(text), "tw")
    return " ".join(syllable for reading in readings if reading for syllable in reading if syllable)


CHARACTERS = {
    "他把垃圾桶搬走了。": "tā bǎ lè sè tǒng bān zǒu le",
    "水果已经成熟了。": "shuǐ guǒ yǐ jīng chéng shóu le",
    "行李随身携带。": "xíng lǐ suí shēn xī dài",
    "血型和血液": "xiě xíng hàn xiě yè",
    "海边筑了堤防。": "hǎi biān zhú le tí fáng",
    "这两本书差不多。": "zhè liǎng běn shū chā bù duō",
    "模具和模样": "mó jù hàn mó yàng",
    "先生和“太太”": "xiān shēng hàn tài tai",
    "她剪了头发。": "tā jiǎn le tóu fǎ",
    "老师说服了他。": "lǎo shī shuì fú le tā",
}


@pytest.mark.parametrize(("text", "expected"), CHARACTERS.items(), ids=CHARACTERS)
def test_a_character_is_read_so_in_every_word(text: str, expected: str) -> None:
    """A rule by character holds in words that no table lists."""
    assert spoken(text) == expected


OTHER_SENSES = {
    "世界和平": "shì jiè hé píng",
    "兄弟不和，不如朋友。": "xiōng dì bù hé bù rú péng yǒu",
    "不和你去": "bù hàn nǐ qù",
    "歹徒放了人质。": "dǎi tú fàng le rén zhì",
    "路上有许多标识。": "lù shàng yǒu xǔ duō biāo zhì",
    "费用包括早餐。": "fèi yòng bāo kuò zǎo cān",
    "他去外地出差。": "tā qù wài dì chū chāi",
    "发展教育": "fā zhǎn jiào yù",
    "运行状况很好。": "yùn xíng zhuàng kuàng hěn hǎo",
    "全家人相亲相爱。": "quán jiā rén xiāng qīn xiāng ài",
    "这支球队战无不胜。": "zhè zhī qiú duì zhàn wú bù shèng",
    "他唱得呱呱叫。": "tā chàng de guā guā jiào",
    "她拿着削皮刀。": "tā ná zhe xiāo pí dāo",
}


@pytest.mark.parametrize(("text", "expected"), OTHER_SENSES.items(), ids=OTHER_SENSES)
def test_another_sense_or_another_word_stays(text: str, expected: str) -> None:
    """A word keeps what its characters do not say, and a table's word does not hold across the words within another."""
    assert spoken(text) == expected


COMPOUNDS = {
    "他啃着硬骨头。": "tā kěn zhe yìng gú tou",
    "请等一会儿。": "qǐng děng yī huǐ r",
    "树上的花数不胜数。": "shù shàng de huā shǔ bù shēng shǔ",
}


@pytest.mark.parametrize(("text", "expected"), COMPOUNDS.items(), ids=COMPOUNDS)
def test_a_word_is_read_so_within_a_longer_one(text: str, expected: str) -> None:
    """What begins or ends with a word of the table is read as that word."""
    assert spoken(text) == expected


TONES = {
    "我知道朋友喜欢什么。": "wǒ zhī dào péng yǒu xǐ huān shén me",
    "衣服很便宜。": "yī fú hěn pián yí",
    "薄荷和豆腐": "bò hé hàn dòu fǔ",
    "他答应休息。": "tā dā yìng xiū xí",
    "家里很热闹。": "jiā lǐ hěn rè nào",
}


@pytest.mark.parametrize(("text", "expected"), TONES.items(), ids=TONES)
def test_a_syllable_has_its_tone(text: str, expected: str) -> None:
    """The mainland has no tone here."""
    assert spoken(text) == expected


NEUTRAL = {
    "我们的孩子们": "wǒ men de hái zi men",
    "桌子上有石头吗？": "zhuō zi shàng yǒu shí tou ma",
    "爸爸妈妈来了。": "bà ba mā ma lái le",
    "谢谢你买的东西。": "xiè xie nǐ mǎi de dōng xi",
    "钥匙和萝卜": "yào shi hàn luó bo",
    "这个屋子很暖和。": "zhè ge wū zi hěn nuǎn huo",
    "他在笑着。": "tā zài xiào zhe",
}


@pytest.mark.parametrize(("text", "expected"), NEUTRAL.items(), ids=NEUTRAL)
def test_few_syllables_have_none(text: str, expected: str) -> None:
    """Particles, suffixes, doubled characters and a few words have no tone in Taiwan too."""
    assert spoken(text) == expected


def test_zhuyin_follows() -> None:
    """Zhuyin writes what Taiwan reads."""
    syllables = (syllable for reading in read(segment("垃圾车等一会儿，知道吗"), "tw") for syllable in reading or ())
    assert " ".join(zhuyin(each) for each in syllables if each) == "ㄌㄜˋ ㄙㄜˋ ㄔㄜ ㄉㄥˇ ㄧ ㄏㄨㄟˇ ㄦ ㄓ ㄉㄠˋ ˙ㄇㄚ"
