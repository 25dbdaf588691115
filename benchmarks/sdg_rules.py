"""Print how the SDG rules (mentions and lexicon, nothing trained) do on our own passages.

``python -m benchmarks.sdg_rules`` gives the half of the companies that was not looked at while the
lexicon was written; ``--seen`` the other half, ``--errors`` the passages that went wrong there.
Own passages tell whether the rules work, never how accurate they are on real reports.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from report_mining.classification.sdg_lexicon import SdgLexicon, load_sdg_lexicon, scores
from report_mining.classification.sdg_mentions import SdgMentionReader, load_sdg_mention_reader
from report_mining.records import TextInContext

ITEMS = Path(__file__).resolve().parents[1] / "annotations" / "sdg" / "items"
GOAL_THRESHOLD = 0.64  # one decisive term, or a clear one with a hint; chosen on the seen half
TARGET_THRESHOLD = 0.64
SPEED_MB = 3


@dataclass(frozen=True)
class Item:
    """One annotated passage."""

    language: str
    text: str
    goals: frozenset[str]
    targets: frozenset[str]


def is_held_out(company: str) -> bool:
    """Return whether a company belongs to the half that the lexicon's author did not see."""
    return int(hashlib.sha256(company.encode()).hexdigest(), 16) % 2 == 1


def read_items(*, held_out: bool) -> Iterator[Item]:
    """Yield the passages of one half."""
    for path in sorted(ITEMS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if is_held_out(row["company"]) is held_out:
                goals = frozenset(map(str, row["goals"]))
                yield Item(row["language"], row["text"], goals, frozenset(row["targets"]))


def predict(
    item: Item, lexicon: SdgLexicon, reader: SdgMentionReader
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the goals and targets that the rules find."""
    found = scores(lexicon.read(item.text, item.language))
    mentions = reader.read(TextInContext(item.text, language=item.language))
    goals = {str(g) for g, score in found.goals.items() if score >= GOAL_THRESHOLD - 1e-9}
    targets = {str(t) for t, score in found.targets.items() if score >= TARGET_THRESHOLD - 1e-9}
    goals |= {str(m.goal) for m in mentions}
    targets |= {str(m.target) for m in mentions if m.target is not None}
    return frozenset(goals), frozenset(targets)


def f1(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 per label, and their micro and macro averages."""
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for truth, found in pairs:
        right.update(truth & found)
        told.update(found)
        gold.update(truth)
    table = {name: _row(right[name], told[name], gold[name]) for name in sorted(gold, key=_order)}
    macro = round(sum(row["f1"] for row in table.values()) / max(1, len(table)), 3)
    micro = _row(right.total(), told.total(), gold.total())
    return {"micro": micro, "macro": {"f1": macro, "labels": len(table)}, **table}


def _row(right: int, told: int, gold: int) -> dict[str, float]:
    precision, recall = right / max(1, told), right / max(1, gold)
    value = 2 * right / max(1, told + gold)
    return {"p": round(precision, 2), "r": round(recall, 2), "f1": round(value, 3), "n": gold}


def _order(label: str) -> tuple[int, str]:
    return int(label.split(".", maxsplit=1)[0]), label


def speed(lexicon: SdgLexicon, reader: SdgMentionReader, items: list[Item]) -> dict[str, float]:
    """Return how many MB of the passages the lexicon and the mention reader read in a second."""
    size = sum(len(item.text.encode()) for item in items)
    rounds = max(1, SPEED_MB * 1_000_000 // size)
    started = time.perf_counter()
    for _ in range(rounds):
        for item in items:
            lexicon.read(item.text, item.language)
    half_way = time.perf_counter()
    for item in items:
        reader.read(TextInContext(item.text, language=item.language))
    done = time.perf_counter()
    return {
        "lexicon_mb_s": round(rounds * size / 1e6 / (half_way - started), 1),
        "mentions_mb_s": round(size / 1e6 / (done - half_way), 1),
    }


def main() -> None:
    """Print one table per language and half."""
    is_seen = "--seen" in sys.argv
    lexicon, reader = load_sdg_lexicon(), load_sdg_mention_reader()
    items = list(read_items(held_out=not is_seen))
    for language in ("nl", "en"):
        part = [item for item in items if item.language == language]
        found = [predict(item, lexicon, reader) for item in part]
        table = f1((item.goals, goals) for item, (goals, _) in zip(part, found, strict=True))
        fine = f1((item.targets, targets) for item, (_, targets) in zip(part, found, strict=True))
        none = [bool(g) for item, (g, _) in zip(part, found, strict=True) if not item.goals]
        head = {"language": language, "half": "seen" if is_seen else "unseen", "n": len(part)}
        rate = round(sum(none) / max(1, len(none)), 3)
        print(json.dumps({**head, "none": len(none), "none_taken_for_a_goal": rate}))
        for name, row in table.items():
            print(f"  {name:<6}{json.dumps(row)}")
        print(f"  targets {json.dumps({'micro': fine['micro'], 'macro': fine['macro']})}")
        if "--errors" in sys.argv and is_seen:
            for item, (goals, _) in zip(part, found, strict=True):
                if goals != item.goals:
                    missed, extra = sorted(item.goals - goals), sorted(goals - item.goals)
                    words = [(h.term, str(h.goal)) for h in lexicon.read(item.text, language)]
                    print(f"    missed {missed} extra {extra} {words}\n      {item.text[:500]}")
    print(json.dumps(speed(lexicon, reader, items)))


if __name__ == "__main__":
    main()
