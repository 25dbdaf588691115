"""A wheel installed in an empty environment runs ``score`` and ``monitor`` from an empty folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from truth import REPORTS, ROOT, parse_objects, read_table


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel, which borrows the dependencies of this one."""
    folder = tmp_path_factory.mktemp("wheel")
    source = copy_of_source(folder / "source")
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-q"]
    run([*build, "--wheel-dir", str(folder), str(source)], folder)
    venv.create(folder / "env", with_pip=False)
    packages = next((folder / "env" / "lib").glob("python3*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    wheel = next(folder.glob("report_mining-*.whl"))
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "-q", str(wheel)]
    run([*install, "--target", str(packages)], folder)  # a prefix would uninstall the checkout's
    return folder / "env" / "bin"


def copy_of_source(target: Path) -> Path:
    """Copy what a wheel is made of, so that building leaves nothing in the checkout."""
    target.mkdir()
    for name in ("src", "flows", "models"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("*.egg-info"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, target)
    return target


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def command_of(bin_folder: Path) -> list[str]:
    start = "from report_mining.cli.app import main; main()"
    return [str(bin_folder / "python"), "-c", start]


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = run(
        [str(installed / "python"), "-c", "import report_mining; print(report_mining.__file__)"],
        tmp_path,
    )
    assert str(installed.parent) in where


def test_score_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    report = REPORTS / "halvemaet-annual-report-2022.pdf"
    said = run([*command_of(installed), "score", "--json", str(report)], tmp_path)
    assert parse_objects(said)[0]["endorsement"]["OECD_MNE"]["stance"] == "NEGATED"


def test_monitor_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    shutil.copy(REPORTS / "halvemaet-annual-report-2022.pdf", tmp_path / "reports")
    run([*command_of(installed), "monitor", "reports", "--out", "out"], tmp_path)
    assert (tmp_path / "out" / "index.html").is_file()
    assert {row["stance"] for row in read_table(tmp_path / "out", "findings")} >= {"NEGATED"}
