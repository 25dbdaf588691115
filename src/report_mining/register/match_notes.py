"""Sentences in English and Dutch that say why a report was tied to a company, or was not."""

from __future__ import annotations

from collections.abc import Iterable

from report_mining.records import MatchBasis
from report_mining.records.wording import Wording

NO_NOTE = Wording("", "")
COULD_NOT_READ = Wording("the file could not be read", "het bestand was niet te lezen")
NOTHING_LISTED = Wording(
    "no listed name or number in the text", "geen naam of nummer van de lijst in de tekst"
)
ANOTHER_ENTITY = Wording(
    "the name occurs mostly as part of the name of another entity",
    "de naam komt vooral voor als deel van de naam van een ander",
)
FOREIGN_FORM = Wording(
    "the name is displayed with another legal form, as of a company abroad",
    "de naam staat er met een andere rechtsvorm, als van een bedrijf in het buitenland",
)
LONGER_NAME = Wording(
    "cover or headers have the name as one word of a longer name",
    "op omslag of in kopregels is de naam één woord van een langere naam",
)
SHORTENED = Wording(
    "cover and headers have the name without its second half",
    "omslag en kopregels hebben de naam zonder de tweede helft",
)
STRANGER = Wording(
    "cover or headers also name a company or body that is not on the list",
    "omslag of kopregels noemen ook een bedrijf of instelling die niet op de lijst staat",
)
MISSPELT = Wording(
    "the name is spelt differently in the text", "de naam is in de tekst anders gespeld"
)
ONLY_INSIDE = Wording(
    "a listed name occurs only inside the text",
    "een naam van de lijst komt alleen in de tekst voor",
)
INSIDE_AND_FILE_NAME = Wording(
    "named inside the text and by the file name, in no title, cover or header",
    "genoemd in de tekst en in de bestandsnaam, niet in titel, omslag of kopregel",
)
SOMEBODY_ELSE = Wording(
    "cover and headers name somebody else", "omslag en kopregels noemen een ander"
)
REJECTED = Wording(
    "a reviewer said that this document is not of this company and year",
    "een beoordelaar zei dat dit document niet van dit bedrijf en jaar is",
)
_YEAR_PLACES = (  # as reporting_year.py words them, the longer first
    ("text: running header", "tekst: kopregel"),
    ("text: front pages", "tekst: eerste pagina’s"),
    ("text: named most", "tekst: het meest genoemd"),
    ("text: cover", "tekst: omslag"),
    ("text", "tekst"),
    ("title", "titel"),
    ("file name", "bestandsnaam"),
    ("manifest", "manifest"),
)
_NO_YEAR = {
    "no year stands out in the text or the file name": (
        "geen jaar springt eruit in de tekst of de bestandsnaam"
    ),
    "the file could not be read and its name holds no single year": (
        "het bestand was niet te lezen en zijn naam bevat niet één jaar"
    ),
}
_NEVER_NAMED = ("the file name says ", ", which the text never names")


def year_basis_words(basis: str) -> Wording:
    """Return how a year is known, or why it is not, in both languages; quoted words stay as they are."""
    if basis in _NO_YEAR:
        return Wording(basis, _NO_YEAR[basis])
    if basis.startswith(_NEVER_NAMED[0]) and basis.endswith(_NEVER_NAMED[1]):
        year = basis.removeprefix(_NEVER_NAMED[0]).removesuffix(_NEVER_NAMED[1])
        return Wording(basis, f"de bestandsnaam zegt {year}, en dat noemt de tekst nergens")
    for place, plek in _YEAR_PLACES:
        if basis == place or basis.startswith(f"{place}: "):
            return Wording(basis, plek + basis.removeprefix(place))
    return Wording(basis, basis)


def listed(names: Iterable[str]) -> Wording:
    """Return names joined by "and", in order."""
    ordered = sorted(names)
    return Wording(" and ".join(ordered), " en ".join(ordered))


def join_notes(notes: Iterable[Wording]) -> Wording:
    """Return notes in a row, the empty ones left out."""
    told = [note for note in notes if note.en]
    return Wording("; ".join(n.en for n in told), "; ".join(n.nl for n in told))


def not_matched(reason: Wording) -> Wording:
    """Say that nobody can be named, and why."""
    return Wording(f"not matched: {reason.en}", f"niet gekoppeld: {reason.nl}")


