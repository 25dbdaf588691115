"""Pages that wait for their layout, packed: a tenth of the memory of their segments."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from report_mining.documents.raw_pages import RawPage, Segment

_FASTEST = 1  # level of zlib


@dataclass(frozen=True, slots=True)
class PackedPage:
    """A page whose segments are bytes; `pack` makes one."""

    page: RawPage  # without its segments
    columns: bytes  # of the segments: all offsets, all texts, and so on

    def unpack(self) -> RawPage:
        """Return the page with its segments."""
        columns = marshal.loads(zlib.decompress(self.columns))
        return replace(self.page, segments=tuple(map(Segment._make, zip(*columns, strict=True))))


def pack(page: RawPage) -> PackedPage:
    """Return ``page`` with its segments packed, without loss."""
    columns = marshal.dumps(tuple(zip(*page.segments, strict=True)))
    return PackedPage(replace(page, segments=()), zlib.compress(columns, _FASTEST))


def unpack_all(pages: list[PackedPage]) -> Iterator[RawPage]:
    """Yield the pages one by one, and empty ``pages``: none is in memory twice."""
    pages.reverse()
    while pages:
        yield pages.pop().unpack()
