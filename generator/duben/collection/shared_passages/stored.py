"""The index of shared passages, from one process to the next."""

from __future__ import annotations

import sys
from itertools import chain

from duben.collection.shared_passages.find import SharedPassageIndex, SharedPassageState
from duben.collection.shared_passages.fingerprint_index import SHARDS
from duben.runtime.codec import UnpackError, pack, unpack
from duben.runtime.store import Store, row
from duben.runtime.version import program_version

_KIND = "shared-passages"


def load_index(store: Store) -> SharedPassageIndex:
    """The index that was saved; an empty one if any part of it is missing."""
    rows = store.of_kind(_KIND)
    try:
        version, pieces, state = unpack(rows.pop("state", b""), tuple[str, int, SharedPassageState])
    except UnpackError:
        return SharedPassageIndex()
    is_whole = version == _version() and len(rows) == pieces
    return SharedPassageIndex(state, [rows[key] for key in sorted(rows)]) if is_whole else SharedPassageIndex()


def save_index(store: Store, index: SharedPassageIndex) -> None:
    """Save an index, if it has changed."""
    if index.is_new:
        pieces = (row(_KIND, f"{number:04}", "", piece) for number, piece in enumerate(index.index()))
        state = pack((_version(), SHARDS, index.state()))
        store.put(chain(pieces, [row(_KIND, "state", "", state)]))
        index.is_new = False


def _version() -> str:
    """The program's version, and the order of bytes in which this machine holds numbers."""
    return f"{program_version()} {sys.byteorder}"
