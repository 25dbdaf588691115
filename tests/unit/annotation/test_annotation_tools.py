"""Splits are stable, wording is kept apart, agreement is what the textbooks say."""

from pathlib import Path

import pytest

from report_mining.annotation.agreement import LabelPair, measure_agreement
from report_mining.annotation.separation import AnnotatedText, like_items, shared_runs
from report_mining.annotation.splits import Split, add_splits, read_splits, split_of
from report_mining.errors import InputError

RUN = "we look at every farm in the valley twice a year"


def test_a_split_never_changes_and_is_near_its_share() -> None:
    splits = [split_of(f"company-{number}") for number in range(2000)]

    assert split_of("company-7") is splits[7]
    assert 0.66 < splits.count(Split.TRAIN) / 2000 < 0.74
    assert 0.12 < splits.count(Split.HELD_OUT) / 2000 < 0.18


def test_splits_are_only_added_to(tmp_path: Path) -> None:
    path = tmp_path / "splits.csv"

    assert add_splits(path, ["b", "a"]) == 2
    before = path.read_text()
    assert add_splits(path, ["a", "c"]) == 1

    assert path.read_text().startswith(before)
    assert set(read_splits(path)) == {"a", "b", "c"}


def test_a_strange_splits_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "splits.csv"
    path.write_text("company,split\na,somewhere\n")

    with pytest.raises(InputError, match=r"splits\.csv"):
        read_splits(path)


def test_a_run_shared_between_companies_is_told_once() -> None:
    first = AnnotatedText("1", "a", f"In short, {RUN}.")
    second = AnnotatedText("2", "b", f"{RUN.upper()}, says the board.")

    (run,) = shared_runs([first, second])

    assert (run.first_id, run.second_id) == ("1", "2")


def test_the_same_company_may_repeat_itself_and_names_do_not_count() -> None:
    name = "OECD Guidelines for Multinational Enterprises on Responsible Business Conduct of 2023"
    own = [AnnotatedText("1", "a", RUN), AnnotatedText("2", "a", RUN)]
    named = [AnnotatedText(str(n), c, name, ((0, len(name)),)) for n, c in ((3, "a"), (4, "b"))]

    assert not list(shared_runs([*own, *named]))


def test_a_held_out_item_like_a_training_item_is_found() -> None:
    training = AnnotatedText("t", "a", RUN)

    (found,) = like_items([AnnotatedText("h", "b", RUN + " or more")], [training])
    assert (found.held_out_id, found.training_id) == ("h", "t")
    assert not list(like_items([AnnotatedText("h", "b", "quite another text it is")], [training]))


def test_alpha_and_kappa_of_a_worked_example() -> None:
    # Two annotators, ten units, labels yes and no, eight agreements (Krippendorff 2011, by hand):
    # 14 yes and 6 no of 20; observed disagreement 0.2, expected 2*14*6/(20*19).
    first = ["yes", "yes", "yes", "yes", "yes", "yes", "no", "no", "no", "yes"]
    second = ["yes", "yes", "yes", "yes", "yes", "yes", "no", "no", "yes", "no"]
    pairs = [LabelPair(str(i), a, b) for i, (a, b) in enumerate(zip(first, second, strict=True))]

    found = measure_agreement(pairs, frozenset({"yes"}))

    yes = first.count("yes") + second.count("yes")
    expected = 2 * yes * (20 - yes) / (20 * 19)
    assert found.share == 0.8
    assert found.alpha == pytest.approx(1 - 0.2 / expected)
    assert found.kappa_standard == pytest.approx((0.8 - 0.58) / (1 - 0.58))


def test_agreement_on_one_label_only_is_undefined() -> None:
    found = measure_agreement([LabelPair("1", "a", "a")], frozenset({"a"}))

    assert found.alpha is None
    assert found.kappa_standard is None
