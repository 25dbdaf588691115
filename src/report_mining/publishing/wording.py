"""How codes are shown to people: one English and one Dutch wording per code."""

from __future__ import annotations

from functools import cache
from importlib import resources
from types import MappingProxyType

import yaml

from report_mining.errors import TaxonomyError
from report_mining.records.wording import Wording

__all__ = ["Wording", "load_wordings", "word"]


@cache
def load_wordings() -> MappingProxyType[tuple[str, str], Wording]:
    """Return the wording of every ``(group, code)`` of ``data/wording.yaml``.

    Raises:
        TaxonomyError: when an entry is not a pair of texts; every such entry is named.
    """
    text = (
        resources.files("report_mining.publishing").joinpath("data/wording.yaml").read_text("utf-8")
    )
    groups = yaml.safe_load(text)
    pairs = {(group, code): pair for group, codes in groups.items() for code, pair in codes.items()}
    defects = [
        f"{group}.{code}: expected [English, Dutch], got {pair!r}"
        for (group, code), pair in pairs.items()
        if not _is_pair(pair)
    ]
    if defects:
        raise TaxonomyError("publishing/data/wording.yaml", defects, "give two texts per code")
    return MappingProxyType({key: Wording(en, nl) for key, (en, nl) in pairs.items()})


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(p, str) for p in pair)


def word(group: str, code: str) -> Wording:
    """Return how ``code`` is shown; a code without a wording shows itself."""
    return load_wordings().get((group, code), Wording(code, code))
