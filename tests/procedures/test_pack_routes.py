"""Where a matter begins, who reviews it, and where it goes instead."""

import pytest

from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.limits import Bars
from folkmoot.procedures.rules.pack import Pack
from tests.procedures.shipped import INTL, PACKS, PETITION, N


def test_a_petition_is_reviewed_and_then_re_checked_each_a_level_up() -> None:
    assert [(each.code, each.follows, each.levels_up, each.asked_within, each.decided_within)
            for each in PETITION.reviews] == [
        ("review", None, 1, N.REVIEW_REQUEST, N.REVIEW),
        ("recheck", "review", 1, N.RECHECK_REQUEST, N.RECHECK),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("cn-mediation", "neighbour", "village"),
        ("cn-mediation", "requisition", "county"),
        ("cn-petition", "requisition", "county"),
        ("cn-petition", "village_affairs", "village"),
        ("cn-petition", "wages_and_insurance", "township"),
        ("cn-labour", "pay", "township"),
        ("cn-rural-land", "taking_back", "township"),
        ("intl", "elevator", "local"),
        ("intl", "officials_conduct", "middle"),
    ],
)
def test_a_matter_begins_at_the_lowest_level_that_may_handle_it(name: str, category: str, expected: str) -> None:
    assert load_pack(name).lowest_level(category).code == expected


def test_what_is_excluded_says_where_it_goes() -> None:
    land = load_pack("cn-rural-land")
    assert [each.code for each in land.exclusions_of("expropriation")] == ["expropriation"]
    assert land.exclusions_of("transfer") == ()
    assert land.exclusions_of("expropriation")[0].elsewhere.zh == "可以通过行政复议或者诉讼等方式解决。"
    assert [each.code for each in PETITION.exclusions_of("accusation")] == ["accusation"]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_no_pack_lets_a_party_be_made_to_mediate(pack: Pack) -> None:
    barred = [each.code for each in pack.exclusions if each.bars is Bars.MEDIATION]
    assert "party_refuses" in barred


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_reason_to_decline_says_where_to_go_instead(pack: Pack) -> None:
    assert [each.code for each in pack.decline_reasons if each.elsewhere is None] == []


def test_the_exclusions_come_first_among_the_reasons_to_decline() -> None:
    assert [each.code for each in INTL.decline_reasons] == [
        "before_a_court",
        "crime_or_emergency",
        "reserved_procedure",
        "already_decided",
        "under_review_elsewhere",
        "other_region",
        "enquiry_answered",
        "nothing_to_act_on",
    ]
