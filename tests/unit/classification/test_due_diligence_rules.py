"""What the due diligence rules read in single passages, and what they leave alone."""

from __future__ import annotations

from functools import lru_cache

import pytest

from report_mining.classification.checked_artefacts import open_artefact, packaged_models
from report_mining.classification.due_diligence_evidence import gather_evidence
from report_mining.classification.due_diligence_lexicon import load_due_diligence_lexicon
from report_mining.classification.due_diligence_reading import (
    DUE_DILIGENCE_TASK,
    RULES_VERSION,
    DueDiligenceReader,
    reader_of,
)
from report_mining.records import ChainDepth, TextInContext


@lru_cache(maxsize=1)
def reader() -> DueDiligenceReader:
    models = packaged_models()
    return reader_of(open_artefact(models / DUE_DILIGENCE_TASK / RULES_VERSION), models)


def steps(text: str, language: str) -> list[str]:
    return [s.step for s in reader().read(TextInContext(text, language)).steps]


@pytest.mark.parametrize(
    ("language", "text", "step"),
    [
        ("nl", "Alle leveranciers tekenen onze gedragscode voor leveranciers.", "1"),
        ("nl", "Wij brengen mensenrechtenrisico's bij leveranciers in kaart.", "2"),
        ("nl", "Met drie fabrieken spraken wij een verbeterplan af tegen dwangarbeid.", "3"),
        ("nl", "Een bureau deed onaangekondigde audits naar arbeidsomstandigheden.", "4"),
        ("nl", "De lijst van leveranciers en fabrieken staat openbaar op de website.", "5"),
        ("nl", "De klachtenlijn staat open voor arbeiders van leveranciers.", "6"),
        ("nl", "In het dorp spraken wij met de vakbond over arbeidsomstandigheden.", "X"),
        ("en", "The board adopted a human rights policy for suppliers.", "1"),
        ("en", "A human rights impact assessment was made of cocoa farms.", "2"),
        ("en", "Corrective action plans were agreed with factories on forced labour.", "3"),
        ("en", "Unannounced social audits check working conditions in factories.", "4"),
        ("en", "We publish the list of our suppliers and factories each year.", "5"),
        ("en", "A grievance mechanism is open to workers of suppliers.", "6"),
        ("en", "We met with unions and workers' representatives on forced labour.", "X"),
    ],
)
def test_each_step_is_found_in_both_languages(language: str, text: str, step: str) -> None:
    assert step in steps(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Het renterisico is afgedekt; de auditcommissie bespreekt de interne beheersing."),
        ("nl", "Bij de overname is een due diligence uitgevoerd naar contracten en claims."),
        ("nl", "In het cliëntenonderzoek (Wwft) is de uiteindelijk belanghebbende vastgesteld."),
        ("nl", "De nettoschuld voldoet aan de convenanten van de banken."),
        ("nl", "Het ziekteverzuim daalde en de medewerkersbetrokkenheid steeg."),
        ("en", "Internal audit assessed the risk management framework and credit risk."),
        ("en", "Before the acquisition we carried out legal due diligence on leases."),
        ("en", "Know your customer files were reviewed for sanctions and money laundering."),
        ("en", "We comply with all covenants of the credit facility."),
        ("en", "Customer satisfaction rose; the net promoter score reached 50."),
    ],
)
def test_false_friends_show_no_step(language: str, text: str) -> None:
    assert steps(text, language) == []


def test_a_false_friend_is_named() -> None:
    text = "Know your customer files of clients were reviewed; the risk was money laundering."
    found = reader().read(TextInContext(text, "en"))
    assert found.false_friend == "kyc"


def test_a_line_for_own_staff_only_is_a_bare_claim() -> None:
    text = "Employees can raise human rights concerns and grievances with the hotline."
    found = reader().read(TextInContext(text, "en"))
    assert [(s.step, s.specificity) for s in found.steps if s.step == "6"] == [("6", 1)]


def test_the_span_is_the_sentence_that_shows_the_step_as_it_was_printed() -> None:
    text = "Wij zijn er.  De klachten\u00adlijn staat open voor arbeiders van leveranciers. Dank u."
    (first, *_) = reader().read(TextInContext(text, "nl")).steps
    assert text[first.start : first.end].startswith("De klachten\u00adlijn")
    assert text[first.start : first.end].endswith("leveranciers.")


def test_named_issues_have_the_country_and_the_commodity_beside_them() -> None:
    text = "Uit de risicoanalyse bleek kinderarbeid bij cacao uit Ghana en dwangarbeid in Xinjiang."
    issues = reader().read(TextInContext(text, "nl")).issues
    first = issues[0]
    assert (first.name, first.country, first.commodity) == ("kinderarbeid", "Ghana", "cacao")
    assert first.right == "child_labour"
    assert (issues[1].country, issues[1].right) == ("Xinjiang", "forced_labour")
    assert text[issues[1].start : issues[1].end] == "dwangarbeid"


def test_a_country_needs_its_capital() -> None:
    text = "Human rights risk analysis: child labour where turkey and china plates are packed."
    assert [i.country for i in reader().read(TextInContext(text, "en")).issues] == [None]


def test_the_deepest_place_wins() -> None:
    text = (
        "Leveranciers en hun katoenplantages: een risicoanalyse van kinderarbeid op de plantages."
    )
    depth = reader().read(TextInContext(text, "nl")).chain_depth
    assert depth is ChainDepth.RAW_MATERIAL


def test_a_separable_verb_is_found_across_its_object() -> None:
    text = "Wij brachten vorig jaar alle ernstige misstanden bij fabrieken in kaart."
    assert "2" in steps(text, "nl")


@pytest.mark.parametrize("text", ["", " ", "Inhoudsopgave", "Revenue rose by 4% to EUR 3 billion."])
def test_a_text_without_a_candidate_says_nothing(text: str) -> None:
    assert not reader().has_candidate(text)
    found = reader().read(TextInContext(text))
    assert (found.steps, found.issues, found.false_friend) == ((), (), None)


def test_one_by_one_and_together_give_the_same() -> None:
    texts = ["Child labour was found at a supplier.", "", "We publish a human rights report."]
    contexts = [TextInContext(text, "en") for text in texts]
    assert reader().read_many(contexts) == tuple(reader().read(c) for c in contexts)


def test_the_languages_know_the_same_concepts() -> None:
    artefact = open_artefact(packaged_models() / DUE_DILIGENCE_TASK / RULES_VERSION)
    lexicon = load_due_diligence_lexicon(artefact)
    found = gather_evidence(TextInContext("Human rights due diligence", "en"), lexicon)
    assert found.count("subject.rights") >= 1
    assert {f"step.{step}.alone" for step in "123456X"} <= set(lexicon.concepts)


@pytest.mark.parametrize(
    "text",
    [
        "G4-HR5 | Suppliers with a risk of child labour | 41-44 | N",
        "GRI 414: supplier social assessment, human rights",
        "Forced labour | 409-1 | suppliers at risk, human rights | page 12",
    ],
)
def test_rows_of_an_index_are_not_worth_reading(text: str) -> None:
    assert not reader().has_candidate(text)


@pytest.mark.parametrize(
    "text",
    [
        "Supplier | Harm | Measure\nMill | child labour, 2021-22 | improvement plan",
        "In 2022 the suppliers of between 120-150 mills and of the two tanneries that we bought from for the first time signed our code on human rights, labour and water.",
    ],
)
def test_figures_that_look_like_codes_are_read(text: str) -> None:
    assert reader().has_candidate(text)
