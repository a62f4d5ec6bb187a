"""What the procedure has told stands beside what happened, with the article, for each who is to read it."""

from datetime import datetime

from folkmoot.cases.actions import routing
from folkmoot.cases.actions.milestones import milestones_of
from folkmoot.cases.actions.procedures import put_under
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.rules.authority import Hand
from folkmoot.procedures.rules.clock_rules import Milestone
from folkmoot.web.residents.history import history_of
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast


def accepted_for_mediation(cast: Cast, now: datetime):  # type: ignore[no-untyped-def]
    receipt = filed_on_the_web(cast, now)
    by = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        put_under(receipt.case_id, pack="cn-mediation", category="neighbour", reason="A quarrel.", by=by, now=now)
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
    with cast.seeing("mediator"):
        routing.accept(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now)
    return receipt


def test_the_filer_reads_each_notice_beside_what_happened(cast: Cast, now: datetime) -> None:
    receipt = accepted_for_mediation(cast, now)
    with seeing_with(receipt):
        lines = history_of(case_of(cast, receipt), receipt.resident)
    assert {line.kind: [each.code for each in line.notices] for line in lines if line.notices} == {
        "case.received": ["received"],
        "case.accepted": ["rights"],
    }


def test_the_other_side_reads_its_rights_and_nothing_of_what_happened(cast: Cast, now: datetime) -> None:
    receipt = accepted_for_mediation(cast, now)
    other = Resident(receipt.case_id, receipt.resident.party_id, Hand.RESPONDENT)
    with seeing_with(receipt):
        lines = history_of(case_of(cast, receipt), other)
    assert [(line.kind, line.sentence, [each.code for each in line.notices]) for line in lines if line.notices] == [
        ("", "", ["rights"])
    ]


def test_what_a_notice_is_told_about_can_be_written_down(cast: Cast, now: datetime) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        put_under(receipt.case_id, pack="cn-labour", category="pay", reason="Wages.", by=by, now=now)
        assert Milestone.AGREED in milestones_of(case_of(cast, receipt))
