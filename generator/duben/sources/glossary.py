"""Reads `content/glossary/*.toml` into entries: each name in both scripts, with its reading.

The steps:
1. Parse each file and check it against `KEYS`.
2. Make a `Form` of each name and alias.
3. Check ids, names and references across files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from duben import chinese
from duben.model.addresses import Address
from duben.model.diagnostics import Diagnostic, Hints
from duben.model.words import Reading, Region, Script, TermId
from duben.sources.files import decode
from duben.sources.folder import SourceFolder
from duben.sources.toml import Field, TomlSource, check_table, read_toml, read_web_address

Kind = Literal[
    "person", "organisation", "product", "model", "concept", "work", "media", "place", "event", "slang",
]  # fmt: skip
"""The kinds of entries, in the order of the glossary page's filter."""
PROPER_NAME_KINDS = frozenset(get_args(Kind)) - {"concept", "slang"}
"""Kinds of which each Chinese name is a proper name, so its pinyin begins with a capital."""
LinkMode = Literal["first", "all", "never"]

KEYS = {
    "id": Field(str, required=True, help='write an id of a-z, 0-9 and single hyphens: id = "ai-agent"'),
    "name": Field(str, required=True, help='write the usual name: name = "智能体"'),
    "kind": Field(str, required=True, choices=get_args(Kind), help='write what the entry is: kind = "concept"'),
    "definition": Field(str, required=True, help='write one sentence in either script: definition = "…"', lines=True),
    "aliases": Field(list, of=(str, dict), help='write aliases = ["奥尔特曼", { form = "阿特曼", region = "tw" }]'),
    "english": Field(str),
    "simplified": Field(str, help="write the Simplified form of the name"),
    "traditional": Field(str, help="write the Traditional form of the name"),
    "pinyin": Field(str, help='write one syllable for each Han character: pinyin = "Zhōu Hóng yī"'),
    "see": Field(list, of=str, help='write the ids of related entries: see = ["openai"]'),
    "url": Field(str, help='write the address of a page about it: url = "https://…"'),
    "link": Field(str, choices=get_args(LinkMode)),
    "case_sensitive": Field(bool),
}

ALIAS_KEYS = {
    "form": Field(str, required=True, help='write the name as texts have it: form = "阿特曼"'),
    "region": Field(str, choices=("cn", "tw", "hk")),
    "simplified": Field(str),
    "traditional": Field(str),
    "pinyin": Field(str),
    "listed": Field(bool, help="write listed = false for a misspelling: texts link it, and pages do not list it"),
}

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A name in both scripts, with the reading of each form (parallel to its characters)."""

    simplified: str
    traditional: str
    pinyin: Reading | None
    pinyin_traditional: Reading | None = None
    region: Region | None = None
    listed: bool = True

    def reading(self, script: Script) -> Reading | None:
        """The reading of the form in this script."""
        return self.pinyin if script == "hans" or self.pinyin_traditional is None else self.pinyin_traditional


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A glossary entry; `forms[0]` is its name, the others are aliases."""

    id: TermId
    forms: tuple[Form, ...]
    kind: Kind
    definition: str
    english: str = ""
    see: tuple[TermId, ...] = ()
    url: Address | None = None
    link: LinkMode = "first"
    case_sensitive: bool = False
    path: str
    line: int

    @property
    def name(self) -> Form:
        """The main name."""
        return self.forms[0]


class _Located(NamedTuple):
    """An entry, and the `[[entry]]` table that defines it: the `number`-th in its file, from 0."""

    entry: Entry
    source: TomlSource
    number: int

    def problem(self, key: str, code: str, message: str, hint: str) -> Diagnostic:
        """A diagnostic at a key of the entry."""
        return self.source.problem(("entry", self.number, key), code, message, hint)


Glossary = Mapping[TermId, Entry]

GlossaryFiles = tuple[tuple[str, bytes], ...]
"""The files of a glossary: the path of each within the site, and its bytes."""


