"""What was recorded is followed up by a real worker, under the automatic post."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.core import mail
from django.db import connections
from django.test import override_settings
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from folkmoot.cases.actions import closing, codes, merging, routing, talking
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import CallBack, Case, Message
from folkmoot.cases.models.party import ContactCard
from folkmoot.officers.rules.authority import Hand
from folkmoot.places.actions.changes import merge, move
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import case_of, filed_at_the_desk, filed_on_the_web, seeing_with
from tests.cast import NEXT_TOWNSHIP, NEXT_VILLAGE, Cast
from tests.databases import Databases


def work() -> None:
    """Runs a worker until nothing is left to do, in a thread: a browser test may have left its own loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_work).result()


def _work() -> None:
    with jobs.replace_connector(jobs.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined]
        try:
            worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
        finally:
            connections.close_all()


def test_after_a_withdrawal_another_unit_is_to_ask(fresh_database: Databases, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with seeing_with(receipt):
        closing.withdraw(receipt.case_id, by=receipt.resident, now=now)
    work()
    with cast.seeing("call_back"):
        assert [(c.kind, c.unit) for c in CallBack.objects.select_related("unit")] == [
            ("withdrawal", cast.unit("call_back"))
        ]


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_whoever_gave_an_address_gets_a_key_that_no_officer_has_seen(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    contact = ContactCard(email="wang@example.org")
    receipt = filed_at_the_desk(cast, "mediator", now, contact=contact, language="zh-hans")
    mail.outbox = []
    work()
    (message,) = mail.outbox
    assert message.to == ["wang@example.org"]
    assert "一次性密钥" in message.body
    assert "ditch" not in message.subject + message.body
    (key,) = re.findall(r"[0-9A-Z]{6}-[0-9A-Z]{6}-[0-9A-Z]{6}", message.body)
    with seeing_with(receipt, key):
        resident = codes.set_own_code(receipt.case_id, key=key, own_code="four words for me", now=now)
    assert resident.hand is Hand.FILER


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_nobody_is_written_to_on_a_channel_that_is_not_safe(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    contact = ContactCard(email="wang@example.org", phone="13800138000", safe_channel="phone")
    filed_at_the_desk(cast, "mediator", now, contact=contact)
    mail.outbox = []
    work()
    assert mail.outbox == []


def test_the_filer_of_a_merged_case_gets_the_proposal_too(fresh_database: Databases, cast: Cast) -> None:
    # The worker goes by the real clock, and would close in silence what was proposed in March.
    now = timezone.now()
    first, second = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
    me = cast.standing("mediator")
    with cast.seeing("coordinator"):
        merging.merge(second.case_id, into_id=first.case_id, by=cast.standing("coordinator"), now=now)
    with cast.seeing("mediator"):
        routing.acknowledge(first.case_id, message="We have it.", by=me, now=now)
        routing.accept(first.case_id, interest=Interest.NONE, by=me, now=now)
        talking.propose(first.case_id, proposal="A culvert.", by=me, now=now)
    work()
    with seeing_with(second):
        proposal = Message.objects.select_related("case__casekey").get(kind="proposal")
        assert proposal.body == "A culvert."
        closing.confirm(second.case_id, by=second.resident, now=now)
    assert case_of(cast, second).step == Step.CLOSED
    assert case_of(cast, first).step == Step.PROPOSED


def test_cases_follow_a_village_that_moves_to_another_township(
    fresh_database: Databases, cast: Cast, now: datetime
) -> None:
    plain = filed_on_the_web(cast, now)
    past = filed_on_the_web(cast, now, about_unit=cast.unit("mediator"))
    township = cast.place(NEXT_TOWNSHIP)
    move(cast.village, parent=township, on=cast.today, by=cast.standing("administrator"), now=now)
    work()
    with cast.seeing("province_coordinator"):
        here = Case.objects.select_related("place").get(pk=plain.case_id)
        assert here.place_path == here.sight_path == here.place.path == f"{township.path}{cast.village.code}/"
        moved = Case.objects.get(pk=past.case_id)
        assert moved.place_path == here.place_path
        assert moved.sight_path == township.path
    committee = cast.unit("mediator")
    assert committee.parent == cast.unit(f"{NEXT_TOWNSHIP}.governance-centre")


def test_the_lead_of_a_merged_village_keeps_its_cases(fresh_database: Databases, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=me, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=me, now=now)
    heir = cast.place(NEXT_VILLAGE)
    merge(cast.village, into=heir, on=cast.today, by=cast.standing("administrator"), now=now)
    work()
    after = Cast()
    assert after.standing("mediator").area == heir.path
    with after.seeing("mediator"):
        case = Case.objects.visible_to(after.officer("mediator")).get(pk=receipt.case_id)
        assert (case.place.code, case.place_path) == (cast.village.code, heir.path)
        talking.propose(case.pk, proposal="A culvert.", by=after.standing("mediator"), now=now)
