"""Reading the annotated texts that we wrote ourselves: JSON Lines, checked line by line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from report_mining.annotation.stance_gold import GoldFileError
from report_mining.errors import InputError

if TYPE_CHECKING:
    from pydantic import BaseModel

_Row = TypeVar("_Row", bound="BaseModel")
_ADVICE = "correct these lines and read the file again"
_ID_CHARACTERS = 12
ITEMS_FOLDER, SECOND_FOLDER = "items", "second"  # under annotations/<task>


@dataclass(frozen=True, slots=True)
class PlacedRow(Generic[_Row]):
    """A row of an annotation file with where it stands."""

    file: str  # name of the batch file
    line: int  # 1-based
    row: _Row


def item_id(company: str, language: str, text: str, section: str = "") -> str:
    """Return the id of an item: the same text of the same company keeps it between versions."""
    key = "\x1f".join((company, language, section, text))
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:_ID_CHARACTERS]


def read_rows(paths: Iterable[Path], model: type[_Row]) -> tuple[PlacedRow[_Row], ...]:
    """Return the rows of several JSON Lines files, checked against ``model``, in order.

    Raises:
        InputError: a file cannot be read.
        GoldFileError: lines are not what they should be; all defects of all files are listed.
    """
    rows: list[PlacedRow[_Row]] = []
    defects: list[str] = []
    for path in paths:
        for line, text in _lines(path):
            row = _parse(path.name, line, text, model, defects)
            if row is not None:
                rows.append(PlacedRow(path.name, line, row))
    if defects:
        raise GoldFileError("annotations", defects, _ADVICE)
    return tuple(rows)


def batch_files(folder: Path) -> tuple[Path, ...]:
    """Return the batch files of a folder, by name.

    Raises:
        InputError: there is none.
    """
    paths = tuple(sorted(folder.glob("*.jsonl")))
    if not paths:
        raise InputError(f"{folder}: holds no .jsonl file; give the folder with annotated batches")
    return paths


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a UTF-8 text file") from error
    yield from ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())


def _parse(file: str, line: int, text: str, model: type[_Row], defects: list[str]) -> _Row | None:
    from pydantic import ValidationError

    try:
        return model.model_validate(json.loads(text))
    except json.JSONDecodeError as error:
        defects.append(f"{file} line {line}: is not JSON ({error.msg})")
    except ValidationError as error:
        for found in error.errors(include_url=False, include_context=False):
            place = ".".join(str(part) for part in found["loc"])
            shown = repr(found["input"])[:80]
            defects.append(f"{file} line {line}: {place}: {found['msg']} (found {shown})")
    return None
