"""Opening the folder of a model artefact: which one is active, and are its files the right ones?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from report_mining.errors import ArtefactError

MANIFEST_NAME = "manifest.json"
# The loader in C is several times faster; it is there wherever PyYAML was built with libyaml.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class CheckedArtefact:
    """A folder whose files have the checksums that its manifest says."""

    folder: Path
    manifest: Mapping[str, object]

    @property
    def version(self) -> str:
        """Task and version, such as ``stance/rules-1``."""
        return f"{self.manifest.get('task')}/{self.manifest.get('version')}"

    def path(self, name: str) -> Path:
        """Return the path of a file that the manifest lists.

        Raises:
            ArtefactError: the manifest does not list it, so it was never checked.
        """
        if name not in mapping_of(self, "files"):
            raise ArtefactError(
                f"{self.folder}/{MANIFEST_NAME}: files does not list {name}; add it with its sha256"
            )
        return self.folder / name


def packaged_models() -> Path:
    """Return the folder of the models that are installed with this package."""
    folder = resources.files("report_mining.models")
    return folder if isinstance(folder, Path) else Path(str(folder))


def open_active(models_dir: Path, task: str) -> CheckedArtefact:
    """Return the artefact of ``task`` that ``ACTIVE.yaml`` under ``models_dir`` names.

    Raises:
        ArtefactError: a file is missing or has another checksum than the manifest says.
    """
    path = models_dir / "ACTIVE.yaml"
    active = read_yaml(path)
    version = active.get(task)
    if not isinstance(version, str):
        raise ArtefactError(
            f"{path}: {task} is {version!r}, expected the name of a folder under "
            f"{models_dir / task}"
        )
    return open_artefact(models_dir / task / version)


def open_artefact(folder: Path) -> CheckedArtefact:
    """Return the artefact in ``folder`` after comparing every checksum.

    Raises:
        ArtefactError: a file is missing or has another checksum than the manifest says.
    """
    artefact = CheckedArtefact(folder, _read_json(folder / MANIFEST_NAME))
    for name, expected in mapping_of(artefact, "files").items():
        found = hashlib.sha256(_read_bytes(folder / name)).hexdigest()
        if found != expected:
            raise ArtefactError(
                f"{folder.name}: {name} has sha256 {found[:8]}, the manifest says "
                f"{str(expected)[:8]}; restore the file, or make the manifest anew if you changed it"
            )
    return artefact


def write_manifest(folder: Path, fields: Mapping[str, object], files: Iterable[str]) -> None:
    """Write the manifest of an artefact: ``fields``, then ``files`` with their checksums.

    ``open_artefact`` compares them.

    Raises:
        OSError: a file cannot be read, or the manifest cannot be written.
    """
    checksums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    text = json.dumps({**fields, "files": checksums}, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST_NAME).write_text(text, encoding="utf-8")


def mapping_of(artefact: CheckedArtefact, key: str) -> dict[str, object]:
    """Return the mapping under ``key`` of the manifest.

    Raises:
        ArtefactError: it is missing or no mapping.
    """
    value = artefact.manifest.get(key)
    if not isinstance(value, dict):
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: {key} is missing; expected a mapping"
        )
    return {str(name): item for name, item in value.items()}


def text_of(artefact: CheckedArtefact, key: str) -> str:
    """Return the text under ``key`` of the manifest.

    Raises:
        ArtefactError: it is missing or no text.
    """
    value = artefact.manifest.get(key)
    if not isinstance(value, str):
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: {key} is {value!r}, expected a text"
        )
    return value


def number_of(artefact: CheckedArtefact, key: str) -> int:
    """Return the whole number under ``key`` of the manifest.

    Raises:
        ArtefactError: it is missing or no whole number.
    """
    value = artefact.manifest.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: {key} is {value!r}, expected a whole number"
        )
    return value


def require_equal(artefact: CheckedArtefact, key: str, expected: object) -> None:
    """Refuse an artefact that was made for something else.

    Raises:
        ArtefactError: the manifest has another value under ``key``.
    """
    if artefact.manifest.get(key) != expected:
        raise ArtefactError(
            f"{artefact.folder.name}: {MANIFEST_NAME}: {key} is {artefact.manifest.get(key)!r}, "
            f"this program has {expected!r}; use an artefact made for this version"
        )


def read_yaml(path: Path) -> Mapping[str, object]:
    """Return a YAML mapping.

    Raises:
        ArtefactError: the file cannot be read or holds something else.
    """
    try:
        value = yaml.load(_read_bytes(path), Loader=_LOADER)  # a safe one
    except yaml.YAMLError as error:
        raise ArtefactError(f"{path}: is not YAML ({error}); restore it") from error
    if not isinstance(value, dict):
        raise ArtefactError(f"{path}: holds {type(value).__name__}, expected a mapping")
    return value


def _read_json(path: Path) -> Mapping[str, object]:
    try:
        value = json.loads(_read_bytes(path))
    except ValueError as error:
        raise ArtefactError(f"{path}: is not JSON ({error}); restore it") from error
    if not isinstance(value, dict):
        raise ArtefactError(f"{path}: holds {type(value).__name__}, expected an object")
    return value


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArtefactError(
            f"{path}: cannot be read ({error}); give a models folder with --models that has it"
        ) from error
