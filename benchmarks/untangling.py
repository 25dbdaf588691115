"""How well tangled columns are set apart: `python -m benchmarks.untangling`.

Our own held-out stance texts are printed in two columns of random widths and read line by line.
`--passages FILE...` adds the share of whole passages (Parquet of a store) that are torn by mistake;
passages that name a framework, no table rows.
"""

from __future__ import annotations

import argparse
import random
import sys
import textwrap
import time
from collections.abc import Sequence
from itertools import chain, pairwise, zip_longest
from pathlib import Path

import numpy as np

from report_mining.annotation import read_stance_material
from report_mining.annotation.splits import Split, split_of
from report_mining.classification import load_stance_reader
from report_mining.classification.artefact import load_stance_artefact
from report_mining.classification.checked_artefacts import packaged_models
from report_mining.classification.normalising import normalise
from report_mining.classification.untangling import Untangler, word_spans

_PAIRS, _SEED = 200, 20261122
_NARROW, _WIDE = 38, 75  # characters of a line
_SHORTEST, _LONGEST = 35, 120  # words of a text


def held_out_texts(language: str) -> list[str]:
    """Return our held-out texts with their neighbouring sentences."""
    items = read_stance_material(Path("annotations/stance")).items
    texts = [
        normalise(" ".join((item.context.before, item.context.text, item.context.after))).text
        for item in items
        if split_of(item.company) is Split.HELD_OUT
        and item.context.language == language
        and item.noise is None
    ]
    return [t for t in texts if _SHORTEST <= len(t.split()) <= _LONGEST and "|" not in t]


def tangle(texts: Sequence[str], draw: random.Random) -> list[tuple[str, int]]:
    """Return the words of two texts read line by line, each with its column."""
    columns = [
        [(line, column) for line in textwrap.wrap(text, draw.randint(_NARROW, _WIDE))]
        for column, text in enumerate(texts)
    ]
    lines = filter(None, chain.from_iterable(zip_longest(*columns)))
    return [(word, column) for line, column in lines for word in line.split()]


def placed_right(untangler: Untangler, words: Sequence[tuple[str, int]]) -> float:
    """Return the share of words that stand in the right column."""
    text = " ".join(word for word, _ in words)
    _, cuts = untangler.best_cuts([word for word, _ in words], word_spans(text))
    found = np.zeros(len(words), int)
    for index, (start, end) in enumerate(pairwise([0, *cuts, len(words)])):
        found[start:end] = index % 2
    share = float(np.mean(found == [column for _, column in words]))
    return max(share, 1 - share)


def report(untangler: Untangler, language: str) -> None:
    """Print the figures of one language."""
    texts = held_out_texts(language)
    draw = random.Random(_SEED)
    torn = sum(untangler.untangle(text, language) is not None for text in texts)
    pairs = [tangle((draw.choice(texts), draw.choice(texts)), draw) for _ in range(_PAIRS)]
    begin = time.process_time()
    mended = [
        untangler.untangle(" ".join(word for word, _ in words), language) is not None
        for words in pairs
    ]
    spent = (time.process_time() - begin) / _PAIRS
    right = np.mean([placed_right(untangler, words) for words in pairs])
    sys.stdout.write(
        f"{language}: tangled texts recognised {np.mean(mended):.3f} of {_PAIRS}, words in the right"
        f" column {right:.3f}; whole texts torn {torn} of {len(texts)}; {spent * 1000:.0f} ms each\n"
    )


def report_passages(untangler: Untangler, paths: Sequence[Path]) -> None:
    """Print how many whole passages of stored reports are torn."""
    import pyarrow.parquet as pq

    reader = load_stance_reader()
    seen = torn = 0
    for path in paths:
        for row in pq.read_table(path, columns=["text", "kind", "language"]).to_pylist():
            is_read = row["kind"] != "table_row" and row["language"] in untangler.least_evidence
            if is_read and reader.has_candidate(row["text"]):
                seen += 1
                text = normalise(row["text"]).text
                torn += untangler.untangle(text, row["language"]) is not None
    sys.stdout.write(f"passages of reports: {torn} of {seen} set apart\n")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    told = parser.parse_args()
    untangler = load_stance_artefact(packaged_models()).untangler
    if untangler is None:
        parser.error("the active stance artefact names no untangling model")
    for language in ("en", "nl"):
        report(untangler, language)
    if told.passages:
        report_passages(untangler, told.passages)


if __name__ == "__main__":
    main()
