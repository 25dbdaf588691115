"""The command line: ``report-mining``. Each command imports its own machinery when it runs."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from report_mining.errors import EXIT_INTERRUPTED, ReportMiningError

app = typer.Typer(
    name="report-mining",
    help=(
        "Find where companies commit to the OECD Guidelines and the UN Guiding Principles in their "
        "reports (Dutch and English), with the page and the quote."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

OcrOption = Annotated[
    bool, typer.Option("--ocr/--no-ocr", help="Read scanned pages with Tesseract where installed.")
]
ModelsOption = Annotated[
    Path | None, typer.Option("--models", metavar="DIR", help="Models folder instead of our own.")
]
EncoderOption = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="SDG tasks: a sentence-transformers model instead of our encoder, as the models were "
        "trained on it.",
    ),
]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", min=1, help="What one file may take.")
]


class Task(StrEnum):
    """The tasks that ``classify``, ``evaluate`` and ``annotations`` know."""

    STANCE = "stance"
    SDG_GOALS = "sdg-goals"
    SDG_TARGETS = "sdg-targets"
    LINKAGE = "linkage"
    DUE_DILIGENCE = "due-diligence"


class Shape(StrEnum):
    """The shapes that ``export`` knows."""

    WIDE_CSV = "wide-csv"
    WBA = "wba"
    WIKIRATE_CSV = "wikirate-csv"
    JSONLD = "jsonld"
    XLSX = "xlsx"


class ReviewLanguage(StrEnum):
    """The languages of the review application."""

    EN = "en"
    NL = "nl"


class ExportFormat(StrEnum):
    """The files that ``review --export`` writes."""

    LABEL_STUDIO = "label-studio"
    SPACY = "spacy-jsonl"
    PRODIGY = "prodigy-jsonl"
    STANCE_ITEMS = "stance-items"


class SizeRule(StrEnum):
    """Who ``monitor`` counts as large; see ``register.size.FinancialRule``."""

    AND = "and"
    OR = "or"
    STAFF = "staff"
    NONE = "none"


class Runner(StrEnum):
    """Where ``monitor`` scores reports; see ``pipeline.runs.Runner``."""

    LOCAL = "local"
    DASK = "dask"


def _finish(work: Callable[[], int]) -> NoReturn:
    """Do the work and exit with its code; an error of our own is one message and its own code."""
    try:
        code = work()
    except ReportMiningError as error:
        typer.echo(f"report-mining: {error}", err=True)
        code = error.exit_code
    except KeyboardInterrupt:
        typer.echo(
            "report-mining: interrupted; what was scored is kept, run again to go on", err=True
        )
        code = EXIT_INTERRUPTED
    raise typer.Exit(code)


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        import report_mining

        typer.echo(f"report-mining {report_mining.__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Take the options that stand before the command."""


@app.command()
def monitor(
    reports: Annotated[
        str, typer.Argument(help="Folder with reports, searched with subfolders; or s3://…")
    ],
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Where the release goes; or s3://…")
    ],
    companies: Annotated[
        Path | None,
        typer.Option(
            "--companies", metavar="FILE", help="companies.csv: who is in the population."
        ),
    ] = None,
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", metavar="FILE", help="Which file is whose, and of which year."),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1976, max=2100, help="Publish this year only.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Worker processes; default: one per core."),
    ] = None,
    models: ModelsOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Score again what the output folder already holds.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
    ocr: OcrOption = True,
    timeout: TimeoutOption = 600.0,
    verify: Annotated[
        bool, typer.Option("--verify", help="Hash every file again, also if it looks unchanged.")
    ] = False,
    runner: Annotated[
        Runner, typer.Option("--runner", help="Worker processes here, or a Dask cluster.")
    ] = Runner.LOCAL,
    dask_address: Annotated[
        str | None,
        typer.Option("--dask-address", metavar="tcp://…", help="Scheduler of the Dask cluster."),
    ] = None,
    size_test: Annotated[
        SizeRule,
        typer.Option(
            "--size-test",
            help="Count only large companies: over 500 staff, and assets over EUR 20m and/or turnover "
            "over EUR 40m, or staff alone. none: everybody on the list counts.",
        ),
    ] = SizeRule.NONE,
) -> None:
    """Score a folder of reports and publish the figures with their evidence (the main job)."""
    from report_mining.cli.monitor import run_monitor
    from report_mining.pipeline import runs
    from report_mining.pipeline.runs import RunOptions
    from report_mining.records import ReadingLimits
    from report_mining.register import FinancialRule

    limits = ReadingLimits(timeout_s=timeout, ocr=ocr)
    places = (reports if "://" in reports else Path(reports), out if "://" in out else Path(out))
    options = RunOptions(
        *places, companies, manifest, year, workers, models, force, limits, verify,
        runs.Runner(runner.value),
        None if size_test is SizeRule.NONE else FinancialRule(size_test.value),
    )  # fmt: skip
    _finish(lambda: run_monitor(options, is_dry=dry_run, dask_address=dask_address))