def year_unknown(basis: Wording) -> Wording:
    """Say why there is no year."""
    return Wording(f"reporting year unknown: {basis.en}", f"verslagjaar onbekend: {basis.nl}")


def weak_year(basis: Wording) -> Wording:
    """Say that the year rests on little."""
    return Wording(
        f"the year rests on no more than this: {basis.en}",
        f"het jaar rust op niet meer dan dit: {basis.nl}",
    )


def outside_years(name: str, year: int, stands_in: Wording) -> Wording:
    """Say that a company is not in the population of a year, and who stood for it then."""
    rest = f"; in that year there was {stands_in.en}" if stands_in.en else ""
    verder = f"; in dat jaar was er {stands_in.nl}" if stands_in.nl else ""
    return Wording(
        f"{name} is not in the population of {year}{rest}",
        f"{name} hoort in {year} niet tot de populatie{verder}",
    )


def number_and_year_fit(outside: Wording) -> Wording:
    """Say that the number decides between an earlier and a later name."""
    return Wording(f"{outside.en}; its number and year fit", f"{outside.nl}; nummer en jaar passen")


def joint_report(names: Wording) -> Wording:
    """Say whose joint report it is."""
    return Wording(f"a joint report of {names.en}", f"een gezamenlijk verslag van {names.nl}")


def numbers_and_names(holders: Wording, named: Wording) -> Wording:
    """Say that numbers occur, and that names point elsewhere where they do."""
    rivals = f", but the names point to {named.en}" if named.en else ""
    rivalen = f", maar de namen wijzen op {named.nl}" if named.nl else ""
    return Wording(
        f"the numbers of {holders.en} occur{rivals}",
        f"de nummers van {holders.nl} komen voor{rivalen}",
    )


def of_subsidiaries(names: Wording) -> Wording:
    """Say that the numbers are those of subsidiaries."""
    return Wording(
        f"numbers of its subsidiaries occur: {names.en}",
        f"nummers van dochters komen voor: {names.nl}",
    )


def of_same_entity(names: Wording) -> Wording:
    """Say that the numbers are those of an earlier or later name."""
    return Wording(
        f"numbers of {names.en} occur, of which it is the earlier or later name",
        f"nummers van {names.nl} komen voor, waarvan het de eerdere of latere naam is",
    )


def of_same_group(names: Wording) -> Wording:
    """Say that the numbers are of the same group."""
    return Wording(
        f"numbers of {names.en} occur, which are of the same group",
        f"nummers van {names.nl} komen voor, uit dezelfde groep",
    )


def of_parties(names: Wording) -> Wording:
    """Say that the numbers are of those whom the text names as bank, manager, supplier or the like."""
    return Wording(
        f"numbers of {names.en} occur, which the text names in a role of their own",
        f"nummers van {names.nl} komen voor, door de tekst in een eigen rol genoemd",
    )


def number_without_name(basis: MatchBasis) -> Wording:
    """Say that only the number was found."""
    number = basis.upper()
    return Wording(
        f"its {number} number occurs, its name stands in no title, front page or header",
        f"zijn {number}-nummer komt voor, zijn naam staat in geen titel, eerste pagina of kopregel",
    )


def about_equal(names: Wording) -> Wording:
    """Say that several companies are named equally well."""
    return Wording(f"about equally good are {names.en}", f"ongeveer even goed passen {names.nl}")


def also_on_cover(names: Wording) -> Wording:
    """Say that the cover names an owner or partner that the list does not relate to the company."""
    return Wording(
        f"the cover also names {names.en}, no relative in the company list",
        f"de omslag noemt ook {names.nl}, volgens de bedrijvenlijst geen verwant",
    )


def by_file_name_only(reason: Wording) -> Wording:
    """Say that only the file name names the company."""
    return Wording(
        f"matched by the file name only: {reason.en}",
        f"alleen via de bestandsnaam gekoppeld: {reason.nl}",
    )


def not_by_file_name(reason: Wording, fitting: Wording) -> Wording:
    """Say that the file name does not help either."""
    rest, verder = "the file name names no listed company", "de bestandsnaam noemt geen bedrijf"
    if fitting.en:
        rest, verder = f"the file name fits {fitting.en}", f"de bestandsnaam past bij {fitting.nl}"
    return Wording(f"{reason.en}, and {rest}", f"{reason.nl}, en {verder}")