def glossary_files(sources: SourceFolder) -> tuple[GlossaryFiles, list[Diagnostic]]:
    """The files in `content/glossary`, sorted by name, and an error for each that cannot be read."""
    read = [(name, *sources.read(name)) for name in sources.directly_in("content/glossary", ".toml")]
    files = tuple((name, data) for name, data, problems in read if not problems)
    return files, [problem for _, _, problems in read for problem in problems]


def read_glossary(files: GlossaryFiles, region: Region) -> tuple[dict[TermId, Entry], tuple[Diagnostic, ...]]:
    """The entries in the order of files and lines, and every problem. An entry with an error is left out.

    `region` decides the Traditional characters of Simplified names.
    """
    entries: dict[TermId, Entry] = {}
    problems: list[Diagnostic] = []
    located: list[_Located] = []
    for name, data in files:
        text, found = decode(data, name)
        source, syntax = read_toml(text, name)
        problems += found + syntax + check_table(source, (), source.data, {"entry": Field(list, of=dict)})
        for number, table in enumerate(_tables(source)):
            entry, found = _entry(source, number, table, region)
            problems += found
            if entry is None:
                continue
            if entry.id in entries:
                first = entries[entry.id]
                message = f"the id “{entry.id}” is already used"
                hint = f"choose another id, or merge this entry into the one at {first.path}:{first.line}"
                problems.append(source.problem(("entry", number, "id"), "duplicate-id", message, hint))
                continue
            entries[entry.id] = entry
            located.append(_Located(entry, source, number))
    hints = Hints(entries)
    for each in located:
        problems += _unknown_see(each, entries, hints)
    return entries, (*problems, *_duplicate_names(located))


def _tables(source: TomlSource) -> Iterable[dict[str, Any]]:
    tables = source.data.get("entry", ())
    return [table for table in tables if isinstance(table, dict)] if isinstance(tables, list) else ()


def _entry(
    source: TomlSource, number: int, table: Mapping[str, Any], region: Region
) -> tuple[Entry | None, list[Diagnostic]]:
    at = ("entry", number)
    problems = check_table(source, at, table, KEYS)
    aliases = table.get("aliases", [])
    for alias in aliases if isinstance(aliases, list) else ():
        if isinstance(alias, dict):
            problems += check_table(source, (*at, "aliases"), alias, ALIAS_KEYS)
    if "id" in table and isinstance(table["id"], str) and not _ID.match(table["id"]):
        hint = "use a-z, 0-9 and single hyphens"
        problems.append(
            source.problem((*at, "id"), "bad-value", f"the id “{table['id']}” cannot be part of a URL", hint)
        )
    if any(d.code != "unknown-key" for d in problems):
        return None, problems
    named = {**table, "traditional": _traditional_form(table, region)}
    names = [
        {**named, "form": table["name"]},
        *({"kind": table["kind"]} | (a if isinstance(a, dict) else {"form": a}) for a in aliases),
    ]
    forms = []
    for index, name in enumerate(names):
        form, found = _form(source, (*at, "aliases" if index else "pinyin"), name, region)
        forms.append(form)
        problems += found
    url, found = read_web_address(source, (*at, "url"), table, KEYS)
    problems += found
    entry = Entry(
        id=table["id"],
        forms=tuple(forms),
        see=tuple(table.get("see", ())),
        url=url,
        path=source.path,
        line=source.places.get(at, (1, 1))[0],
        **{key: table[key] for key in ("kind", "definition", "english", "link", "case_sensitive") if key in table},
    )
    return entry, problems