@app.command()
def score(
    files: Annotated[list[Path], typer.Argument(help="Reports to score.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object per file, one per line.")
    ] = False,
    models: ModelsOption = None,
    ocr: OcrOption = True,
    timeout: TimeoutOption = 600.0,
) -> None:
    """Show the findings of single reports on the screen."""
    from report_mining.cli.score import run_score
    from report_mining.records import ReadingLimits

    _finish(lambda: run_score(files, models, ReadingLimits(timeout_s=timeout, ocr=ocr), as_json))


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="Report to read.")],
    blocks: Annotated[bool, typer.Option("--blocks", help="Blocks with their kind.")] = False,
    passages: Annotated[bool, typer.Option("--passages", help="Passages (the default).")] = False,
    ocr: OcrOption = True,
    timeout: TimeoutOption = 600.0,
) -> None:
    """Print what was read from a report, as JSON Lines."""
    from report_mining.cli.read import run_read
    from report_mining.records import ReadingLimits

    limits = ReadingLimits(timeout_s=timeout, ocr=ocr)
    if blocks and passages:
        raise typer.BadParameter("--blocks and --passages were both given; choose one")
    _finish(lambda: run_read(file, limits, as_blocks=blocks))


@app.command()
def classify(
    task: Annotated[Task, typer.Argument(help="What to classify.")],
    texts: Annotated[
        Path | None, typer.Argument(metavar="[IN.jsonl]", help="Texts; standard input if absent.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT.jsonl", help="Default: the screen.")
    ] = None,
    models: ModelsOption = None,
    encoder: EncoderOption = None,
    screen: Annotated[
        bool,
        typer.Option(
            "--screen",
            help="sdg-goals on many passages: read only those whose words may speak of a goal.",
        ),
    ] = False,
) -> None:
    """Predict labels for texts: one JSON line out for each line in.

    A line is {"id", "text"} with, where known, "language", "section", "before" and "after". For
    sdg-targets it may ask about a "candidate_target", such as "8.7" or "12.4, 12.5".
    """
    from report_mining.cli.classify import run_classify

    _finish(lambda: run_classify(task.value, texts, out, models, encoder, screen))


@app.command()
def evaluate(
    task: Annotated[Task, typer.Argument(help="What to evaluate.")],
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD.jsonl",
            help="Texts with their labels; for SDG tasks also annotations/sdg: held-out items.",
        ),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="The metrics as one JSON object.")
    ] = False,
    models: ModelsOption = None,
    encoder: EncoderOption = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="VERSION",
            help="SDG tasks: another version in MODELS/sdg-goals; adds paired differences.",
        ),
    ] = None,
) -> None:
    """Measure predictions against labels."""
    from report_mining.cli.evaluate import run_evaluate

    _finish(lambda: run_evaluate(task.value, gold, models, as_json, encoder, against))


