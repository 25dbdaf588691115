"""Opens ZIP archives of unknown origin in memory: limits on members, bytes and ratio; no paths."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass

from report_mining.documents.unreadable import UnreadableFileError
from report_mining.records import FailureReason

MAX_MEMBERS = 20_000
MAX_TOTAL_BYTES = 2 * 1024**3  # of all members, as declared
MAX_MEMBER_BYTES = 256 * 1024**2  # of one member, as unpacked
MAX_RATIO = 200  # unpacked to packed, of one member beyond the first megabyte
_RATIO_FREE_BYTES = 1024**2
_ENCRYPTED = 0x1
# zipfile passes on what it meets in damaged archives: wrong offsets, unknown methods, bad streams.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(ValueError, LookupError, NotImplementedError, RuntimeError, OverflowError, struct.error),
)
_ADVICE = "download it again, or hand in the report itself"


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive; nothing of it is ever written to disk, so names cannot lead anywhere."""

    zip_file: zipfile.ZipFile
    names: tuple[str, ...]  # of the members that are files, as stored, sorted

    def read(self, name: str) -> bytes:
        """Return the bytes of one member.

        Raises:
            UnreadableFileError: It is damaged, encrypted, or larger than it may be.
        """
        member = self.zip_file.getinfo(name)
        if member.flag_bits & _ENCRYPTED:
            detail = f"{name} in the archive asks for a password; ask for a copy without one"
            raise UnreadableFileError(FailureReason.PASSWORD_NEEDED, detail)
        _check_member(member)
        try:
            with self.zip_file.open(member) as stream:
                content = stream.read(MAX_MEMBER_BYTES + 1)
        except _DAMAGE as error:
            detail = f"{name} in the archive cannot be unpacked ({error}); {_ADVICE}"
            raise UnreadableFileError(FailureReason.DAMAGED, detail) from error
        if len(content) > MAX_MEMBER_BYTES:
            raise _too_large(f"{name} unpacks to more than {MAX_MEMBER_BYTES:,} bytes")
        return content


def open_archive(content: bytes) -> Archive:
    """Return an archive whose members have been counted and weighed, but not unpacked.

    Raises:
        UnreadableFileError: It is no archive, or it would unpack to more than is allowed.
    """
    try:
        zip_file = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGE as error:
        detail = f"the file begins as a ZIP archive but cannot be opened ({error}); {_ADVICE}"
        raise UnreadableFileError(FailureReason.DAMAGED, detail) from error
    members = zip_file.infolist()
    if len(members) > MAX_MEMBERS:
        raise _too_large(f"it has {len(members):,} members, allowed are {MAX_MEMBERS:,}")
    total = sum(m.file_size for m in members)
    if total > MAX_TOTAL_BYTES:
        raise _too_large(f"it unpacks to {total:,} bytes, allowed are {MAX_TOTAL_BYTES:,}")
    names = sorted({m.filename for m in members if m.filename and not m.is_dir()})
    return Archive(zip_file, tuple(names))


def _check_member(member: zipfile.ZipInfo) -> None:
    if member.file_size > MAX_MEMBER_BYTES:
        size = f"{member.file_size:,} bytes, allowed are {MAX_MEMBER_BYTES:,}"
        raise _too_large(f"{member.filename} unpacks to {size}")
    allowed = max(_RATIO_FREE_BYTES, MAX_RATIO * member.compress_size)
    if member.file_size > allowed:
        ratio = member.file_size / max(1, member.compress_size)
        raise _too_large(
            f"{member.filename} is packed {ratio:,.0f} to 1, allowed is {MAX_RATIO} to 1"
        )


def _too_large(what: str) -> UnreadableFileError:
    detail = f"the archive may be a ZIP bomb: {what}; hand in the report itself"
    return UnreadableFileError(FailureReason.UNREADABLE, detail)
