"""Which files there are under a reports folder, so that none is passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.errors import InputError

REPORT_SUFFIXES = frozenset({".pdf", ".txt", ".htm", ".html", ".xhtml", ".zip", ".xbri", ".docx"})
# Made by every run of ours: a folder that holds both is an output folder, its pages no reports.
_OUTPUT_MARKS = ("index.html", "store/reports")


@dataclass(frozen=True, slots=True)
class FileList:
    """What stands under a reports folder, each part sorted by path."""

    candidates: tuple[Path, ...]  # report files by their ending
    unopenable: tuple[Path, ...]  # named like a report, but a dead link, a pipe or a device
    ignored: tuple[str, ...]  # other files, and our own output folders, relative to the folder


def list_files(reports: Path, out: Path | None = None) -> FileList:
    """Return what stands under ``reports``, a folder with its subfolders or one file.

    Links to folders are followed once. What a run wrote is never read as a report: ``out``, and
    any other output folder of ours. Hidden files count only where they are named like a report.

    Raises:
        InputError: There is no such folder, it holds no report, a subfolder cannot be opened, or
            ``out`` is the reports folder itself.
    """
    if reports.is_file():
        return FileList((reports,), (), ())
    if not reports.is_dir():
        raise InputError(f"{reports} is not a folder; expected a folder with reports")
    if out is not None and out.resolve() == reports.resolve():
        raise InputError(f"--out {out} is the reports folder itself; choose another output folder")
    found = sorted(_walk(reports, None if out is None else out.resolve()))
    named = [p for p in found if p.suffix.lower() in REPORT_SUFFIXES and not _is_hidden(p, reports)]
    candidates = tuple(p for p in named if p.is_file())
    unopenable = tuple(p for p in named if not p.is_file() and not p.is_dir())
    chosen = {*candidates, *unopenable}
    if not chosen:
        raise InputError(
            f"{reports} holds no report ({len(found)} other files); "
            f"expected files ending in {', '.join(sorted(REPORT_SUFFIXES))}"
        )
    others = (p for p in found if p not in chosen and _is_told(p, reports))
    return FileList(candidates, unopenable, tuple(_shown(p, reports) for p in others))


def _walk(root: Path, out: Path | None) -> Iterator[Path]:
    """Yield every file below ``root``, and each output folder of ours without what is in it."""
    seen: set[Path] = set()
    for folder, folders, files in os.walk(root, followlinks=True, onerror=_refuse):
        here = Path(folder)
        if here.resolve() in seen:  # a link that leads back
            folders.clear()
            continue
        seen.add(here.resolve())
        if here != root and (here.resolve() == out or is_output_folder(here)):
            folders.clear()
            yield here
            continue
        yield from (here / name for name in files)


def _refuse(error: OSError) -> None:
    raise InputError(
        f"the folder {error.filename} cannot be opened: {error.strerror}; make it readable or move "
        "it elsewhere, so that no report is left out by accident"
    ) from error


def is_output_folder(folder: Path) -> bool:
    """Whether a run of ours wrote a release here."""
    return all((folder / mark).exists() for mark in _OUTPUT_MARKS)


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _is_told(path: Path, root: Path) -> bool:
    """Whether a file that is left aside is named: hidden ones only when they look like a report."""
    return not _is_hidden(path, root) or path.suffix.lower() in REPORT_SUFFIXES


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() + ("/" if path.is_dir() else "")
