"""How a piece of a word is converted: every rule, in the order in which they are asked. The first that answers decides.

1. `name`: a character of a personal name (姜文: 姜, not 薑).
2. `neighbours`: what the words around decide (data/written/choices.toml: 一只 → 隻, 只有 → 只).
3. `own_form`: our own words and characters (data/written/forms.toml).
4. `phrase`: OpenCC's phrases, in the shapes of the region (认为 → 認為).
5. `character`: OpenCC's characters, in the shapes of the region.

A rule is given a piece and, if it needs them, the words around it. It gives the form, and by what. Overrides come
before all rules: a word that an editor has decided is not converted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from duben.chinese.conversion.choices import Rule, Window, choices, ruling
from duben.chinese.tables.conversion_tables import (
    Dictionary,
    Direction,
    own_reason,
    to_simplified_dictionary,
    to_traditional_dictionary,
)
from duben.model.words import Region

FormBy = Literal["own", "phrase", "character", "shape", "rule", "name", "same"]


class FormCause(NamedTuple):
    """Why `part` of a word becomes `form` in the other script.

    `by` says who decided. `rule` is the line that held, `reason` that of our own table; `standard` is the form before
    it was given the shape of the region, where that is another.
    """

    part: str
    form: str
    by: FormBy
    rule: str = ""
    reason: str = ""
    standard: str = ""


class Form(NamedTuple):
    """What a rule gives, and by what: a line of rules, or OpenCC's form before it had the shape of the region."""

    text: str
    by: FormBy
    standard: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Tables:
    """The facts of one direction and region."""

    direction: Direction
    region: Region
    dictionary: Dictionary
    choices: Mapping[str, tuple[Rule, ...]]


class Place(NamedTuple):
    """Where a piece is: the words around it, all words of the text, and the number of its own."""

    window: Window
    words: Sequence[str]
    at: int


class Piece(NamedTuple):
    """A phrase or a character of a word; whether the word is a personal name."""

    text: str
    in_name: bool = False


@cache
def tables(direction: Direction, region: Region) -> Tables:
    """The facts of one direction and region."""
    dictionary = to_traditional_dictionary(region) if direction == "s2t" else to_simplified_dictionary(region)
    return Tables(direction, region, dictionary, choices(direction, region))


def name(piece: Piece, facts: Tables, _: Place | None) -> Form | None:
    """A character of a personal name, unless it is a common word too (于), so that the words around must tell."""
    form = facts.dictionary.names.get(piece.text) if piece.in_name else None
    return Form(form, "name") if form and piece.text not in facts.dictionary.unsure else None


def neighbours(piece: Piece, facts: Tables, place: Place | None) -> Form | None:
    """The first line for the piece that holds in its place."""
    if place is None or not needs_neighbours(piece, facts):
        return None
    rule = ruling(facts.choices[piece.text], *place)
    return Form(piece.text if rule is None or rule.form == "=" else rule.form, "rule", rule=rule)


def needs_neighbours(piece: Piece, facts: Tables) -> bool:
    """Whether the words around a piece decide; in a name only those around what may be no part of it."""
    return piece.text in (facts.dictionary.unsure if piece.in_name else facts.choices)


def own_form(piece: Piece, facts: Tables, _: Place | None) -> Form | None:
    """A word or a character of our own tables."""
    form = facts.dictionary.own.get(piece.text)
    return Form(form, "own") if form else None


def phrase(piece: Piece, facts: Tables, _: Place | None) -> Form | None:
    """A phrase of OpenCC's."""
    standard = facts.dictionary.phrases.get(piece.text)
    return Form(standard.translate(facts.dictionary.shapes), "phrase", standard) if standard else None


def character(piece: Piece, facts: Tables, _: Place | None) -> Form:
    """A character of OpenCC's; one that it does not have stays as it is."""
    standard = facts.dictionary.characters.get(piece.text) or piece.text
    form = standard.translate(facts.dictionary.shapes)
    return Form(form, "same" if form == piece.text else "shape" if standard == piece.text else "character", standard)


RULES = (name, neighbours, own_form, phrase, character)


def form_of(piece: Piece, facts: Tables, place: Place | None = None) -> Form:
    """The form of a piece, by the first rule that answers; `place` is wanted where `needs_neighbours`."""
    for rule in RULES:
        form = rule(piece, facts, place)
        if form:
            return form
    raise AssertionError(piece)


@lru_cache(maxsize=50_000)
def form_alone(piece: Piece, direction: Direction, region: Region) -> str | None:
    """The form of a piece in every text; None if its neighbours decide."""
    facts = tables(direction, region)
    return None if needs_neighbours(piece, facts) else form_of(piece, facts).text


def cause(piece: Piece, form: Form, facts: Tables) -> FormCause:
    """Why a piece has its form."""
    text, by, standard, rule = form
    reason = rule.reason if rule else own_reason(piece.text, facts.direction, facts.region) if by == "own" else ""
    changed = standard if by in {"phrase", "character"} and standard not in {text, piece.text} else ""
    return FormCause(piece.text, text, by, rule.line if rule else "", reason, changed)
