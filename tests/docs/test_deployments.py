"""prefect.yaml names a flow that exists, with parameters that it takes."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))[
    "deployments"
]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_a_deployment_starts_a_flow_with_parameters_that_it_takes(
    deployment: dict[str, Any],
) -> None:
    file, name = deployment["entrypoint"].split(":")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    flow = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
    taken = [argument.arg for argument in flow.args.args]
    needed = taken[: len(taken) - len(flow.args.defaults)]
    assert set(deployment["parameters"]) <= set(taken)
    assert set(needed) <= set(deployment["parameters"])
    assert deployment["work_pool"]["name"]


def test_one_deployment_has_a_schedule() -> None:
    assert [d["name"] for d in DEPLOYMENTS if d.get("schedules")] == ["nightly"]


def test_the_container_takes_every_folder_that_the_package_is_made_of() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    said = (ROOT / "Containerfile").read_text("utf-8")
    for folder in project["tool"]["setuptools"]["package-dir"].values():
        assert f"COPY {folder.split('/')[0]} " in said
