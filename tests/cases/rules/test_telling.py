"""Which notice of a pack stands beside which event, and who reads it."""

from collections.abc import Mapping

import pytest

from folkmoot.cases.rules.telling import TO_FILER, TO_PARTY, Happened, told_along
from folkmoot.procedures.packs import load_pack, shipped_packs
from folkmoot.procedures.rules.marks import is_told
from folkmoot.procedures.rules.pack import Pack


def former(name: str) -> Pack:
    return load_pack(name.partition("/")[0])


def codes(pack: str, *happened: Happened, to: frozenset = TO_FILER) -> list[list[str]]:  # type: ignore[type-arg]
    told = told_along(happened, pack=load_pack(pack), former=former, to=to)
    return [[notice.code for notice in each] for each in told]


@pytest.mark.parametrize(
    ("pack", "kind", "data", "told"),
    [
        ("cn-mediation", "case.received", {}, ["free_of_charge"]),
        ("cn-mediation", "case.accepted", {}, ["rights"]),
        ("cn-mediation", "case.extension_granted", {}, ["extended"]),
        ("cn-mediation", "case.closed", {}, ["no_agreement"]),
        ("cn-petition", "case.routed", {}, ["forwarded"]),
        ("cn-petition", "case.proposed", {}, ["opinion"]),
        ("cn-petition", "case.proposal_shared", {}, ["opinion"]),
        ("intl", "case.closed", {}, ["closed"]),
        ("intl", "case.reopened", {"lead": None}, []),
        ("intl", "case.noted", {}, []),
    ],
)
def test_an_event_brings_the_notice_of_its_mark(
    pack: str, kind: str, data: Mapping[str, object], told: list[str]
) -> None:
    assert codes(pack, (kind, data)) == [told]


def test_each_review_brings_its_own_notice() -> None:
    happened = [
        ("case.review_asked", {"code": "review", "lead": 1}),
        ("case.review_decided", {"lead": 1}),
        ("case.review_asked", {"code": "recheck", "lead": 1}),
        ("case.sent_back", {"lead": 1}),
    ]
    assert codes("cn-petition", *happened) == [[], ["review"], [], ["recheck"]]


def test_what_happened_under_another_procedure_is_told_by_that_one() -> None:
    happened = [
        ("case.received", {}),
        ("case.put_under", {"from": "intl/2026.1"}),
        ("case.accepted", {}),
        ("case.put_under", {"from": "cn-mediation/2026.1"}),
        ("case.accepted", {}),
    ]
    told = told_along(happened, pack=load_pack("cn-petition"), former=former, to=TO_FILER)
    assert [[notice.text.en.partition(".")[0] for notice in each] for each in told] == [
        ["Your concern has arrived"],
        [],
        ["You may choose or accept the mediator, refuse or end the mediation, and ask for open or closed sessions"],
        [],
        [],
    ]


def test_another_party_reads_what_is_told_to_all_parties_and_no_more() -> None:
    happened = [("case.received", {}), ("case.accepted", {}), ("case.closed", {})]
    assert codes("cn-mediation", *happened, to=TO_PARTY) == [[], ["rights"], ["no_agreement"]]


def test_every_notice_of_every_shipped_pack_can_be_given() -> None:
    packs = [load_pack(name) for name in shipped_packs()]
    assert [(pack.name, each.code) for pack in packs for each in pack.notices if not is_told(each.when, pack)] == []
