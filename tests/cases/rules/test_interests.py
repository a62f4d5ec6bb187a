"""Who steps aside follows from the question of the pack."""

import pytest

from folkmoot.cases.rules.interests import Interest, aside_of
from folkmoot.procedures.packs import load_pack, shipped_packs
from folkmoot.procedures.rules.limits import Aside

PACKS = {name: load_pack(name) for name in shipped_packs()}


@pytest.mark.parametrize(
    ("pack", "interest", "aside"),
    [
        ("intl", "none", None),
        ("intl", "close_to_a_party", Aside.OFFICER),
        ("intl", "unit_complained_about", Aside.UNIT),
        ("cn-petition", "direct_interest", Aside.OFFICER),
        ("cn-labour", "unit_is_employer", Aside.UNIT),
        # What earlier versions asked, and what another pack asks.
        ("intl", "family", Aside.OFFICER),
    ],
)
def test_who_steps_aside(pack: str, interest: str, aside: Aside | None) -> None:
    assert aside_of(Interest(interest), pack=PACKS[pack]) == aside


def test_every_shipped_pack_asks_of_the_person_and_of_the_unit() -> None:
    both = {Aside.OFFICER, Aside.UNIT}
    assert [name for name, pack in PACKS.items() if {each.aside for each in pack.conflicts} != both] == []
