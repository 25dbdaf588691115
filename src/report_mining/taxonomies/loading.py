"""Loads taxonomies from ``data/*.yaml`` and reports every defect at once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from report_mining.errors import TaxonomyError
from report_mining.taxonomies.categories import Category, NameKind, Taxonomies, Taxonomy
from report_mining.taxonomies.fields import Fields
from report_mining.taxonomies.parsing import read_basics
from report_mining.taxonomies.shapes import SHAPES, Shape
from report_mining.taxonomies.yaml_source import LocatedMapping, YamlSyntaxError, parse_yaml

C = TypeVar("C", bound=Category)

CODEBOOK_EDITION = "2026.1"  # goes up by hand when a meaning changes; the hash sees any change
_VERSION = re.compile(r"\d{4}\.\d+")
_ADVICE = "correct the file, or install the package again"


def load_taxonomy(name: str, folder: Traversable | None = None) -> Taxonomy[Category]:
    """Return the taxonomy called ``name``, such as ``stances``.

    ``folder`` holds the YAML files; by default those of this package.

    Raises:
        TaxonomyError: there is no such taxonomy, or its file has defects; all are listed.
    """
    shapes = {shape.name: shape for shape in SHAPES}
    if name not in shapes:
        known = ", ".join(shapes)
        raise TaxonomyError(
            name, [f"no such taxonomy; expected one of {known}"], "use a known name"
        )
    taxonomy: Taxonomy[Category] = _load(shapes[name], folder or _packaged_folder())
    return taxonomy


def load_all(folder: Traversable | None = None) -> Taxonomies:
    """Return every taxonomy, checked by itself and against the others.

    Raises:
        TaxonomyError: one or more files have defects; all defects of all files are listed.
    """
    source = folder or _packaged_folder()
    loaded: dict[str, Taxonomy[Any]] = {}
    defects: list[str] = []
    for shape in SHAPES:
        try:
            loaded[shape.name] = _load(shape, source)
        except TaxonomyError as error:
            defects += [f"{shape.file_name}: {defect}" for defect in error.defects]
    if not defects:
        taxonomies = Taxonomies(**loaded)
        defects = _cross_defects(taxonomies)
    if defects:
        raise TaxonomyError("taxonomies", defects, _ADVICE)
    return taxonomies


def codebook_version(taxonomies: Taxonomies) -> str:
    """Return the edition of the codebook with eight hex digits of its content.

    The digits depend on what the files mean, not on their layout or comments.
    """
    parts = [getattr(taxonomies, field.name) for field in dataclasses.fields(taxonomies)]
    content = json.dumps([_plain(part) for part in parts], default=str, ensure_ascii=False)
    return f"{CODEBOOK_EDITION}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def _plain(taxonomy: Taxonomy[Category]) -> list[object]:
    """Return the content of ``taxonomy`` as plain values, in a fixed order."""
    head = [taxonomy.name, taxonomy.version, taxonomy.source, taxonomy.retrieved_on.isoformat()]
    return [*head, taxonomy.system, *(dataclasses.asdict(c) for c in taxonomy.categories)]


def _packaged_folder() -> Traversable:
    return resources.files("report_mining.taxonomies") / "data"


def _load(shape: Shape[C], folder: Traversable) -> Taxonomy[C]:
    defects: list[str] = []
    taxonomy = _parse(shape, _read(shape, folder), defects)
    if defects:
        raise TaxonomyError(shape.file_name, defects, _ADVICE)
    return taxonomy


def _read(shape: Shape[C], folder: Traversable) -> LocatedMapping:
    """Return the top mapping of the file; what stops reading at all is a single defect."""
    try:
        content = parse_yaml((folder / shape.file_name).read_text(encoding="utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        raise TaxonomyError(shape.file_name, [f"cannot be read: {reason}"], _ADVICE) from error
    except UnicodeDecodeError as error:
        defect = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        raise TaxonomyError(shape.file_name, [defect], _ADVICE) from error
    except YamlSyntaxError as error:
        raise TaxonomyError(shape.file_name, [f"is not YAML: {error}"], _ADVICE) from error
    if not isinstance(content, LocatedMapping):
        kind = type(content).__name__
        raise TaxonomyError(shape.file_name, [f"holds a {kind}; expected a mapping"], _ADVICE)
    return content


def _parse(shape: Shape[C], content: LocatedMapping, defects: list[str]) -> Taxonomy[C]:
    top = Fields(content, "", defects)
    _check_equal(top, "name", shape.name)
    _check_equal(top, "system", shape.system)
    version = top.text("version")
    if version and not _VERSION.fullmatch(version):
        top.note("version", f"is {version!r}; expected the form '2026.1'")
    source, retrieved_on = top.text("source"), top.day("retrieved_on")
    rows = [row.named("code") for row in top.rows("categories")]
    categories = tuple(_category(shape, row) for row in rows)
    top.finish()
    defects += _code_defects(shape, content)
    if not defects:
        defects += shape.check(categories)
    return Taxonomy(shape.name, version, source, retrieved_on, shape.system, categories)


def _check_equal(top: Fields, key: str, expected: str) -> None:
    value = top.text(key)
    if value and value != expected:
        top.note(key, f"is {value!r}; expected {expected!r}")


def _category(shape: Shape[C], fields: Fields) -> C:
    category = shape.parse(fields, read_basics(fields, shape.kind))
    fields.finish()
    return category


def _code_defects(shape: Shape[C], content: LocatedMapping) -> list[str]:
    """Return which codes are there twice, missing or not expected, from the file as written."""
    rows = content.get("categories")
    rows = rows if isinstance(rows, list) else []
    codes = [row["code"] for row in rows if isinstance(row, LocatedMapping) and "code" in row]
    found = [code for code in codes if isinstance(code, str)]
    expected = shape.expected_codes
    twice = sorted({code for code in found if found.count(code) > 1})
    missing = [str(code) for code in expected if code not in found]
    strange = sorted(set(found) - set(expected))
    defects = [f"categories: code {code!r} is there twice; keep one" for code in twice]
    defects += [f"categories: code {code!r} is missing" for code in missing]
    defects += [f"categories: code {code!r} is not in this taxonomy" for code in strange]
    if len(rows) != len(expected):
        defects.append(f"categories: there are {len(rows)}; expected {len(expected)}")
    return defects


def _cross_defects(taxonomies: Taxonomies) -> list[str]:
    """Return where one taxonomy names a code that another does not have."""
    return [*_theme_defects(taxonomies), *_topic_defects(taxonomies), *_trap_defects(taxonomies)]


def _theme_defects(taxonomies: Taxonomies) -> list[str]:
    return [
        f"themes, {theme.code}, targets: {str(target)!r} is not an SDG target"
        for theme in taxonomies.themes
        for target in theme.targets
        if target not in taxonomies.sdg_targets
    ]


def _topic_defects(taxonomies: Taxonomies) -> list[str]:
    return [
        f"sdg_topics, {topic.code}, links: {str(link.target)!r} is not an SDG target"
        for topic in taxonomies.sdg_topics
        for link in topic.links
        if link.target is not None and link.target not in taxonomies.sdg_targets
    ]


def _trap_defects(taxonomies: Taxonomies) -> list[str]:
    """Every trap among the names must be an example of the look-alike it is said to be."""
    return [
        f"frameworks, {framework.code.value}, names: {name.text!r} is not among the example "
        f"names of lookalike {name.lookalike}"
        for framework in taxonomies.frameworks
        for name in framework.names
        if name.kind is NameKind.TRAP
        and name.lookalike is not None
        and name.text not in taxonomies.lookalikes[name.lookalike].example_names
    ]
