"""The addresses that a site may link to, parsed once by the standard library.

Allowed are `http`, `https`, `mailto` and relative addresses. Everything else is refused, with a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from posixpath import normpath
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

Scheme = Literal["", "http", "https", "mailto"]

_MEDIA_SUFFIXES = frozenset(
    f".{suffix}"
    for suffix in (
        *("apng", "avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"),
        *("aac", "flac", "m4a", "mp3", "oga", "ogg", "opus", "wav", "weba"),
        *("m4v", "mov", "mp4", "ogv", "webm", "lrc", "srt", "vtt"),
        *("csv", "doc", "docx", "epub", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "tsv", "txt", "xls", "xlsx"),
        "zip",
    )
)
"""Endings of files that a page may show or offer: pictures, sound, film with captions, documents."""

_BAD_HOST = "has a host or a port that is not valid"
_MAX_HOST = 253
_SHOWN = 80
_EDITORS_MUST_NOT = frozenset(("", "javascript", "data", "vbscript", "blob"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\\]")
"""Control characters, and the backslash: browsers read it as `/`."""
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
"""Also spaces, line separators, and invisible marks: they could hide an address or reorder it."""
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is allowed. `scheme` is empty for a relative address; only `http` and `https` have a `host`."""

    text: str
    scheme: Scheme = ""
    host: str = ""

    @property
    def local_path(self) -> str:
        """The path of the file that a relative address names, seen from the folder of the page.

        Percent-decoded and normalised. Empty if the address names no file, or one outside of that folder.
        """
        path = "" if self.scheme else unquote(urlsplit(self.text).path)
        if not path or path.startswith("/") or path.endswith("/"):
            return ""
        path = normpath(path)
        return "" if path in {".", ".."} or path.startswith("../") else path

    @property
    def media_path(self) -> str:
        """The `local_path`, if it ends as the name of a media file; else empty."""
        path = self.local_path
        return path if is_media(path) else ""


def is_media(path: str) -> bool:
    """Whether a file of this name is one that a page may show or offer: `picture.PNG`."""
    return path[path.rfind(".") :].lower() in _MEDIA_SUFFIXES


def parse_address(text: str) -> tuple[Address | None, str]:
    """The address in `text`, or `None` and a reason that follows “the address”."""
    found = _parse(text) if text else "is empty"
    return (None, found) if isinstance(found, str) else (found, "")


def parse_web_address(text: str) -> tuple[Address | None, str]:
    """Like `parse_address`, for a whole address with `http` or `https`."""
    address, reason = parse_address(text)
    return (None, "has no “https://”") if address and not address.host else (address, reason)


def editor_fault(pattern: str) -> str:
    """Why a pattern such as `vscode://file/{path}` cannot open an editor; empty if it can.

    Editors have schemes of their own. Those that run a program in the page are refused.
    """
    scheme = pattern.partition(":")[0].lower() if ":" in pattern else ""
    if unfit := _UNFIT.search(pattern):
        return _contains(unfit[0])
    if not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return "has no scheme"
    return f"has the scheme “{scheme}”" if scheme in _EDITORS_MUST_NOT else ""


def refusal(text: str, reason: str) -> str:
    """The message about an address that is refused for a reason."""
    shown = "".join(char if char.isprintable() else "\ufffd" for char in text[:_SHOWN])
    return f"the address “{shown}{'…' if len(text) > _SHOWN else ''}” {reason}" if text else f"the address {reason}"


def _parse(text: str) -> Address | str:
    if unfit := _UNFIT.search(text):
        return _contains(unfit[0])
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _BAD_HOST
    match parts.scheme:
        case "http" | "https" as scheme:
            return _web_fault(parts, host, port) or Address(text, scheme, host)
        case "mailto":
            return Address(text, "mailto") if _is_mail(parts) else "has no mail address"
        case "":
            return _relative_fault(text, parts) or Address(text)
    return f"has the scheme “{parts.scheme}”"


def _web_fault(parts: SplitResult, host: str, port: int | None) -> str:
    if not host:
        return "has no host"
    if "@" in parts.netloc:
        return "contains a user name"
    return "" if port != 0 and _is_host(host) else _BAD_HOST


def _relative_fault(text: str, parts: SplitResult) -> str:
    if text.startswith("//"):
        return "has a host without a scheme"
    unfit = _CONTROL.search(unquote(parts.path))
    return _contains(unfit[0]) if unfit else ""


def _is_host(host: str) -> bool:
    """Whether this is the name of a host, in any script, or an IP address."""
    try:
        if ":" in host:
            return bool(ip_address(host))
        ascii_name = host.encode("idna").decode("ascii").lower() if len(host) <= _MAX_HOST else ""
    except ValueError:
        return False
    return all(map(_LABEL.fullmatch, ascii_name.removesuffix(".").split(".")))


def _is_mail(parts: SplitResult) -> bool:
    """Whether each of the addresses after `mailto:`, which commas separate, has a name and a host."""
    pairs = [address.rpartition("@") for address in unquote(parts.path).split(",")]
    return not parts.netloc and all(name and not _UNFIT.search(name) and _is_host(host) for name, _, host in pairs)


def _contains(character: str) -> str:
    if character == "\\":
        return "contains a backslash"
    return "contains a space" if character == " " else f"contains the character U+{ord(character):04X}"
