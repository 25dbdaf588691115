"""Whether the release of an earlier run still holds, so that nothing need be published again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from report_mining.documents.browser_pictures import find_browser
from report_mining.pipeline.instrument import Versions
from report_mining.pipeline.planning import Plan

if TYPE_CHECKING:
    from report_mining.pipeline.runs import MonitorSummary

_NAME = "published.json"
_PAGE_FOLDERS = ("companies", "crops", "assets")
_PUBLISHED_BY = (
    "report_mining.indicators",
    "report_mining.pipeline",
    "report_mining.publishing",
    "report_mining.records",
    "report_mining.register",
    "report_mining.review",
    "report_mining.taxonomies",
)


def fingerprint_release(plan: Plan, versions: Versions, given: Iterable[object]) -> str:
    """Return a hash of all that a release is made from, besides the day.

    Args:
        plan: The files and their content.
        versions: What their results carry.
        given: What else decides: company list, manifest, years, decisions of reviewers; anything
            whose ``repr`` says all.
    """
    digest = hashlib.sha256()
    parts = [
        repr(versions),
        f"browser={find_browser() is not None}",
        *(f"{f.relative}\n{f.address}\n{f.report_id}" for f in plan.files),
        *(f"{f.relative}\n{f.detail}" for f in plan.unopened),
        *map(repr, given),
    ]
    for part in parts:
        digest.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    for package in _PUBLISHED_BY:
        for content in _contents(resources.files(package)):
            digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _contents(folder: Traversable) -> Iterator[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from _contents(entry)
        else:
            yield entry.read_bytes()


def keep_published(out: Path, fingerprint: str, summary: MonitorSummary) -> None:
    """Remember what the release under ``out`` was made from, and what was said about it.

    Raises:
        OSError: The output folder cannot be written.
    """
    from pydantic import TypeAdapter

    from report_mining.pipeline.runs import MonitorSummary

    said = TypeAdapter(MonitorSummary).dump_python(summary, mode="json")
    record = {
        "fingerprint": fingerprint,
        "files": _sizes(out),
        "pages": _page_counts(out),
        "summary": said,
    }
    path = out / "store" / _NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(json.dumps(record), encoding="utf-8")
    unfinished.replace(path)


def forget_published(out: Path) -> None:
    """Forget it, before anything under ``out`` changes."""
    (out / "store" / _NAME).unlink(missing_ok=True)


def find_published(out: Path, fingerprint: str, *, has_pages: bool = True) -> MonitorSummary | None:
    """Return what was said about the release under ``out`` if it still holds; None if not.

    Args:
        out: The folder of the release.
        fingerprint: What it would be made from now.
        has_pages: Whether its pages and pictures are there too, and not only its tables.
    """
    from pydantic import TypeAdapter, ValidationError

    from report_mining.pipeline.runs import MonitorSummary

    try:
        record = json.loads((out / "store" / _NAME).read_text("utf-8"))
        if record["fingerprint"] != fingerprint or record["files"] != _sizes(out):
            return None
        if has_pages and record["pages"] != _page_counts(out):
            return None
        return TypeAdapter(MonitorSummary).validate_python(record["summary"], strict=False)
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None  # then it is published again


def _sizes(out: Path) -> dict[str, int]:
    """Return the sizes of the tables of a release and of its index."""
    files = [out / "index.html", *sorted((out / "release").iterdir())]
    return {path.relative_to(out).as_posix(): path.stat().st_size for path in files}


def _page_counts(out: Path) -> dict[str, int]:
    """Return how many pages and pictures a release has."""
    return {folder: sum(1 for _ in (out / folder).iterdir()) for folder in _PAGE_FOLDERS}
