"""What follows later. Each job fetches by id and calls one action, under the automatic post."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.closing import close_silent
from folkmoot.cases.actions.codes import invite
from folkmoot.cases.actions.merging import part_ways, share_message, share_proposal
from folkmoot.cases.actions.overdue import take_up_untaken, untaken
from folkmoot.cases.actions.places import follow_places
from folkmoot.cases.actions.recounting import recount, to_recount
from folkmoot.cases.models import AccessCode, Case, Clock, Message, MessageKind, Party, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.notices import send_decided, send_invitation, send_told
from folkmoot.cases.remaining import REVIEWS, ways_on
from folkmoot.cases.rules.telling import TO_FILER, told_along
from folkmoot.ledger.models import Event
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.queries import calendar, pack_named, pack_of
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
        for merged_id in _still_merged(case.pk):
            share_proposal(
                merged_id, proposal=proposal.body, lead_post_id=proposal.post_id or 0, by=post, now=timezone.now()
            )


@app.task(name="cases.tell_joined", retry=5)
def tell_joined(event_id: int) -> None:
    """The filers of merged cases get what the lead wrote to all."""
    with _as_automation() as post:
        told = Event.objects.get(pk=event_id)
        case_id = _case_id(event_id)
        words = Message.objects.select_related("case__casekey").filter(case=case_id, post=told.post_id, at=told.at)
        body = words.latest("pk").body
        for merged_id in _still_merged(case_id):
            share_message(merged_id, body=body, lead_post_id=told.post_id or 0, by=post, now=timezone.now())


@app.task(name="cases.part_joined", retry=5)
def part_joined(event_id: int) -> None:
    """Merged cases go on by themselves where the other one ended and nothing was proposed in it."""
    with _as_automation() as post:
        for merged_id in _still_merged(_case_id(event_id), proposed_at=None):
            part_ways(merged_id, by=post, now=timezone.now())


def _still_merged(case_id: int, **which: object) -> list[int]:
    found = Case.objects.filter(merged_into=case_id, step=Step.MERGED, **which)
    return list(found.order_by("pk").values_list("pk", flat=True))


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


@app.task(name="cases.tell_of_decision", retry=5)
def tell_of_decision(event_id: int) -> None:
    """Who gave an e-mail address reads there that something was decided, and which ways remain."""
    with _as_automation():
        case = Case.objects.select_related("casekey", "unit__place").get(pk=_case_id(event_id))
        party = Party.objects.select_related("case__casekey").get(case=case, role=PartyRole.FILER)
        ways = ways_on(case, now=timezone.now())
        # What a lead proposes is a decision only where it opens a review.
        is_decided = case.at is not Step.PROPOSED or any(way.kind in REVIEWS for way in ways)
        if not is_decided or not _may_write_to(party):
            return
        send_decided(party.contact.email, reference=case.spoken_reference, ways=ways, language=party.language)


@app.task(name="cases.tell_of_notice", retry=5)
def tell_of_notice(event_id: int) -> None:
    """Who gave an e-mail address reads there that the procedure has something told, where it has."""
    with _as_automation():
        case = Case.objects.select_related("casekey").get(pk=_case_id(event_id))
        party = Party.objects.select_related("case__casekey").get(case=case, role=PartyRole.FILER)
        happened = Event.objects.filter(case_id=case.pk).order_by("seq").values_list("pk", "kind", "data")
        events = {pk: (kind, data) for pk, kind, data in happened}
        told = told_along(list(events.values()), pack=pack_of(case), former=pack_named, to=TO_FILER)
        if dict(zip(events, told, strict=True))[event_id] and _may_write_to(party):
            send_told(party.contact.email, reference=case.spoken_reference, language=party.language)


def _may_write_to(party: Party) -> bool:
    """Whether a filer gave an address of e-mail, and no other way as the one that is safe."""
    return bool(party.contact.email) and party.contact.safe_channel in {"", "email"}


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


@app.periodic(cron="20 2 * * *")
@app.task(name="cases.recount_provisional", queueing_lock="cases.recount_provisional", pass_context=False)
def recount_by_night(timestamp: int) -> None:
    """Counts provisional dates again that a newly published calendar reaches."""
    recount_all(now=timezone.now())


def recount_all(*, now: datetime) -> int:
    """Counts them again in every case, each in a transaction of its own; returns how many cases changed."""
    published_until, changed, after = calendar().published_until, 0, 0
    while True:
        with _as_automation():
            case_ids = to_recount(published_until=published_until, after=after)
        for case_id in case_ids:
            with _as_automation() as post:
                changed += recount(case_id, by=post, now=now)
        if not case_ids:
            return changed
        after = case_ids[-1]


@app.periodic(cron="5-59/10 * * * *")
@app.task(name="cases.take_up_the_untaken", queueing_lock="cases.take_up_the_untaken", pass_context=False)
def take_up_the_untaken(timestamp: int) -> None:
    """Takes to the level above what nobody took on in its time."""
    take_up_all_untaken(now=timezone.now())


def take_up_all_untaken(*, now: datetime) -> int:
    """Takes every such case up; returns how many there were. Each in a transaction of its own."""
    with _as_automation():
        case_ids = untaken(now)
    for case_id in case_ids:
        with _as_automation() as post:
            take_up_untaken(case_id, by=post, now=now)
    return len(case_ids)
