"""Encodes values as MessagePack for the cache and as JSON for other programs.

Unlike with pickle, a decoded value always has the requested type.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from functools import cache
from typing import Any, Generic, TypeVar, cast

import msgspec

T = TypeVar("T")


class UnpackError(ValueError):
    """The bytes are not a value of the requested type."""


def pack(value: object, convert: Callable[[Any], object] | None = None) -> bytes:
    """A value as MessagePack. `convert` gives a value of a known type for one of another type."""
    return msgspec.msgpack.encode(value, enc_hook=convert)


def unpack(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `pack` encoded. Raises `UnpackError`."""
    try:
        return cast("T", _decoder(cast("Hashable", kind)).decode(data))
    except msgspec.MsgspecError as error:
        raise UnpackError(str(error)) from error


def as_json(value: object, *, indent: int = 0) -> bytes:
    """A value as JSON: compact, or with one item a line if `indent` is given."""
    data = msgspec.json.encode(value)
    return msgspec.json.format(data, indent=indent) if indent else data


class JsonTable(Generic[T]):
    """A JSON object that decodes each value on first use, for large objects of which few values are needed."""

    def __init__(self, data: bytes, kind: type[T]) -> None:
        """`kind` is the type of the values."""
        self._raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        self._decoder = msgspec.json.Decoder(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def get(self, key: str) -> T | None:
        """The value of a key; `None` if the key is absent."""
        return self._decoder.decode(self._raw[key]) if key in self._raw else None


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[object]:
    return msgspec.msgpack.Decoder(kind)
