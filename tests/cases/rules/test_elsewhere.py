"""The times of courts and boards follow from what was written down, in whatever order."""

from datetime import date
from itertools import permutations

from folkmoot.cases.rules.elsewhere import marks_told_under, running_elsewhere
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.clock_rules import ClockName, Milestone

N, C = Milestone, ClockName
LABOUR = load_pack("cn-labour")


def test_a_pack_without_courts_and_boards_has_nothing_to_write_down() -> None:
    assert marks_told_under([load_pack("intl")]) == ()
    assert marks_told_under([load_pack("cn-mediation")]) == (
        N.AGREED, N.COURT_ASKED, N.COURT_ACCEPTED, N.COURT_DECIDED,
    )  # fmt: skip


def test_a_clock_runs_from_the_event_that_starts_it_until_one_that_ends_it() -> None:
    asked = {N.ARBITRATION_ASKED: date(2026, 3, 2)}
    assert running_elsewhere(LABOUR, asked) == {C.ARBITRATION_ACCEPTANCE: date(2026, 3, 2)}
    accepted = asked | {N.ARBITRATION_ACCEPTED: date(2026, 3, 6)}
    assert set(running_elsewhere(LABOUR, accepted)) == {C.ARBITRATION_SERVICE, C.TRIBUNAL_NOTICE, C.AWARD}
    assert running_elsewhere(LABOUR, accepted | {N.AWARD_SERVED: date(2026, 5, 4)})[C.SUIT] == date(2026, 5, 4)


def test_what_ends_on_the_day_of_its_start_does_not_run() -> None:
    day = date(2026, 3, 2)
    assert running_elsewhere(LABOUR, {N.AWARD_SERVED: day, N.SUED: day}) == {}


def test_what_is_asked_for_again_runs_again() -> None:
    told = {N.ARBITRATION_ACCEPTED: date(2025, 3, 6), N.ARBITRATION_ASKED: date(2026, 3, 2)}
    assert running_elsewhere(LABOUR, told)[C.ARBITRATION_ACCEPTANCE] == date(2026, 3, 2)


def test_the_order_in_which_it_was_written_down_does_not_matter() -> None:
    told = ((N.HARM_KNOWN, date(2026, 1, 5)), (N.ARBITRATION_ASKED, date(2026, 3, 2)), (N.AWARDED, date(2026, 4, 1)))
    found = {tuple(running_elsewhere(LABOUR, dict(order)).items()) for order in permutations(told)}
    assert found == {((C.ARBITRATION_ACCEPTANCE, date(2026, 3, 2)),)}
