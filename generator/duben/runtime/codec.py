"""Values to bytes: to MessagePack and back for the cache, to JSON for others.

Unlike a pickle, what is read back is of the type asked for or an error.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Generic, TypeVar, cast

import msgspec

T = TypeVar("T")


class UnpackError(ValueError):
    """Bytes that are no value of the type asked for."""


def pack(value: object) -> bytes:
    """A frozen value of ours as bytes."""
    return msgspec.msgpack.encode(value)


def unpack(data: bytes, kind: type[T]) -> T:
    """The value of type `kind` that `pack` made these of. Raises `UnpackError`."""
    try:
        return cast("T", _decoder(cast("Hashable", kind)).decode(data))
    except msgspec.MsgspecError as error:
        raise UnpackError(str(error)) from error


def as_json(value: object, *, indent: int = 0) -> bytes:
    """A value as JSON, in as few bytes as that takes or with each item in a line of its own."""
    data = msgspec.json.encode(value)
    return msgspec.json.format(data, indent=indent) if indent else data


class JsonTable(Generic[T]):
    """A JSON object of which each value is read when it is asked for: of a large one few are."""

    def __init__(self, data: bytes, kind: type[T]) -> None:
        """`kind` is the type of the values."""
        self._raw = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        self._decoder = msgspec.json.Decoder(kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def get(self, key: str) -> T | None:
        """The value of a key, if the table has it."""
        return self._decoder.decode(self._raw[key]) if key in self._raw else None


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[object]:
    return msgspec.msgpack.Decoder(kind)
