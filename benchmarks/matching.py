"""How well and how fast reports are tied to companies.

``python -m benchmarks.matching`` prints precision and recall on the hard set of
``annotations/matching``; ``--errors`` names the cases of the tuning half that went wrong,
``--speed`` matches 20,000 invented names against 700 reports.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from benchmarks.matching_cases import Verdict, judge, read_set, score


def main(arguments: Sequence[str]) -> None:
    """Print one JSON object per half and theme."""
    if "--speed" in arguments:
        from benchmarks.matching_speed import measure

        print(json.dumps(measure(), indent=1))
        return
    companies, cases = read_set()
    verdicts = judge(cases, companies)
    for half in (False, True):
        part = [v for v in verdicts if v.case.is_held_out is half]
        print(json.dumps({"half": "held out" if half else "tuning", **_record(part)}))
        for theme in sorted({v.case.theme for v in part}):
            of_theme = [v for v in part if v.case.theme == theme]
            print(json.dumps({"theme": theme, **_record(of_theme)}))
    if "--errors" in arguments:
        for verdict in verdicts:
            if not verdict.case.is_held_out:
                _print_error(verdict)


def _record(verdicts: Sequence[Verdict]) -> dict[str, float]:
    found = score(verdicts)
    return {
        "cases": found.cases,
        "pairs": found.pairs,
        "accepted": found.accepted,
        "precision": round(found.precision, 4),
        "recall": round(found.recall, 4),
        "years_right": found.years_right,
    }


def _print_error(verdict: Verdict) -> None:
    case = verdict.case
    if not verdict.is_right:
        for match in verdict.matches:
            print(
                f"{case.case_id} ({case.why}): expected {sorted(case.expected)}, "
                f"got {match.company_id} {match.basis} {match.score:g} {match.note}"
            )
    if not verdict.is_year_right:
        years = {(m.reporting_year, m.year_basis) for m in verdict.matches}
        print(f"{case.case_id} ({case.why}): expected year {case.year}, got {years}")


if __name__ == "__main__":
    main(sys.argv[1:])
