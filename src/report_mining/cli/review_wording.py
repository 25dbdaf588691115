"""The words of the review application that depend on a code, in English and Dutch."""

from __future__ import annotations

from types import MappingProxyType

from report_mining.publishing.wording import Wording

REFUSALS = MappingProxyType(
    {
        "changed": Wording(
            "The evidence changed while you were looking; look again and decide anew.",
            "Het bewijs is veranderd terwijl u keek; kijk opnieuw en beslis nog eens.",
        ),
        "no_reading": Wording(
            "There is no single reading to accept here; choose the stance (correct).",
            "Hier is niet één lezing om te aanvaarden; kies de houding (verbeteren).",
        ),
        "reason": Wording(
            "Say in a few words why the reading is wrong.",
            "Zeg in een paar woorden waarom de lezing niet klopt.",
        ),
        "stance": Wording(
            "Choose the stance that the company takes.", "Kies de houding van het bedrijf."
        ),
        "own_assertion": Wording(
            "For “text required by law”, say whether the company states it of itself.",
            "Zeg bij “tekst die de wet vraagt” of het bedrijf het van zichzelf stelt.",
        ),
        "evidence": Wording(
            "That is no evidence of this company and year; choose one shown.",
            "Dat is geen bewijs van dit bedrijf en jaar; kies wat u ziet.",
        ),
        "long": Wording(
            "The reason is too long; at most 2,000 characters.",
            "De reden is te lang; hoogstens 2.000 tekens.",
        ),
        "verdict": Wording(
            "Choose accept, correct or unsure.", "Kies aanvaarden, verbeteren of onzeker."
        ),
        "unknown": Wording(
            "There is no such question in this run.", "Deze vraag bestaat niet in deze meting."
        ),
        "not_current": Wording(
            "Only your own last decision on a question can be undone.",
            "Alleen uw eigen laatste beslissing over een vraag kan ongedaan worden gemaakt.",
        ),
        "form": Wording(
            "The form was not understood or is of an earlier session; open the page again.",
            "Het formulier is niet begrepen of van een eerdere sessie; open de pagina opnieuw.",
        ),
    }
)
KINDS = MappingProxyType(
    {
        "open": Wording("waiting for a decision", "wacht op een beslissing"),
        "reopened": Wording("open again: evidence changed", "weer open: bewijs veranderd"),
        "disagreement": Wording("reviewers differ", "beoordelaars verschillen"),
        "conflict": Wording("contradictory statements", "tegenstrijdige uitspraken"),
        "needs_review": Wording("a person must decide", "een mens moet beslissen"),
        "match": Wording("whose document?", "van wie is het document?"),
        "decided": Wording("decided", "beslist"),
        "settled": Wording("settled by the machine", "door de machine bepaald"),
        "second": Wording("needs a second opinion", "wacht op een tweede oordeel"),
        "all": Wording("everything", "alles"),
    }
)
VERDICTS = MappingProxyType(
    {
        "accept": Wording("accepted", "aanvaard"),
        "correct": Wording("corrected", "verbeterd"),
        "unsure": Wording("unsure", "onzeker"),
        "withdrawn": Wording("undone", "ongedaan gemaakt"),
    }
)
STATES = MappingProxyType(
    {
        "stands": Wording("stands", "geldt"),
        "open_again": Wording("open again", "weer open"),
        "replaced": Wording("replaced", "vervangen"),
        "withdrawal": Wording("undoes an earlier one", "maakt een eerdere ongedaan"),
    }
)
GROUPS = MappingProxyType(
    {"refusal": REFUSALS, "kind": KINDS, "verdict": VERDICTS, "state": STATES}
)


def review_word(group: str, code: str) -> Wording:
    """Return how a code of the application is shown; a code without wording shows itself."""
    return GROUPS[group].get(code, Wording(code, code))
