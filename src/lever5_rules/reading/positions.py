"""The line of each value in a TOML text.

`scan` only works for text that tomli has accepted, because it validates nothing and only counts
lines. It runs when a line is needed, never while a bundle is read.
"""

import re
from typing import Final

import tomli

from lever5_rules.core.places import Pointer

_TOKEN: Final = re.compile(
    r"""
      (?P<long>\"{3}[^"\\]*(?:(?:\\.|\"{1,2}(?!\"))[^"\\]*)*\"{3}\"{0,2}|'{3}.*?'{3}'{0,2})
    | (?P<text>"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*')
    | (?P<skip>\#[^\n]*|[ \t]+)
    | (?P<line>\n)
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,."'\#]+)
    """,
    re.VERBOSE | re.DOTALL,
)


def scan(text: str) -> dict[Pointer, int]:
    """Return the line, counted from 1, of every key, table and array item."""
    return _Scanner(text).run()


def line_of_long_number(text: str, digits: int) -> int | None:
    """Return the line of the first number with more than so many digits; None without one.

    The text need only be sound up to there.
    """
    for match in _TOKEN.finditer(text):
        bare = (match["bare"] or "").lstrip("+-").replace("_", "")
        if len(bare) > digits and bare.isdecimal():
            return text.count("\n", 0, match.start()) + 1
    return None


class _Scanner:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, int]] = []
        line = 1
        for match in _TOKEN.finditer(text):
            group = match.lastgroup
            token = match.group()
            if group != "skip":
                self.tokens.append((token, line))
            if group in ("line", "long"):
                line += token.count("\n")
        self.tokens.append(("\n", line))
        self.at = 0
        self.lines: dict[Pointer, int] = {}
        self.arrays: dict[Pointer, int] = {}

    def run(self) -> dict[Pointer, int]:
        prefix: Pointer = ()
        while self.at < len(self.tokens):
            token, line = self.tokens[self.at]
            if token == "\n":
                self.at += 1
            elif token == "[":
                prefix = self._scan_header(line)
            else:
                pointer = prefix + self._scan_key("=")
                self._note(pointer, line)
                self._scan_value(pointer)
        return self.lines

    def _scan_header(self, line: int) -> Pointer:
        many = self.tokens[self.at + 1][0] == "["
        self.at += 2 if many else 1
        keys = self._scan_key("]")
        self.at += 1 if many else 0
        pointer: Pointer = ()
        for number, key in enumerate(keys):
            pointer += (key,)
            last = number == len(keys) - 1
            if last and many:
                self.lines.setdefault(pointer, line)
                self.arrays[pointer] = self.arrays.get(pointer, -1) + 1
            if pointer in self.arrays:
                pointer += (self.arrays[pointer],)
        self.lines.setdefault(pointer, line)
        return pointer

    def _scan_key(self, closing: str) -> tuple[str, ...]:
        """Consume a dotted key up to and including the closing token."""
        parts: list[str] = []
        while True:
            token, _ = self.tokens[self.at]
            self.at += 1
            if token == closing:
                return tuple(parts)
            if token[0] in "\"'":
                parts.append(str(tomli.loads(f"key = {token}")["key"]))
            elif token not in (".", "\n"):
                parts.append(token)

    def _note(self, pointer: Pointer, line: int) -> None:
        for end in range(1, len(pointer) + 1):
            self.lines.setdefault(pointer[:end], line)

    def _scan_value(self, pointer: Pointer) -> None:
        """Consume one value and record what is inside; nesting uses a list, not recursion."""
        frames: list[tuple[str, Pointer, int]] = []
        current, expects_value = pointer, True
        while True:
            token, line = self.tokens[self.at]
            if token == "\n":
                if not frames and not expects_value:
                    return
                self.at += 1
            elif expects_value:
                current, expects_value = self._begin(frames, current, token, line)
            else:
                shape, owner, index = frames[-1]
                if token in "]}":
                    frames.pop()
                    self.at += 1
                elif token == ",":
                    self.at += 1
                    if shape == "[":
                        frames[-1] = (shape, owner, index + 1)
                        current, expects_value = (*owner, index + 1), True
                else:
                    current, expects_value = owner + self._scan_key("="), True
                    for end in range(len(owner) + 1, len(current) + 1):
                        self.lines.setdefault(current[:end], line)

    def _begin(
        self, frames: list[tuple[str, Pointer, int]], current: Pointer, token: str, line: int
    ) -> tuple[Pointer, bool]:
        """Enter an array or inline table, or consume a scalar."""
        if token == "]":
            frames.pop()
            self.at += 1
            return current, False
        self.lines.setdefault(current, line)
        if token in "[{":
            self.at += 1
            frames.append((token, current, 0))
            return ((*current, 0), True) if token == "[" else (current, False)
        while self.tokens[self.at][0] not in ("\n", ",", "]", "}"):
            self.at += 1
        return current, False
