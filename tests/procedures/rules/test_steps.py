"""The table of steps holds together."""

import pytest

from folkmoot.cases.permissions import power_of
from folkmoot.cases.rules.events import EVENT
from folkmoot.officers.rules.authority import AUTHORITY, RESIDENTS, Power
from folkmoot.procedures.rules.steps import ENDED, LED, OPEN, TABLE, UNLED, ImpossibleMove, Move, Step, lead_to


def test_every_move_stands_in_the_table_and_in_the_ledger() -> None:
    assert set(TABLE) == set(Move)
    assert set(EVENT) == set(Move)


def test_every_step_is_led_or_unled_or_ended_or_merged() -> None:
    assert LED | UNLED | ENDED | {Step.MERGED} == set(Step)
    assert not LED & UNLED
    assert not LED & ENDED
    assert not UNLED & ENDED
    assert LED | UNLED - {Step.IMPORTED} | {Step.MERGED} == OPEN


def test_every_step_but_an_import_is_reached_from_the_first_word() -> None:
    reached: set[Step] = set()
    new: set[Step] = {Step.RECEIVED}
    while new:
        reached |= new
        new = {
            target
            for lines in TABLE.values()
            for step, target in lines.items()
            if step in reached and isinstance(target, Step)
        } - reached
    assert reached == set(Step) - {Step.IMPORTED}


def test_from_every_open_step_the_filer_has_a_way_out() -> None:
    for step in OPEN:
        assert step in TABLE[Move.WITHDRAW]


def test_only_a_confirmation_or_silence_leads_to_a_close() -> None:
    assert {m for m, lines in TABLE.items() if Step.CLOSED in lines.values()} == {Move.CONFIRM, Move.CLOSE}


def test_every_move_has_its_power_and_somebody_has_it() -> None:
    held = {power for powers in AUTHORITY.values() for power in powers} | {
        power for powers in RESIDENTS.values() for power in powers
    }
    for move in Move:
        assert power_of(move) in held


def test_no_post_of_the_desk_confirms_but_the_call_back() -> None:
    assert {role for role, powers in AUTHORITY.items() if Power.CONFIRM in powers} == {"call_back"}


def test_a_move_that_the_table_does_not_know_is_impossible() -> None:
    with pytest.raises(ImpossibleMove):
        lead_to(Move.CONFIRM, Step.RECEIVED)
    with pytest.raises(ImpossibleMove):
        lead_to(Move.UNMERGE, Step.MERGED)


def test_undoing_a_merge_leads_back_to_where_the_case_stood() -> None:
    assert lead_to(Move.UNMERGE, Step.MERGED, before=Step.WAITING) is Step.WAITING
