"""Two people act at the same moment: nobody's work is lost, and the later one is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

from django.db import connection

from folkmoot.cases.actions import routing, talking
from folkmoot.cases.actions.reviews import ask_review, decide_review
from folkmoot.cases.errors import ChangedMeanwhile
from folkmoot.cases.models import Case, Message, Note, Review, ReviewOutcome
from folkmoot.cases.rules.interests import Interest
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.procedures.rules.steps import ImpossibleMove
from tests.cases.filing import filed_on_the_web, seeing_with
from tests.cases.stages import closed
from tests.cast import Cast
from tests.databases import Databases


def test_of_two_who_saw_the_same_version_one_is_told_what_is_new(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    receipt = filed_on_the_web(cast, now)
    by = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        seen = routing.accept(receipt.case_id, interest=Interest.NONE, by=by, now=now).version
    both = Barrier(2)

    def ask(question: str) -> str:
        try:
            both.wait(timeout=10)
            with cast.seeing("mediator"):
                talking.ask(receipt.case_id, question=question, by=by, now=now, seen=seen)
            return "asked"
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(ask, ["When?", "Where?"])) == ["asked", "told"]
    with cast.seeing("mediator"):
        assert Message.objects.filter(case_id=receipt.case_id, kind="question").count() == 1
        assert chain_fault(f"case:{receipt.case_id}") is None


def test_many_notes_at_once_are_all_kept_in_one_whole_chain(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    receipt = filed_on_the_web(cast, now)
    officers = {name: cast.officer(name) for name in ("mediator", "coordinator", "lead")}
    posts = {name: cast.standing(name) for name in officers}

    def write(number: int) -> None:
        name = list(officers)[number % 3]
        try:
            with cast.seeing(name):
                talking.note(receipt.case_id, body=f"Note {number}", by=posts[name], now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(18)))
    with cast.seeing("lead"):
        assert Note.objects.count() == 18
        assert Case.objects.get(pk=receipt.case_id).version == 19
        assert Event.objects.filter(case_id=receipt.case_id).count() == 19
        assert chain_fault(f"case:{receipt.case_id}") is None


def test_of_two_who_decide_one_review_one_is_told_that_it_is_decided(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    receipt = closed(cast, now)
    with seeing_with(receipt):
        ask_review(receipt.case_id, by=receipt.resident, now=now)
    by, both = cast.standing("coordinator"), Barrier(2)

    def decide(outcome: ReviewOutcome) -> str:
        try:
            both.wait(timeout=10)
            with cast.seeing("coordinator"):
                decide_review(
                    receipt.case_id, outcome=outcome, decision="We looked.", interest=Interest.NONE, by=by, now=now
                )
            return "decided"
        except ImpossibleMove:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(decide, [ReviewOutcome.UPHELD, ReviewOutcome.CHANGED])) == ["decided", "told"]
    with cast.seeing("coordinator"):
        assert Review.objects.filter(case_id=receipt.case_id).exclude(decided_at=None).count() == 1
        assert Event.objects.filter(case_id=receipt.case_id, kind="case.review_decided").count() == 1
        assert chain_fault(f"case:{receipt.case_id}") is None
