"""What the documentation says is true: commands exist, options exist, files exist, links lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from report_mining.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md"))
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"`report-mining {command}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 5


def test_every_documented_option_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    said = {
        command: re.findall(r"--[a-z-]+", rest)
        for command, rest in re.findall(r"report-mining (\w+)([^\n|]*)", text)
    }
    for command, options in said.items():
        shown = CliRunner().invoke(app, [command, "--help"]).stdout
        assert all(option in shown for option in options), (command, options)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert link.startswith("https://") or (page.parent / link).exists(), link


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_python_examples_run(
    page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = re.findall(r"```python\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)
    assert examples
    monkeypatch.chdir(ROOT)
    for example in examples:
        exec(compile(example, page, "exec"), {})
    assert "OECD_MNE" in capsys.readouterr().out


def test_make_targets_of_the_documentation_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for target in re.findall(r"`?make ([a-z]+)`?", page.read_text("utf-8")):
            if target in {"it", "a", "the", "sure"}:
                continue
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), (page.name, target)
