"""What follows later. Each job fetches by id and calls one action, under the automatic post."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.closing import close_silent
from folkmoot.cases.actions.codes import invite
from folkmoot.cases.actions.merging import share_proposal
from folkmoot.cases.actions.places import follow_places
from folkmoot.cases.models import AccessCode, Case, Clock, Message, MessageKind, Party, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.notices import send_invitation
from folkmoot.ledger.models import Event
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.rules.pack import ClockName
from folkmoot.procedures.rules.steps import Step


@contextmanager
def _as_automation() -> Iterator[Standing]:
    post = automatic_post()
    with seeing(of_post(post)):
        yield post


def _case_id(event_id: int) -> int:
    case_id = Event.objects.values_list("case_id", flat=True).get(pk=event_id)
    if case_id is None:
        raise Case.DoesNotExist
    return case_id


@app.task(name="cases.ask_about_withdrawal", retry=5)
def ask_about_withdrawal(event_id: int) -> None:
    """Another unit asks whether the withdrawal was free."""
    with _as_automation() as post:
        ask_in_private(_case_id(event_id), kind=CallBackKind.WITHDRAWAL, by=post, now=timezone.now())


@app.task(name="cases.ask_about_resolution", retry=5)
def ask_about_resolution(event_id: int) -> None:
    """Another unit asks whether a case that was closed in silence is resolved."""
    with _as_automation() as post:
        ask_in_private(_case_id(event_id), kind=CallBackKind.RESOLUTION, by=post, now=timezone.now())


@app.task(name="cases.share_with_merged", retry=5)
def share_with_merged(event_id: int) -> None:
    """The filers of merged cases get the proposal too."""
    with _as_automation() as post:
        case = Case.objects.select_related("casekey").get(pk=_case_id(event_id))
        proposal = (
            Message.objects.filter(case=case, kind=MessageKind.PROPOSAL).select_related("case__casekey").latest("at")
        )
        for merged_id in case.merged.filter(step=Step.MERGED).values_list("pk", flat=True):
            share_proposal(
                merged_id, proposal=proposal.body, lead_post_id=proposal.post_id or 0, by=post, now=timezone.now()
            )


@app.task(name="cases.invite_by_email", retry=5)
def invite_by_email(event_id: int) -> None:
    """Who gave an e-mail address at the desk gets a one-time key there, which no officer has seen."""
    with _as_automation() as post:
        case = Case.objects.select_related("casekey").get(pk=_case_id(event_id))
        party = Party.objects.select_related("case__casekey").get(case=case, role=PartyRole.FILER)
        address = party.contact.email
        has_own = AccessCode.objects.filter(party=party, is_own=True, revoked_at=None).exists()
        if not address or has_own or party.contact.safe_channel not in {"", "email"}:
            return
        key = invite(case.pk, by=post, now=timezone.now())
        # Last in the transaction: if it cannot be sent, the key was never made and the job is tried again.
        send_invitation(address, reference=case.spoken_reference, key=key, language=party.language)


@app.task(name="cases.follow_places", retry=5)
def follow_moved_places(event_id: int) -> None:
    """Cases of a place that was moved or merged get their place's current path."""
    with _as_automation() as post:
        follow_places(by=post, now=timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="cases.close_the_silent", queueing_lock="cases.close_the_silent", pass_context=False)
def close_the_silent(timestamp: int) -> None:
    """Closes, as unconfirmed, what was proposed and met by silence until the clock ran out."""
    close_all_silent(now=timezone.now())


def close_all_silent(*, now: datetime) -> int:
    """Closes every case whose clock for confirming is over; returns how many. Each in a transaction of its own."""
    with _as_automation():
        over = Clock.objects.filter(name=ClockName.CONFIRM, stopped_at=None, due_at__lte=now)
        case_ids = list(over.values_list("case_id", flat=True))
    for case_id in case_ids:
        with _as_automation() as post:
            close_silent(case_id, by=post, now=now)
    return len(case_ids)
