"""Pages that wait for their layout; after the first ones packed, in a tenth of their memory."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import repeat

from report_mining.documents.raw_pages import RawPage, Segment

_FASTEST = 1  # level of zlib
UNPACKED_PAGES = 100  # that many wait as they are, some 50 kB each: packing takes time


@dataclass(frozen=True, slots=True)
class PackedPage:
    """A page that waits, with its segments as bytes where it is packed; `pack` makes one."""

    page: RawPage  # without its segments, where they are packed
    columns: bytes = b""  # of the segments: all offsets, all texts, and so on

    def unpack(self) -> RawPage:
        """Return the page with its segments."""
        if not self.columns:
            return self.page
        columns = marshal.loads(zlib.decompress(self.columns))
        rows = zip(*columns, strict=True)
        return replace(self.page, segments=tuple(map(tuple.__new__, repeat(Segment), rows)))


def pack(page: RawPage) -> PackedPage:
    """Return ``page`` with its segments packed, without loss."""
    columns = marshal.dumps(tuple(zip(*page.segments, strict=True)))
    return PackedPage(replace(page, segments=()), zlib.compress(columns, _FASTEST))


def unpack_all(pages: list[PackedPage]) -> Iterator[RawPage]:
    """Yield the pages one by one, and empty ``pages``: none is in memory twice."""
    pages.reverse()
    while pages:
        yield pages.pop().unpack()
