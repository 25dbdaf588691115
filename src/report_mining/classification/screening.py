"""The screen: whether a text can name a framework at all, asked of every passage of every report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

# What layout puts inside a name: spaces of every kind, line ends, hyphens, invisible characters.
_PLAIN_DROPPED = b" \t\n\r\f\v\x1c\x1d\x1e\x1f-"
_DROPPED = (
    "\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
)
_WIDE_DROPPED = re.compile(  # led by a byte class, which is faster than an alternation alone
    b"[\xc2\xe1\xe2\xe3\xef](?:" + b"|".join(sorted({c.encode()[1:] for c in _DROPPED})) + b")"
)
# Letters with accents and the usual quotes and dashes need no other form to be compared.
_RARE = re.compile("[^\x00-\u024f\u2010-\u2029\u20ac]+")


class Screen:
    """Looks for short literals in a text from which spaces and hyphens are taken out.

    So a name broken over lines, hyphenated or set with soft hyphens passes like any other. The
    screen lets far more pass than names; what it holds back cannot hold one. Bytes are used because
    deleting and looking up are several times faster there.
    """

    def __init__(self, exact: Iterable[str], groups: Mapping[str, Sequence[str]]) -> None:
        self._exact = tuple(squeeze(literal) for literal in exact)
        self._groups = tuple(
            (squeeze(key).lower(), tuple(squeeze(literal).lower() for literal in literals))
            for key, literals in groups.items()
        )

    def passes(self, text: str) -> bool:
        """Return whether ``text``, as extracted or normalised, can hold a name."""
        squeezed = squeeze(text)
        if _holds_any(squeezed, self._exact):
            return True
        lowered = squeezed.lower()
        for key, literals in self._groups:
            if key in lowered and (not literals or _holds_any(lowered, literals)):
                return True
        return False


def squeeze(text: str) -> bytes:
    """Return ``text`` without spaces, hyphens and invisible characters, rare ones in plain form."""
    if text.isascii():
        return text.encode().translate(None, _PLAIN_DROPPED)
    if _RARE.search(text):
        text = _RARE.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    wide = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN_DROPPED)
    return _WIDE_DROPPED.sub(b"", wide)


def _holds_any(squeezed: bytes, literals: tuple[bytes, ...]) -> bool:
    """Return whether one of the literals stands in the text; a loop beats ``any`` by a third."""
    for literal in literals:  # noqa: SIM110
        if literal in squeezed:
            return True
    return False
