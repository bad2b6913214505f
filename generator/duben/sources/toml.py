"""Reads TOML with positions, and checks it against a schema.

`tomllib` gives no positions, so a second scan finds the line and column of each key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duben.model.addresses import Address, parse_web_address, refusal
from duben.model.diagnostics import Diagnostic, did_you_mean
from duben.model.texts import Removed, clean

KeyPath = tuple[str | int, ...]
"""The keys and list indexes that lead to a value: `("entry", 0, "name")`."""
Place = tuple[int, int]
"""Line and column, 1-based."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_SYNTAX = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Field:
    """The schema of a key: its Python type and allowed `choices`; `of` is the item type of a list or table.

    Strings are one line each, unless `lines` is true.
    """

    kind: type
    required: bool = False
    of: type | tuple[type, ...] | None = None
    choices: tuple[str, ...] = ()
    help: str = ""
    lines: bool = False


Schema = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class TomlSource:
    """A parsed TOML text: `data` as plain dicts, and the place of each key."""

    path: str
    data: Mapping[str, Any]
    places: Mapping[KeyPath, Place]

    def problem(self, at: KeyPath, code: str, message: str, hint: str = "") -> Diagnostic:
        """A diagnostic at the key `at`, or at the nearest table around it."""
        line, column = self.place(at)
        return Diagnostic(path=self.path, line=line, column=column, code=code, message=message, hint=hint)

    def place(self, at: KeyPath) -> Place:
        """The place of the key `at`, or of the nearest table around it."""
        while at and at not in self.places:
            at = at[:-1]
        return self.places.get(at, (1, 1))

    def places_in(self, table: str) -> dict[str, Place]:
        """The place of each key in a top-level table."""
        return {str(at[-1]): place for at, place in self.places.items() if at[:-1] == (table,)}


def read_toml(text: str, path: str, first_line: int = 1) -> tuple[TomlSource, list[Diagnostic]]:
    """The parsed `text`, which starts at line `first_line` of the file `path`; its strings are clean.

    A syntax error gives an empty source.
    """
    removed: list[tuple[KeyPath, Removed]] = []
    try:
        data = _cleaned(tomllib.loads(text), (), removed)
    except tomllib.TOMLDecodeError as error:
        return TomlSource(path, {}, {}), [_syntax_error(str(error), text, path, first_line)]
    except (RecursionError, ValueError):  # of Python itself, for 1,000 brackets and for 5,000 digits
        message = "a value is nested too deeply, or a number is too long"
        return TomlSource(path, {}, {}), [_syntax_error(message, text, path, first_line)]
    source = TomlSource(path, data, dict(_places(text, first_line)))
    return source, _control_characters(source, removed)


def _cleaned(value: Any, at: KeyPath, found: list[tuple[KeyPath, Removed]]) -> Any:  # noqa: ANN401 - any TOML value
    """`value` with clean strings, because TOML has escapes for control characters; `found` gets what was removed."""
    if isinstance(value, dict):
        return {_cleaned(key, (*at, key), found): _cleaned(item, (*at, key), found) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, (*at, number), found) for number, item in enumerate(value)]
    if not isinstance(value, str) or value.isprintable():
        return value
    text, removed = clean(value)
    if removed:
        found.append((at, removed))
    return text


def _control_characters(source: TomlSource, found: Sequence[tuple[KeyPath, Removed]]) -> list[Diagnostic]:
    """One warning at the first key that has a control character."""
    if not found:
        return []
    at, first = found[0]
    line, column = source.place(at)
    removed = first._replace(line=line, column=column, many=sum(each.many for _, each in found))
    return [removed.problem(source.path)]


def check_table(source: TomlSource, at: KeyPath, table: Mapping[str, Any], schema: Schema) -> list[Diagnostic]:
    """A diagnostic for each key of `table` that is unknown, missing, of the wrong type or not an allowed value."""
    found = [
        source.problem((*at, key), "unknown-key", f"unknown key “{key}”", did_you_mean(key, schema))
        for key in table
        if key not in schema
    ]
    for key, field in schema.items():
        if key not in table:
            if field.required:
                found.append(source.problem(at, "missing-key", f"the key “{key}” is missing", field.help))
        else:
            found.extend(_check_value(source, (*at, key), table[key], field))
    return found


def read_web_address(
    source: TomlSource, at: KeyPath, table: Mapping[str, Any], schema: Schema
) -> tuple[Address | None, list[Diagnostic]]:
    """The address in the key `at` of `table`; `None` with a diagnostic if it is refused."""
    text = table.get(str(at[-1]), "")
    address, reason = parse_web_address(text)
    if address or not text:
        return address, []
    return None, [source.problem(at, "bad-address", refusal(text, reason), schema[str(at[-1])].help)]


