"""``report-mining review --export`` and ``--import``: decisions in files of annotation tools."""

from __future__ import annotations

from pathlib import Path

from report_mining.errors import EXIT_DONE, InputError, StorageError

_SHOWN = 15


def run_export(out: Path, wanted: str, target: Path) -> int:
    """Write questions and decisions to a file and say how many.

    Raises:
        InputError: there is nothing to review in ``out``.
        StorageError: the file cannot be written.
    """
    from report_mining.pipeline.review_exchange import export_review
    from report_mining.pipeline.reviewing import ReviewDesk
    from report_mining.review import ExchangeFormat

    exported = export_review(ReviewDesk(out), ExchangeFormat(wanted))
    try:
        target.write_text(exported.content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise StorageError(f"cannot write {target}: {error.strerror or error}") from error
    print(f"{target}: {exported.count} {'items' if wanted == 'stance-items' else 'questions'}")
    for why, count in exported.left_out:
        print(f"left out: {count} {why}")
    return EXIT_DONE


def run_import(out: Path, source: Path, reviewer: str) -> int:
    """Take in the decisions of a file and say what became of each; exit 0 unless all are refused.

    Raises:
        InputError: the file cannot be read, or nothing in it could be taken in.
        StorageError: the decisions cannot be kept.
    """
    from report_mining.pipeline.review_exchange import import_review
    from report_mining.pipeline.reviewing import ReviewDesk

    try:
        text = source.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {source}: {error}") from error
    try:
        done = import_review(ReviewDesk(out), text, reviewer)
    except ValueError as error:
        raise InputError(f"{source} is no file of decisions: {error}") from error
    print(f"{done.added} decisions added, {done.unchanged} stood already")
    print(f"{done.undecided} questions without an answer, {len(done.refused)} refused")
    for refused in done.refused[:_SHOWN]:
        print(f"refused: {refused.place}: {refused.why}")
    if len(done.refused) > _SHOWN:
        print(f"... and {len(done.refused) - _SHOWN} more")
    if done.refused and not done.added and not done.unchanged:
        raise InputError(f"{source}: nothing could be taken in; see above")
    return EXIT_DONE
