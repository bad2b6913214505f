"""The Chinese of Duben: script, words and readings.

Texts come in as characters and leave as words with a form in each script and a syllable for each Han character.
"""

from duben.chinese.annotation import Annotation, Span, Why, annotate
from duben.chinese.conversion.rules import FormCause
from duben.chinese.normalise import Normalisation, normalisations
from duben.chinese.reading.hyphenation import hyphens, spell_name, spell_term
from duben.chinese.reading.read import Decision, decisions, read
from duben.chinese.reading.reasons import ReadCause
from duben.chinese.reading.sandhi import sandhi
from duben.chinese.reading.spelling import sort_key, spell, without_tones
from duben.chinese.reading.tones import tone
from duben.chinese.script import Evidence, detect, evidence, fold, to_simplified, to_traditional
from duben.chinese.short_texts import is_han, pronounce, simplify, syllables, traditionalise
from duben.chinese.words.edges import keeps_to_words
from duben.chinese.words.parts import inner_words, parts
from duben.chinese.words.segment import segment

__all__ = [
    "Annotation",
    "Decision",
    "Evidence",
    "FormCause",
    "Normalisation",
    "ReadCause",
    "Span",
    "Why",
    "annotate",
    "decisions",
    "detect",
    "evidence",
    "fold",
    "hyphens",
    "inner_words",
    "is_han",
    "keeps_to_words",
    "normalisations",
    "parts",
    "pronounce",
    "read",
    "sandhi",
    "segment",
    "simplify",
    "sort_key",
    "spell",
    "spell_name",
    "spell_term",
    "syllables",
    "to_simplified",
    "to_traditional",
    "tone",
    "traditionalise",
    "without_tones",
]
