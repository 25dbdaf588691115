"""Loading a model artefact and refusing it when it does not match its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import yaml

from report_mining.errors import ArtefactError
from report_mining.records import DecisionThresholds
from report_mining.taxonomies.codes import Framework, Stance

STANCE_TASK = "stance"


@dataclass(frozen=True, slots=True)
class StanceManifest:
    """What ``manifest.json`` of a stance artefact says."""

    version: str
    thresholds: DecisionThresholds
    rule_scores: Mapping[str, float]  # rule -> prior confidence, set by hand
    penalties: Mapping[str, float]  # what makes a mention doubtful -> factor, 0 to 1


@dataclass(frozen=True, slots=True)
class StanceArtefact:
    """A checked stance artefact."""

    manifest: StanceManifest
    names: Mapping[str, object]
    lexicons: Mapping[str, Mapping[str, object]]  # language -> cues


def packaged_models() -> Path:
    """Return the folder of the models that are installed with this package."""
    folder = resources.files("report_mining.models")
    if not isinstance(folder, Path):
        folder = Path(str(folder))
    return folder


def load_stance_artefact(models_dir: Path) -> StanceArtefact:
    """Return the active stance artefact under ``models_dir``.

    Raises:
        ArtefactError: a file is missing, has another checksum than the manifest says, or the
            labels and taxonomies are not the ones of this program.
    """
    folder = _active_folder(models_dir)
    manifest = _read_json(folder / "manifest.json")
    texts = _checked_files(folder, manifest)
    _check_labels(folder, manifest)
    lexicons = {
        name.removeprefix("lexicon_").removesuffix(".yaml"): _read_yaml(folder / name, text)
        for name, text in texts.items()
        if name.startswith("lexicon_")
    }
    return StanceArtefact(
        _parse_manifest(folder, manifest),
        _read_yaml(folder / "names.yaml", texts["names.yaml"]),
        lexicons,
    )


def _active_folder(models_dir: Path) -> Path:
    """Return the folder of the stance artefact that ``ACTIVE.yaml`` names."""
    path = models_dir / "ACTIVE.yaml"
    active = _read_yaml(path, _read_text(path))
    version = active.get(STANCE_TASK)
    if not isinstance(version, str):
        raise ArtefactError(
            f"{path}: {STANCE_TASK} is {version!r}, expected the name of a folder under "
            f"{models_dir / STANCE_TASK}"
        )
    return models_dir / STANCE_TASK / version


def _checked_files(folder: Path, manifest: Mapping[str, object]) -> dict[str, str]:
    """Return the text of every file in the manifest whose checksum is right."""
    files = _mapping(folder, manifest, "files")
    if "names.yaml" not in files:
        raise ArtefactError(f"{folder}/manifest.json: files does not list names.yaml; add it")
    texts: dict[str, str] = {}
    for name, expected in files.items():
        text = _read_text(folder / name)
        found = hashlib.sha256(text.encode()).hexdigest()
        if found != expected:
            raise ArtefactError(
                f"{folder.name}: {name} has sha256 {found[:8]}, the manifest says "
                f"{str(expected)[:8]}; restore the file or run scripts/stance_manifest.py"
            )
        texts[name] = text
    return texts


def _check_labels(folder: Path, manifest: Mapping[str, object]) -> None:
    """Refuse an artefact that was made for other labels."""
    for key, expected in (
        ("labels", [stance.value for stance in Stance]),
        ("frameworks", [framework.value for framework in Framework]),
    ):
        if manifest.get(key) != expected:
            raise ArtefactError(
                f"{folder.name}: manifest.json: {key} is {manifest.get(key)!r}, "
                f"this program has {expected!r}; use an artefact made for this version"
            )


def _parse_manifest(folder: Path, manifest: Mapping[str, object]) -> StanceManifest:
    """Return the figures of the manifest."""
    thresholds = _shares(folder, manifest, "thresholds")
    if set(thresholds) != {"t_high", "t_low"} or thresholds["t_low"] > thresholds["t_high"]:
        raise ArtefactError(
            f"{folder.name}: manifest.json: thresholds are {thresholds}, expected t_low <= t_high"
        )
    return StanceManifest(
        version=f"{manifest.get('task')}/{manifest.get('version')}",
        thresholds=DecisionThresholds(thresholds["t_high"], thresholds["t_low"]),
        rule_scores=_shares(folder, manifest, "rule_scores"),
        penalties=_shares(folder, manifest, "penalties"),
    )


def _shares(folder: Path, manifest: Mapping[str, object], key: str) -> dict[str, float]:
    """Return a mapping of names to numbers from 0 to 1."""
    shares: dict[str, float] = {}
    for name, value in _mapping(folder, manifest, key).items():
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ArtefactError(
                f"{folder.name}: manifest.json: {key}.{name} is {value!r}, expected 0 to 1"
            )
        shares[name] = float(value)
    return shares


def _mapping(folder: Path, manifest: Mapping[str, object], key: str) -> dict[str, object]:
    """Return the mapping under ``key`` of the manifest."""
    value = manifest.get(key)
    if not isinstance(value, dict):
        raise ArtefactError(f"{folder.name}: manifest.json: {key} is missing; expected a mapping")
    return {str(name): item for name, item in value.items()}


def _read_text(path: Path) -> str:
    """Return the text of a file of the artefact."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ArtefactError(
            f"{path}: cannot be read ({error}); give a models folder with --models that has it"
        ) from error


def _read_json(path: Path) -> Mapping[str, object]:
    """Return a JSON object."""
    try:
        value = json.loads(_read_text(path))
    except json.JSONDecodeError as error:
        raise ArtefactError(f"{path}: is not JSON ({error}); restore it") from error
    if not isinstance(value, dict):
        raise ArtefactError(f"{path}: holds {type(value).__name__}, expected an object")
    return value


def _read_yaml(path: Path, text: str) -> Mapping[str, object]:
    """Return a YAML mapping."""
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ArtefactError(f"{path}: is not YAML ({error}); restore it") from error
    if not isinstance(value, dict):
        raise ArtefactError(f"{path}: holds {type(value).__name__}, expected a mapping")
    return value
