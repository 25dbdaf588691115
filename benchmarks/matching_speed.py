"""How long it takes to match 700 reports against 20,000 company names, and how much memory it takes."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from itertools import product

from benchmarks.matching_cases import scored
from report_mining.records import Company, IdentityClues, Report, ScoredReport
from report_mining.register import match_reports

COMPANIES = 20_000
REPORTS = 700
SEED = 20_000_700
_BEGINS = [
    "Bra",
    "Cor",
    "Dal",
    "Els",
    "Fen",
    "Gro",
    "Hol",
    "Ivo",
    "Jor",
    "Kra",
    "Lun",
    "Mor",
    "Nes",
    "Oos",
    "Pal",
    "Ree",
    "Sto",
    "Tul",
    "Ver",
    "Zan",
]
_MIDDLES = ["de", "ka", "lo", "mi", "ru", "se", "ta", "ve", "wi", "zo"]
_ENDS = ["burg", "dijk", "haven", "horst", "kamp", "land", "mond", "stein", "veld", "werk"]
_TRADES = [
    "Agri",
    "Bouw",
    "Chemie",
    "Food",
    "Logistiek",
    "Metaal",
    "Retail",
    "Shipping",
    "Textiel",
    "Zorg",
]
_FORMS = ["N.V.", "B.V.", "U.A.", "SE", "plc"]
_PROSE = (
    "In dit jaar groeide de omzet met {n} procent. Wij werkten aan veilige productie, minder afval en "
    "betere lonen in de keten. {partner} leverde grondstoffen en {other} nam een derde af. De Raad van "
    "Bestuur stelde een nieuw beleid vast. The Board reviewed the risks of our Supply Chain in {n} Regions. "
)


def invented_companies() -> tuple[Company, ...]:
    """Return companies with names of one or two words, of which many share a first word."""
    rng = random.Random(SEED)
    stems = [b + m + e for b, m, e in product(_BEGINS, _MIDDLES, _ENDS)]
    names = [f"{s} {t} {f}" for s in stems for t, f in zip(_TRADES, _FORMS * 2, strict=True)]
    chosen = rng.sample(names, COMPANIES)
    return tuple(
        Company(f"c{i:05d}", name, kvk=f"99{i:06d}", valid_from=2015)
        for i, name in enumerate(chosen)
    )


def invented_reports(companies: tuple[Company, ...]) -> Iterator[tuple[str, ScoredReport, str]]:
    """Yield file, report, and the id of its company ("" for a company that is not listed)."""
    rng = random.Random(SEED + 1)
    for number in range(REPORTS):
        company, partner, other = rng.sample(companies, 3)
        is_listed = number % 10 > 0
        name = company.name if is_listed else f"Onbekend Bedrijf{number} N.V."
        prose = "".join(
            _PROSE.format(n=rng.randint(1, 99), partner=partner.name, other=other.name)
            for _ in range(8)
        )
        clues = IdentityClues(
            kvk=(company.kvk or "",) if number % 3 == 0 and is_listed else (),
            lei=(),
            front_text="\f".join([f"{name}\nJaarverslag 2022", *[prose[:2500]] * 3]),
            title=f"Jaarverslag {number}",
            name_counts_text="\n".join([f"{name} jaarverslag 2022"] + ["Bestuur en toezicht"] * 19),
            reporting_year=2022,
            reporting_year_basis="text: cover",
        )
        file = f"{number:04d}.pdf"
        report = Report(str(number), file, "", (), (), "benchmark")
        yield file, scored(str(number), report, clues), company.company_id if is_listed else ""


def measure() -> dict[str, float]:
    """Return seconds, megabytes, and how many reports were tied rightly."""
    companies = invented_companies()
    listed = list(invented_reports(companies))
    before = _peak_mb()
    started, cpu_started = time.perf_counter(), time.process_time()
    matches = match_reports([(file, report) for file, report, _ in listed], companies, ())
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu_started
    expected = {file: company_id or None for file, _, company_id in listed}
    return {
        "companies": len(companies),
        "reports": len(listed),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "peak_mb_before": round(before),
        "peak_mb_after": round(_peak_mb()),
        "right": sum(m.company_id == expected[m.file] for m in matches),
        "wrongly_accepted": sum(
            not m.is_doubtful and m.company_id != expected[m.file] for m in matches
        ),
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
