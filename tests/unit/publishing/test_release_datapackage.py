"""The data package describes the release, and an independent program agrees."""

from __future__ import annotations

import json
import warnings
from pathlib import Path


def test_frictionless_finds_nothing_wrong(released: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the third party, on import
        import frictionless

        report = frictionless.validate(str(released / "release" / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:10]
    assert report.stats["tasks"] == 16


def test_every_field_has_unit_and_warning(released: Path) -> None:
    package = json.loads((released / "release" / "datapackage.json").read_text("utf-8"))
    fields = [f for r in package["resources"] for f in r["schema"]["fields"]]
    assert fields
    assert all(f["unit"] and f["usage_warning"] and f["description"] and f["title"] for f in fields)


def test_the_package_carries_warnings_rule_and_definitions(released: Path) -> None:
    package = json.loads((released / "release" / "datapackage.json").read_text("utf-8"))
    assert any("not observance" in w["en"] for w in package["usage_warnings"])
    assert any("geen naleving" in w["nl"] for w in package["usage_warnings"])
    assert "apostrophe" in package["text_safety"]["rule"]
    assert [d["id"] for d in package["indicators"]] == ["END-01", "END-03"]
    assert (package["instrument_version"], package["version"]) == ("rules-1.0+test", "2026-01-15")
