"""Importing spaCy without torch, which its backend would load only to see whether it is there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


def import_spacy() -> ModuleType:
    """Return the ``spacy`` module; torch costs 6 s to import and our pipelines never use it.

    A torch that is already imported stays, and torch can still be imported afterwards.
    """
    with _torch_left_out():
        import spacy
        import spacy.matcher
    return spacy


@contextmanager
def _torch_left_out() -> Iterator[None]:
    if "torch" in sys.modules:
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # makes "import torch" an ImportError
    try:
        yield
    finally:
        del sys.modules["torch"]
