"""When the pack's rule for joint handling is reached."""

import pytest

from folkmoot.cases.rules.joint import Extent, Ground, Reached, reached
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.levels import JointHandling

RULE: JointHandling = load_pack("intl").joint_handling


@pytest.mark.parametrize(
    ("extent", "found"),
    [
        (Extent(parties=9, places=1, units=1), None),
        (Extent(parties=10, places=1, units=1), Reached(Ground.PARTIES, 10, 10)),
        (Extent(parties=2, places=2, units=1), Reached(Ground.PLACES, 2, 2)),
        (Extent(parties=2, places=1, units=3), Reached(Ground.UNITS, 3, 2)),
        (Extent(parties=40, places=5, units=3), Reached(Ground.PARTIES, 40, 10)),
    ],
)
def test_one_number_of_the_rule_suffices(extent: Extent, found: Reached | None) -> None:
    assert reached(extent, rule=RULE) == found
