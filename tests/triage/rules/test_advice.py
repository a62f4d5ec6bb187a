"""When a category is suggested, and when it is plainly said that none is."""

from datetime import date

import pytest

from folkmoot.triage.rules.advice import LEAST_SURE, State, Sureness, advise, sureness_of
from folkmoot.triage.rules.model import Model
from folkmoot.triage.rules.training import train
from tests.triage.samples import made_up

HERE = ("labour", "neighbour", "property", "other")


@pytest.fixture(scope="module")
def model() -> Model:
    return train(made_up(), today=date(2026, 3, 10))[0]


def test_a_clear_text_has_one_suggestion_and_at_most_two_others(model: Model) -> None:
    advice = advise(model, "The employer owes wages for overtime", among=HERE, known=HERE)
    assert (advice.state, advice.best and advice.best.category) == (State.OFFERED, "labour")
    assert len(advice.others) <= 2


@pytest.mark.parametrize("text", ["", "xyz", "wages fence elevator"])
def test_where_it_is_not_sure_nothing_is_suggested(model: Model, text: str) -> None:
    assert advise(model, text, among=HERE, known=HERE).state is State.UNSURE


def test_the_likeliest_is_not_offered_where_it_cannot_be_chosen(model: Model) -> None:
    assert advise(model, "wages overtime", among=("neighbour", "property"), known=HERE).state is State.UNSURE


@pytest.mark.parametrize(
    ("among", "known"),
    [(("roads", "lamps"), ("roads", "lamps")), (("labour",), ("labour", "roads")), (("roads",), (*HERE, "roads"))],
)
def test_a_model_of_other_categories_suggests_nothing(
    model: Model, among: tuple[str, ...], known: tuple[str, ...]
) -> None:
    assert advise(model, "wages overtime", among=among, known=known).state is State.OTHER_CATEGORIES


@pytest.mark.parametrize(
    ("confidence", "word"),
    [
        (1.0, Sureness.NEARLY_CERTAIN), (0.9, Sureness.NEARLY_CERTAIN), (0.89, Sureness.LIKELY), (0.7, Sureness.LIKELY),
        (LEAST_SURE, Sureness.RATHER), (0.49, Sureness.POSSIBLE),
    ],
)  # fmt: skip
def test_a_confidence_has_a_word(confidence: float, word: Sureness) -> None:
    assert sureness_of(confidence) is word
