"""The history is made in pieces, each whole or not at all."""

from datetime import datetime

import pytest

from folkmoot.cases.models import Case
from folkmoot.demo.actions import making
from folkmoot.demo.forgetting import without_jobs
from folkmoot.demo.queries import Begun, made_places
from folkmoot.demo.rules.pieces import Piece
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from tests.cast import COUNTY, OTHER_COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.demo.starting import start


@pytest.fixture
def started(cast: Cast, now: datetime) -> Begun:
    """A demo of which nothing but the beginning stands."""
    return start(now)


def test_a_piece_that_fails_leaves_no_case(started: Begun, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise KeyError("the machine")

    monkeypatch.setattr(making, "live", fail)
    with without_jobs(), pytest.raises(KeyError):
        making.make_next_piece(started, is_own=True)
    assert made_places() == frozenset()
    with seeing(of_post(automatic_post())):
        assert Case.objects.count() == 0


def test_the_rest_of_the_province_gets_people_and_cases(
    cast: Cast, started: Begun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        making, "draw_pieces",
        lambda _places, seed: [Piece(OTHER_COUNTY, cast.place(OTHER_COUNTY).path, 12, is_own=False)],
    )  # fmt: skip
    with without_jobs():
        assert making.make_next_piece(started, is_own=True) is None
        assert making.make_next_piece(started, is_own=False) is not None
    with seeing(of_post(automatic_post())):
        assert set(Case.objects.values_list("place__code", flat=True)) <= {"360702001001", "360702001002"}
        assert Case.objects.count() >= 12


def test_the_own_county_is_made_before_the_others(cast: Cast, started: Begun) -> None:
    codes = [piece.code for piece in making.pending_pieces(started, is_own=False)]
    assert codes[:3] == [VILLAGE, TOWNSHIP, "360102004"]
    assert set(codes[3:]) == {"360104", OTHER_COUNTY}
    assert COUNTY not in codes