@app.command()
def train(
    task: Annotated[Task, typer.Argument(help="What to train.")],
    encoder: Annotated[
        str, typer.Option("--encoder-version", metavar="NAME", help="Folder in MODELS/encoder.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the artefact.")],
    annotations: Annotated[
        Path, typer.Option("--annotations", metavar="DIR", help="Folder of the annotations.")
    ] = Path("annotations"),
    models: Annotated[
        Path, typer.Option("--models", metavar="DIR", help="Models folder to start from.")
    ] = Path("models"),
    silent: Annotated[
        Path | None,
        typer.Option(
            "--silent",
            metavar="FILE",
            help="For due-diligence: passages of real reports (document, language, section, text)."
            " Those that name neither people nor harm are learnt as showing no step.",
        ),
    ] = None,
    labelled: Annotated[
        Path | None,
        typer.Option(
            "--labelled",
            metavar="FILE",
            help="Passages of real reports that somebody read. For due-diligence: document, language,"
            " section, text, steps, weight; for sdg-goals: document, language, section, text, goals,"
            " calibrates; for stance: see scripts/labelled_stances.py.",
        ),
    ] = None,
) -> None:
    """Train a classifier from the annotations and write its artefact."""
    from report_mining.cli.train import run_train

    _finish(lambda: run_train(task.value, annotations, models, encoder, out, silent, labelled))


@app.command("annotations")
def show_annotations(
    task: Annotated[Task, typer.Argument(help="Whose annotations.")],
    folder: Annotated[
        Path, typer.Option("--annotations", metavar="DIR", help="Folder of the annotations.")
    ] = Path("annotations"),
    add_splits: Annotated[
        bool, typer.Option("--add-splits", help="Record the split of new companies.")
    ] = False,
) -> None:
    """Check our own annotated texts: counts, agreement of annotators, shared wording."""
    from report_mining.cli.annotations import run_annotations

    _finish(lambda: run_annotations(task.value, folder, adds_splits=add_splits))


@app.command()
def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder that monitor wrote with --out.")
    ],
    shape: Annotated[Shape, typer.Option("--format", help="The shape to write.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Default: export… in DIR."),
    ] = None,
) -> None:
    """Write a release in another shape: wide table, benchmark rows, linked data, workbook.

    wide-csv and xlsx have one row per company and year, wba and wikirate-csv one row per company,
    year and metric, jsonld the values with UN SDG identifiers and their provenance.
    """
    from report_mining.cli.export import run_export

    _finish(lambda: run_export(folder, shape.value, out))


@app.command()
def review(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The --out folder of a finished run.")],
    reviewer: Annotated[
        str | None,
        typer.Option("--reviewer", metavar="NAME", help="Who decides; default: your login name."),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Default 0: any port that is free.")
    ] = 0,
    host: Annotated[
        str, typer.Option("--host", help="127.0.0.1 or ::1; nothing else is accepted.")
    ] = "127.0.0.1",
    lang: Annotated[ReviewLanguage, typer.Option("--lang", help="Language to start in.")] = (
        ReviewLanguage.EN
    ),
    opens: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the browser at once.")
    ] = False,
    export: Annotated[
        ExportFormat | None,
        typer.Option("--export", metavar="FORMAT", help=f"Write to -o: {', '.join(ExportFormat)}."),
    ] = None,
    to_file: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="The file of --export.")
    ] = None,
    from_file: Annotated[
        Path | None,
        typer.Option("--import", metavar="FILE", help="Take in decisions from an exported file."),
    ] = None,
) -> None:
    """Decide what waits for a person, in a browser on this machine; the figures follow.

    Decisions are kept in DIR/review/decisions.jsonl; the next monitor run into DIR publishes them.
    """
    from report_mining.cli.review import ReviewOptions, login_name, run_review
    from report_mining.cli.review_files import run_export, run_import

    who = reviewer or login_name()
    if (export is None) != (to_file is None):
        raise typer.BadParameter("--export FORMAT and -o FILE belong together; give both")
    if export is not None and to_file is not None:
        wanted, target = export.value, to_file
        _finish(lambda: run_export(out, wanted, target))
    if from_file is not None:
        source = from_file
        _finish(lambda: run_import(out, source, who))
    _finish(lambda: run_review(ReviewOptions(out, who, host, port, lang.value, opens)))


@app.command()
def doctor() -> None:
    """Say what this machine can and cannot do."""
    from report_mining.cli.doctor import run_doctor

    _finish(run_doctor)


def main() -> None:
    """Run the command line."""
    app()
