"""A line that holds no text becomes an error line and costs no other line."""

from __future__ import annotations

import json
import sys

import pytest

from report_mining.cli.classify import classify_lines, open_input, stance_answerer
from report_mining.errors import InputError
from report_mining.records import StanceMention, TextInContext


def refuse_surrogates(context: TextInContext) -> tuple[StanceMention, ...]:
    """Stand for a reader: text that cannot be encoded would stop it."""
    context.text.encode("utf-8")
    return ()


@pytest.mark.parametrize(
    "line",
    [
        '{"id": 1, "text": "\\ud800 OECD Guidelines"}',
        '{"id": "\\udfff", "text": "fine"}',
        '{"id": 1, "text": "not \udcff UTF-8"}',
    ],
)
def test_broken_text_is_an_error_line_that_can_be_written(line: str) -> None:
    rows = list(
        classify_lines([line, '{"id": 2, "text": "whole"}'], stance_answerer(refuse_surrogates))
    )
    assert "not UTF-8" in str(rows[0]["error"])
    assert rows[1] == {"id": 2, "mentions": []}
    json.dumps(rows, ensure_ascii=False).encode("utf-8")


def test_closed_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import ExitStack

    monkeypatch.setattr(sys, "stdin", None)
    with ExitStack() as stack, pytest.raises(InputError, match="standard input is closed"):
        open_input(None, stack)
