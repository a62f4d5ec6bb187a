"""One table: what happens elsewhere when something was recorded. Every cross-app side effect stands here."""

from typing import Final

from procrastinate.contrib.django import app

from folkmoot.ledger.models import Event
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing

#: event name → the jobs that follow, each deferred with the event's case or chain data
REACTIONS: Final[dict[str, tuple[str, ...]]] = {
    "case.received": ("cases.invite_by_email",),
    "case.routed": ("cases.tell_of_notice",),
    "case.accepted": ("cases.tell_of_notice",),
    "case.paused": ("cases.tell_of_notice",),
    "case.extension_granted": ("cases.tell_of_notice",),
    "case.proposed": ("cases.share_with_merged", "cases.tell_of_decision"),
    "case.confirmed": ("cases.tell_of_decision", "cases.part_joined"),
    "case.closed": ("cases.tell_of_decision", "cases.ask_about_resolution", "cases.part_joined"),
    "case.referred_out": ("cases.tell_of_decision", "cases.part_joined"),
    "case.told_together": ("cases.tell_joined",),
    "case.declined": ("cases.tell_of_decision",),
    "case.review_decided": ("cases.tell_of_decision",),
    "case.withdrawn": ("cases.ask_about_withdrawal", "cases.part_joined"),
    "place.renamed": ("officers.follow_rename",),
    "place.moved": ("officers.follow_move", "cases.follow_places"),
    "place.merged": ("officers.follow_merger", "cases.follow_places"),
}


@app.task(name="folkmoot.reactions.react", retry=5)
def react(event_id: int) -> None:
    """Reads a recorded event and defers the jobs that the table names, in one transaction."""
    with seeing(of_post(automatic_post())):
        event = Event.objects.get(pk=event_id)
        for job in REACTIONS.get(event.kind, ()):
            app.configure_task(job).defer(event_id=event_id)


@app.task(name="folkmoot.reactions.react_to_many", retry=5)
def react_to_many(event_ids: list[int]) -> None:
    """The same for events that were recorded together."""
    with seeing(of_post(automatic_post())):
        for event_id, kind in Event.objects.filter(pk__in=event_ids, kind__in=REACTIONS).values_list("pk", "kind"):
            for job in REACTIONS[kind]:
                app.configure_task(job).defer(event_id=event_id)
