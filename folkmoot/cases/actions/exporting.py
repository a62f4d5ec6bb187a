"""Giving cases out of the house: without names, without a word that anybody said, and recorded."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from folkmoot.cases.errors import NotAllowed
from folkmoot.cases.models import Case
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.ledger.actions import record
from folkmoot.officers.queries import units_above
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.officers.scope import of_officer, seeing

#: The chain of the ledger in which exports stand.
CHAIN = "exports"
CHUNK = 2000


@dataclass(frozen=True, slots=True)
class ExportedCase:
    """What leaves the house of one case. Codes are the procedure's; times are aware; `lead` is the code of a post."""

    reference: str
    place_code: str
    place: str
    category: str
    channel: str
    step: str
    outcome: str
    received_at: datetime
    accepted_at: datetime | None
    proposed_at: datetime | None
    closed_at: datetime | None
    due_at: datetime | None
    lead: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which of the cases leave the house: all of them, or what a filter leaves. `told` is the filter for the ledger."""

    among: Callable[[CaseQuerySet], CaseQuerySet] = lambda found: found
    told: str = ""


EVERY: Final = Selection()


def export_cases(
    write: Callable[[ExportedCase], None],
    *,
    by: Standing,
    within: str,
    now: datetime,
    kind: str,
    selection: Selection = EVERY,
) -> int:
    """Hands each case that the post may export to `write`, by reference, and records that it did; returns how many.

    `within` is the path of the place to stay in, `kind` the format, for the ledger. What complains about the post's
    own unit, or one above it, is left out. An error of `write` ends the export and nothing is recorded. Raises
    NotAllowed for a post without the power, or without that place.
    """
    if not by.has(Power.EXPORT) or not by.covers(within):
        raise NotAllowed
    officer = Officer(user_id=0, name="", standings=(by,), barred_units=units_above({by.unit_id}))
    count = 0
    with seeing(of_officer(officer)):
        for case in _cases(officer, within=within, selection=selection):
            write(case)
            count += 1
        record(
            "cases.exported", by=by, now=now, chain=CHAIN,
            within=within, format=kind, count=count, filter=selection.told,
        )  # fmt: skip
    return count


def _cases(officer: Officer, *, within: str, selection: Selection) -> Iterator[ExportedCase]:
    found = selection.among(Case.objects.visible_to(officer, power=Power.EXPORT).within(within))
    ordered = found.order_by("reference").select_related("place", "lead_post")
    for case in ordered.iterator(chunk_size=CHUNK):
        yield ExportedCase(
            reference=case.reference,
            place_code=case.place.code,
            place=case.place.name,
            category=case.category,
            channel=case.channel,
            step=case.step,
            outcome=case.outcome,
            received_at=case.received_at,
            accepted_at=case.accepted_at,
            proposed_at=case.proposed_at,
            closed_at=case.closed_at,
            due_at=case.due_at,
            lead=case.lead_post.code if case.lead_post else "",
        )
