"""Mutations of inputs that follow the structure of the format, so that the result is still read.

Each takes an input, a random generator, and the mutation for plain bytes; a zip is mutated in its
parts as well as in its own bytes.
"""

import json
import re
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from random import Random
from typing import Any, TypeAlias

Raw: TypeAlias = Callable[[bytes], bytes]
Mutation: TypeAlias = Callable[[bytes, Random, Raw], bytes]

WORDS = (
    *(
        b"",
        b" ",
        b"0",
        b"-1",
        b"1e999",
        b"nan",
        b"0x10",
        b"9" * 30,
        b"1" * 400,
        b"-" + b"9" * 400,
        b"true",
        b"null",
    ),
    *(b"2026-02-30", b"0000-00-00", b"9999-12-31", b"2026-09-01T25:61:00Z", b"20260901T080000"),
    *(b"13/13/2026", b"24:00", b"#REF!", b"N/A", b"TBD", b"all", b"0001-01-01", b"12/31/9999"),
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x1b[31m", b"\r", b"\r\n", b"\t", b"\x85", b"\\"),
    *(
        b"\xed\xa0\x80",
        b"\\ud800",
        b"\xc3\x9f",
        b"\xcc\x81" * 40,
        b"\xe2\x80\xae",
        b"\xf0\x9f\x98\x80",
    ),
    *(b"'", b'"', b'"""', b"''", b",", b";", b"|", b"=", b"[", b"]", b"{", b"}", b"[[", b"<", b"&"),
    *(b"../x", b"/etc/passwd", b"=1+1", b"@a", b"a" * 300, b"[" * 300, b"1048576", b"XFD1048576"),
    *(b"&#x0;", b"&lt;", b"<!DOCTYPE a>", b"]]>", b"-->", b"1900", b"99999999999999999999"),
    *("\u0660\u0661".encode(), "\u00b2".encode(), "\u2163".encode(), "\u01c5".encode()),
)
_TOKEN = re.compile(rb"[A-Za-z0-9_.+\-\x80-\xff]+")
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        10**30,
        10**400,
        1e308,
        "",
        " ",
        "a",
        "\ud800",
        "2026-02-30",
        "9999-12-31",
    ),
    *([], {}, [[]], [None], {"": None}, "x" * 500, "\u0000", "gap", "pass", 0.5, "\u00b2"),
)


def raw(rng: Random) -> Raw:
    """Return a mutation of plain bytes, if the fuzzer provides none."""

    def changed(data: bytes) -> bytes:
        content = bytearray(data)
        for _ in range(rng.choice((1, 1, 2, 4))):
            at, length = rng.randrange(len(content) + 1), rng.choice((1, 1, 2, 8, 64))
            way = rng.randrange(5)
            if way == 0 and at < len(content):
                content[at] ^= 1 << rng.randrange(8)
            elif way == 1:
                del content[at : at + length]
            elif way == 2:
                content[at:at] = rng.choice(WORDS)
            elif way == 3:
                start = rng.randrange(len(content) + 1)
                content[at:at] = content[start : start + length]
            elif at < len(content):
                content[at] = rng.randrange(256)
        return bytes(content)

    return changed


def text(data: bytes, rng: Random, raw: Raw) -> bytes:
    """Mutate lines and words, as in CSV, TOML, calendars and XML."""
    way = rng.randrange(8)
    if way == 0:
        return raw(data)
    if way < 3:
        return _lines(data, rng)
    for _ in range(rng.choice((1, 1, 2, 3))):
        data = _word(data, rng)
    return data


def _lines(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if not lines:
        return rng.choice(WORDS)
    line, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    way = rng.randrange(6)
    if way == 0:
        del lines[line]
    elif way == 1:
        lines[other:other] = [lines[line]]
    elif way == 2:
        lines[line], lines[other] = lines[other], lines[line]
    elif way == 3:
        lines[line:line] = [lines[line]] * rng.choice((2, 10, 100))
    elif way == 4:
        lines[line] = lines[line].rstrip(b"\r\n")
    else:
        del lines[min(line, other) : max(line, other)]
    return b"".join(lines)


def _word(data: bytes, rng: Random) -> bytes:
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return data + rng.choice(WORDS)
    token = rng.choice(tokens)
    way = rng.randrange(4)
    put = rng.choice(tokens)[0] if way == 0 else rng.choice(WORDS)
    if way == 1:
        put = token[0] + put
    elif way == 2:
        put += token[0]
    return data[: token.start()] + put + data[token.end() :]


def tree(data: bytes, rng: Random, raw: Raw) -> bytes:
    """Mutate JSON: replace, add or remove a value."""
    if rng.randrange(8) == 0:
        return text(data, rng, raw)
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return text(data, rng, raw)
    for _ in range(rng.choice((1, 1, 2, 3))):
        holders = list(_holders(whole))
        if not holders:
            return json.dumps(rng.choice(VALUES)).encode()
        holder, key = rng.choice(holders)
        way = rng.randrange(4)
        if way == 0:
            del holder[key]
        elif way == 1:
            other, at = rng.choice(holders)
            holder[key] = deepcopy(other[at]) if at in _keys(other) else None
        elif way == 2 and isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        else:
            holder[key] = deepcopy(rng.choice(VALUES))
    return json.dumps(whole).encode()


def _keys(node: Any) -> Any:
    return node if isinstance(node, dict) else range(len(node))


def _holders(node: Any) -> Any:
    if isinstance(node, dict | list):
        for key in list(_keys(node)):
            yield node, key
            yield from _holders(node[key])


def folder(data: bytes, rng: Random, raw: Raw) -> bytes:
    """Mutate several files in one input, some of them JSON."""
    heads = [match.end() for match in re.finditer(rb"^=== .*\.json\n", data, re.MULTILINE)]
    if heads and rng.randrange(2):
        start = rng.choice(heads)
        end = data.find(b"\n=== ", start) + 1 or len(data)
        return data[:start] + tree(data[start:end], rng, raw) + data[end:]
    return text(data, rng, raw)


def packed(data: bytes, rng: Random, raw: Raw) -> bytes:
    """Mutate a zip: usually a part in it, sometimes its names or its own bytes."""
    way = rng.randrange(10)
    if way == 0:
        return raw(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = [(member.filename, archive.read(member)) for member in archive.infolist()]
    except Exception:  # the library passes on any exception, and broken zips are expected here
        return raw(data)
    if not parts:
        return raw(data)
    at = rng.randrange(len(parts))
    name, content = parts[at]
    if way == 1:
        del parts[at]
    elif way == 2:
        parts[at] = (_word(name.encode(), rng).decode("utf-8", "replace"), content)
    elif content[:2] == b"PK":
        parts[at] = (name, packed(content, rng, raw))
    else:
        parts[at] = (name, text(content, rng, raw))
    return zipped(dict(parts), deflate=rng.randrange(8) == 0)


def zipped(parts: dict[str, bytes], *, deflate: bool = False) -> bytes:
    """Return a zip of these parts; the same parts give the same bytes."""
    buffer, way = BytesIO(), zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    with zipfile.ZipFile(buffer, "w") as new:
        for name, content in parts.items():
            new.writestr(zipfile.ZipInfo(name[:1000] or "a"), content, way)
    return buffer.getvalue()
