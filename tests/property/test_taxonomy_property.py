"""Whatever happens to a taxonomy file, it loads whole or is refused with named defects."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_mining.errors import TaxonomyError
from report_mining.taxonomies import load_taxonomy
from report_mining.taxonomies.shapes import SHAPES

JUNK_LINES = """
  - code: X
    label: {en: a}
  <<: 1
    ? [a]
    part: [1]
- - -
    goals: {a: b}
    links: [[], {}]
    names: 3
  : :
*a
&a
!!set {x}
    retrieved_on: 2026-13-45
    adopted_year: 1e3
    code: 8.10
é: ü
"""
JUNK = st.sampled_from([*JUNK_LINES.splitlines(), "\t", "\x00"]) | st.text(max_size=20)


@cache
def lines_of(file_name: str) -> tuple[str, ...]:
    path = resources.files("report_mining.taxonomies") / "data" / file_name
    return tuple(path.read_text(encoding="utf-8").splitlines())


class OneFile:
    """A folder that holds a single text, as the loader asks for it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __truediv__(self, name: str) -> OneFile:
        return self

    def read_text(self, encoding: str) -> str:
        return self.text


@st.composite
def spoiled_files(draw: st.DrawFn) -> tuple[str, str]:
    """A taxonomy name and its text with a few lines replaced, removed, doubled or moved."""
    shape = draw(st.sampled_from([s for s in SHAPES if len(lines_of(s.file_name)) < 400]))
    lines = list(lines_of(shape.file_name))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["replace", "remove", "double", "move", "cut"]))
        if change == "replace":
            lines[at] = draw(JUNK)
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "cut":
            lines[at] = lines[at][: draw(st.integers(0, 30))]
        else:
            line = lines.pop(at)
            if change == "move":
                lines.insert(draw(st.integers(0, len(lines))), line)
    return shape.name, "\n".join(lines)


@settings(max_examples=120, deadline=None)
@given(spoiled=spoiled_files())
def test_a_spoiled_file_never_ends_in_another_error(spoiled: tuple[str, str]) -> None:
    name, text = spoiled
    try:
        taxonomy = load_taxonomy(name, OneFile(text))  # type: ignore[arg-type]
    except TaxonomyError as error:
        defects = error.defects
    else:
        assert all(c.label_en and c.label_nl for c in taxonomy)
        assert all(c.description_en and c.description_nl for c in taxonomy)
        return
    assert defects
    assert all(defect.strip() for defect in defects)


@settings(max_examples=60, deadline=None)
@given(spoiled=st.data())
def test_every_removed_label_line_is_reported_with_its_code(spoiled: st.DataObject) -> None:
    shape = spoiled.draw(st.sampled_from([s for s in SHAPES if s.name != "frameworks"]))
    lines = list(lines_of(shape.file_name))
    labels = [number for number, line in enumerate(lines) if line.startswith("    label: {")]
    chosen = spoiled.draw(st.lists(st.sampled_from(labels), min_size=1, max_size=4, unique=True))
    codes = [lines[number - 1].split("code: ")[1].strip('"') for number in chosen]
    text = "\n".join(line for number, line in enumerate(lines) if number not in chosen)
    with pytest.raises(TaxonomyError) as caught:
        load_taxonomy(shape.name, OneFile(text))  # type: ignore[arg-type]
    for code in codes:
        assert any(f"('{code}'), label: is missing" in d for d in caught.value.defects), code
    assert len(caught.value.defects) == len(codes)


def test_every_data_file_belongs_to_a_taxonomy() -> None:
    folder = resources.files("report_mining.taxonomies") / "data"
    files = {Path(item.name).name for item in folder.iterdir() if item.name.endswith(".yaml")}
    assert files == {shape.file_name for shape in SHAPES}
