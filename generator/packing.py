"""Values to bytes: to MessagePack and back for the cache, to JSON for others.

Unlike a pickle, what is read back is of the type asked for or an error.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import TypeVar, cast

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


@cache
def _decoder(kind: Hashable) -> msgspec.msgpack.Decoder[object]:
    return msgspec.msgpack.Decoder(kind)