def fits(value: object, field: Field) -> bool:
    """Whether `value` is valid for the field."""
    return not any(_check_value(TomlSource("", {}, {}), ("",), value, field))


def _check_value(source: TomlSource, at: KeyPath, value: object, field: Field) -> Iterable[Diagnostic]:
    key = at[-1]
    if not _has_type(value, field.kind):
        yield source.problem(
            at, "wrong-type", f"“{key}” must be {_type_name(field.kind)}, not {_type_name(type(value))}", field.help
        )
        return
    if field.choices and value not in field.choices:
        message = f"“{value}” is not allowed for “{key}”"
        yield source.problem(at, "bad-value", message, did_you_mean(str(value), field.choices))
    if field.required and _is_blank(value):
        yield source.problem(at, "bad-value", f"“{key}” is empty", field.help)
    items = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    keys = value if isinstance(value, dict) else ()
    if not field.lines and any("\n" in text for text in (value, *items, *keys) if isinstance(text, str)):
        yield source.problem(at, "bad-value", f"“{key}” contains a line break", "write it in one line")
    if any(map(_is_blank, (*items, *keys))):
        yield source.problem(at, "bad-value", f"“{key}” contains an empty string", field.help)
    if field.of is not None and not all(_has_type(item, field.of) for item in items):
        yield source.problem(
            at, "wrong-type", f"“{key}” must contain only {_type_name(field.of, many=True)}", field.help
        )


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _has_type(value: object, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind) and not (isinstance(value, bool) and kind is int)


_NAMES = {
    str: ("a string", "strings"),
    bool: ("true or false", "booleans"),
    int: ("a whole number", "whole numbers"),
} | {
    list: ("a list", "lists"),
    dict: ("a table", "tables"),
}


def _type_name(kind: type | tuple[type, ...], *, many: bool = False) -> str:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join(_NAMES[k][many] if k in _NAMES else f"a {k.__name__}" for k in kinds)


def _syntax_error(message: str, text: str, path: str, first_line: int) -> Diagnostic:
    match = _SYNTAX.match(message)
    reason = match.group(1) if match else message
    lines = text.split("\n")
    line, column = (int(match[2]), int(match[3])) if match and match[2] else (len(lines), len(lines[-1]) + 1)
    reason = f"not valid TOML: {reason[:1].lower()}{reason[1:]}"
    hint = "put strings between quotation marks and lists between [ and ]"
    return Diagnostic(
        path=path, line=line + first_line - 1, column=column, code="toml-syntax", message=reason, hint=hint
    )


def _places(text: str, first_line: int) -> Iterable[tuple[KeyPath, Place]]:
    """The place of each table header and key. Skips the inside of multi-line strings and lists."""
    table: KeyPath = ()
    counts: dict[KeyPath, int] = {}
    inside = ""
    for number, line in enumerate(text.split("\n"), first_line):
        if inside:
            inside = _still_inside(line, inside)
        elif header := _HEADER.match(line):
            name = _parts(header[2])
            if header[1] == "[[":
                counts[name] = counts.get(name, -1) + 1
                table = (*name, counts[name])
            else:
                table = _within(name, counts)
            yield table, (number, header.start(1) + 1)
        elif key := _KEY.match(line):
            yield (*table, *_parts(key[1])), (number, key.start(1) + 1)
            inside = _opened(line[key.end() :])


def _within(name: KeyPath, counts: Mapping[KeyPath, int]) -> KeyPath:
    """The path of a table: `[entry.readings]` after an `[[entry]]` belongs to the last entry."""
    for cut in range(len(name), 0, -1):
        if name[:cut] in counts:
            return (*name[:cut], counts[name[:cut]], *name[cut:])
    return name


def _parts(dotted: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _opened(value: str) -> str:
    """The marks that close a value after its line: quotes of a multi-line string, brackets, or nothing."""
    for quotes in ('"""', "'''"):
        if value.lstrip().startswith(quotes) and value.count(quotes) == 1:
            return quotes
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*', "", value)
    return "]" * max(0, bare.count("[") - bare.count("]"))


def _still_inside(line: str, inside: str) -> str:
    if inside[0] != "]":
        return "" if inside in line else inside
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*', "", line)
    return "]" * max(0, len(inside) + bare.count("[") - bare.count("]"))
