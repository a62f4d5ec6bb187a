"""Campaigns, kept by whoever keeps the places of the area: a known reason for more cases."""

from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.errors import Missing, NotAllowed
from folkmoot.earlywarning.actions.nights import CHAIN
from folkmoot.earlywarning.models import Campaign
from folkmoot.earlywarning.rules.topics import Group
from folkmoot.ledger.actions import record
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place


@transaction.atomic
def announce_campaign(
    place: Place, *, title: str, from_on: date, until_on: date, topic: Group | None, by: Standing, now: datetime
) -> Campaign:
    """Keeps a time in which residents are asked to come forward, about a group of topics or all. Raises NotAllowed,
    Missing."""
    if not by.keeps_places_at(place.path):
        raise NotAllowed
    if not title.strip():
        raise Missing(field="title")
    if until_on < from_on:
        raise Missing(field="until_on")
    kept = Campaign.objects.create(
        place=place, topic=topic.value if topic else "", title=title.strip(), from_on=from_on, until_on=until_on,
        post_id=by.post_id, at=now,
    )  # fmt: skip
    record(
        "campaign.announced", by=by, now=now, chain=CHAIN,
        campaign=kept.pk, place=place.path, topic=kept.topic, since=from_on.isoformat(), until=until_on.isoformat(),
    )  # fmt: skip
    return kept