def _form(
    source: TomlSource, at: tuple[str | int, ...], name: Mapping[str, Any], region: Region
) -> tuple[Form, list[Diagnostic]]:
    given: str = name["form"].strip()
    is_traditional = chinese.fold(given) != given
    simplified = (name.get("simplified") or "").strip() or (
        chinese.simplify(given, region) if is_traditional else given
    )
    traditional = (name.get("traditional") or "").strip() or (
        given if is_traditional else chinese.traditionalise(given, region)
    )
    own_reading = chinese.fold(traditional) != chinese.fold(simplified)
    pinyin, problems = _with_name_capital(chinese.pronounce(simplified), name), []
    if "pinyin" in name:
        spelled = chinese.syllables(name["pinyin"], simplified)
        if spelled is None:
            problems.append(source.problem(at, "bad-reading", *unfit_reading(name["pinyin"], simplified)))
        else:
            pinyin = spelled
    form = Form(
        simplified=simplified,
        traditional=traditional,
        pinyin=pinyin,
        pinyin_traditional=_own_reading(traditional, pinyin) if own_reading else None,
        region=name.get("region"),
        listed=name.get("listed", True),
    )
    return form, problems


def unfit_reading(spelled: str, word: str) -> tuple[str, str]:
    """The message and hint for a reading that does not fit its word."""
    count = sum(map(chinese.is_han, word))
    message = f"“{spelled}” is not a reading of {word}, which needs {count} syllable{'' if count == 1 else 's'}"
    return message, 'write one syllable with its tone mark for each Han character: "Zhōu Hóng yī"'


def _traditional_form(table: Mapping[str, Any], region: Region) -> str | None:
    """The Traditional form of an entry for `region`; `None` to convert the Simplified form.

    The `traditional` of an entry may be another region's word. Then the alias of `region` replaces it.
    """
    regional = {a["form"]: a["region"] for a in table.get("aliases", ()) if isinstance(a, dict) and "region" in a}
    given: str | None = table.get("traditional")
    if given is None or regional.get(given, region) == region:
        return given
    return next((form for form, where in regional.items() if where == region), None)


def _with_name_capital(reading: Reading | None, name: Mapping[str, Any]) -> Reading | None:
    """`reading` with a capital if the entry is a name (GB/T 16159): `kāiyuán` → `Kāiyuán`."""
    if reading and name["kind"] in PROPER_NAME_KINDS and reading[0]:
        return (reading[0].capitalize(), *reading[1:])
    return reading


def _own_reading(traditional: str, pinyin: Reading | None) -> Reading:
    """The reading of a Traditional form that is another word; without syllables for a Latin one (卡拉OK / KTV)."""
    reading = _capitalised_like(pinyin, chinese.pronounce(chinese.fold(traditional)))
    return reading or (None,) * len(traditional)


def _capitalised_like(known: Reading | None, reading: Reading | None) -> Reading | None:
    """`reading` with the capitals of `known`: Guī gǔ gives Xì gǔ.

    A form of another length is cut into other words, so it gets only the first capital.
    """
    if not known or not reading:
        return reading
    places = range(len(reading)) if len(reading) == len(known) else range(1)
    capital = {place for place in places if (known[place] or "")[:1].isupper()}
    return tuple(s.capitalize() if s and place in capital else s for place, s in enumerate(reading))


def _unknown_see(located: _Located, known: Mapping[TermId, Entry], hints: Hints) -> Iterable[Diagnostic]:
    for other in located.entry.see:
        if other not in known:
            message = f"no entry has the id “{other}”"
            yield located.problem("see", "unknown-see", message, hints[other])


def _duplicate_names(located: Iterable[_Located]) -> list[Diagnostic]:
    owners: dict[str, Entry] = {}
    problems = []
    for each in located:
        entry = each.entry
        for index, form in enumerate(entry.forms):
            for text in dict.fromkeys((form.simplified, form.traditional)):
                owner = owners.setdefault(chinese.fold(text).lower(), entry)
                if owner is not entry:
                    key = "aliases" if index else "name"
                    message = f"“{text}” already belongs to the entry “{owner.id}”"
                    hint = f"remove the name here or at {owner.path}:{owner.line}"
                    problems.append(each.problem(key, "duplicate-name", message, hint))
                    break
    return problems
