"""The Chinese of Duben: script, words and readings.

Texts come in as characters and leave as words with a form in each script and a syllable for each Han character.
"""

from generator.hanzi.compounds import parts
from generator.hanzi.explain import FormCause, ReadCause, why_read, why_written
from generator.hanzi.hyphenation import hyphens, spell_term
from generator.hanzi.joining import segment
from generator.hanzi.names import is_han, pronounce, simplify, syllables, traditionalise
from generator.hanzi.normalise import Normalisation, normalisations
from generator.hanzi.reading import Decision, decisions, read
from generator.hanzi.sandhi import sandhi
from generator.hanzi.script import Evidence, detect, evidence, fold, to_simplified, to_traditional
from generator.hanzi.spelling import sort_key, spell, without_tones
from generator.hanzi.tones import tone
from generator.hanzi.wordbook import wordbook

__all__ = [
    "Decision",
    "Evidence",
    "FormCause",
    "Normalisation",
    "ReadCause",
    "decisions",
    "detect",
    "evidence",
    "fold",
    "hyphens",
    "is_han",
    "normalisations",
    "parts",
    "pronounce",
    "read",
    "sandhi",
    "segment",
    "simplify",
    "sort_key",
    "spell",
    "spell_term",
    "syllables",
    "to_simplified",
    "to_traditional",
    "tone",
    "traditionalise",
    "why_read",
    "why_written",
    "without_tones",
    "wordbook",
]
