"""Training, testing on what was not seen, suggesting, and keeping a model as a file."""

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from folkmoot.triage.rules.calibration import Bin, Sigmoids, bins_of, calibration_error
from folkmoot.triage.rules.file_format import ModelFault, packed, unpacked
from folkmoot.triage.rules.model import Model, suggest
from folkmoot.triage.rules.samples import Sample, read_samples
from folkmoot.triage.rules.training import STEPS, Report, TooFewTexts, train
from tests.triage.samples import made_up

TODAY = date(2026, 3, 10)
LABELLED = Path(__file__).parents[4] / "shared" / "data" / "teddy_c2020" / "messages_labelled_tokens.csv"


@pytest.fixture(scope="module")
def trained() -> tuple[Model, Report]:
    return train(made_up(), today=TODAY)


def test_a_model_knows_texts_that_it_has_not_seen(trained: tuple[Model, Report]) -> None:
    _, report = trained
    assert report.categories == ("labour", "neighbour", "property")
    assert report.confusion == ((20, 0, 0), (0, 20, 0), (0, 0, 20))
    assert (report.macro_f1, report.texts, report.different_texts) == (1.0, 60, 60)


def test_a_suggestion_says_how_sure_it_is_and_why(trained: tuple[Model, Report]) -> None:
    first, *others = suggest(trained[0], "The employer owes wages for a month")
    assert first.category == "labour"
    assert set(first.words) >= {"employer", "wages"}
    assert 0.5 < first.confidence <= 1
    assert all(other.confidence < first.confidence for other in others)


def test_only_the_categories_that_are_asked_for_are_suggested(trained: tuple[Model, Report]) -> None:
    suggested = suggest(trained[0], "拖欠工资", among={"neighbour"})
    assert {each.category for each in suggested} <= {"neighbour"}


def test_nothing_is_suggested_for_a_text_without_a_known_n_gram(trained: tuple[Model, Report]) -> None:
    assert suggest(trained[0], "Ωμέγα !?") == ()


def test_a_text_and_its_copies_lie_in_one_fold() -> None:
    numbers = np.random.default_rng(20260310)
    noise = ["".join(numbers.choice(list("甲乙丙丁戊己庚辛壬癸"), 12)) for _ in range(40)]
    samples = [Sample(text, "ab"[n % 2]) for n, text in enumerate(noise) for _ in range(5)]
    _, report = train(samples, today=TODAY)
    # Copies on both sides of a fold would be known by heart, and nearly all would be right.
    assert report.macro_f1 < 0.75
    assert (report.texts, report.different_texts) == (200, 40)


def test_an_n_gram_of_fewer_than_three_texts_is_forgotten(trained: tuple[Model, Report]) -> None:
    samples = [*made_up(), *[Sample("Zebulon owes wages", "labour")] * 9]
    model, _ = train(samples, today=TODAY)
    assert [term for term in model.columns if "zeb" in term] == []
    assert "wages" in model.columns


def test_a_category_with_few_texts_is_left_out_and_told() -> None:
    _, report = train([*made_up(), *(Sample(f"rare {n}", "rare") for n in range(3))], today=TODAY)
    assert report.left_out == ("rare",)
    assert report.categories == ("labour", "neighbour", "property")


@pytest.mark.parametrize("samples", [[], made_up(each=5), [s for s in made_up() if s.category == "labour"]])
def test_too_few_texts_are_refused(samples: list[Sample]) -> None:
    with pytest.raises(TooFewTexts):
        train(samples, today=TODAY)


def test_two_categories_are_enough() -> None:
    model, report = train([s for s in made_up() if s.category != "property"], today=TODAY)
    assert report.macro_f1 == 1.0
    assert suggest(model, "水沟 邻居")[0].category == "neighbour"


def test_each_step_is_told() -> None:
    done: list[int] = []
    train(made_up(), today=TODAY, progress=done.append)
    assert sum(done) == STEPS


def test_a_model_comes_out_of_its_file_as_it_went_in(trained: tuple[Model, Report]) -> None:
    model = trained[0]
    again = unpacked(packed(model))
    text = "Nobody mends the elevator"
    assert suggest(again, text) == suggest(model, text)
    assert (again.about, again.categories) == (model.about, model.categories)


def broken(model: Model) -> Iterator[bytes]:
    """Files that are no model, or no more."""
    whole = packed(model)
    yield b""
    yield b"no model"
    yield whole[: len(whole) // 2]
    with np.load(BytesIO(whole)) as arrays:
        parts = dict(arrays)
    for name, array in (("weights", parts["weights"][:, :-1]), ("idf", parts["idf"] * np.nan)):
        file = BytesIO()
        np.savez_compressed(file, **{**parts, name: array})
        yield file.getvalue()
    file = BytesIO()
    np.savez_compressed(file, **{**parts, "about": np.array([{"a": "pickle"}], dtype=object)})
    yield file.getvalue()


def test_a_file_that_is_no_whole_model_is_refused(trained: tuple[Model, Report]) -> None:
    refused = 0
    for data in broken(trained[0]):
        with pytest.raises(ModelFault):
            unpacked(data)
        refused += 1
    assert refused == 6


def test_confidences_of_a_text_sum_to_one() -> None:
    sigmoids = Sigmoids(slopes=np.array([2.0, 1.0]), shifts=np.array([0.0, -1.0]))
    each = 1 / (1 + np.exp(-np.array([2.0, 0.0])))
    assert sigmoids.confidences(np.array([[1.0, 1.0]]))[0].tolist() == pytest.approx((each / each.sum()).tolist())


def test_the_calibration_error_is_the_mean_distance_from_what_was_right() -> None:
    confidence = np.array([0.95, 0.95, 0.55, 0.55])
    bins = bins_of(confidence, np.array([True, True, True, False]))
    assert bins == (Bin(2, 0.55, 0.5), Bin(2, 0.95, 1.0))
    assert calibration_error(bins) == pytest.approx(0.05)


@pytest.mark.skipif(not LABELLED.exists(), reason="The real files are not here.")
def test_real_messages_reach_what_was_promised() -> None:
    with LABELLED.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
        file.seek(0)
        samples = read_samples(file)
    assert len(samples) == len(rows) - 1 == 7746
    _, report = train(samples, today=TODAY)
    assert report.macro_f1 >= 0.91
    assert report.calibration_error <= 0.05
