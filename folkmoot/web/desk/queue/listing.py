"""Which cases a filter of the queue leaves, and in which order."""

from typing import Final

from django.db.models import Exists, F, OrderBy, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from folkmoot.cases.models import Case
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.officers.models import Appointment
from folkmoot.web.desk.queue.filters import Lead, QueueFilter, Sort, State
from folkmoot.web.doors import OfficerRequest

#: each ends with the number of the case, so that pages never overlap
_ORDERS: Final[dict[str, tuple[OrderBy | str, ...]]] = {
    Sort.DUE: (F("due_at").asc(nulls_last=True), "pk"),
    # Those without a date come first: so it is the order of the index, read backwards.
    Sort.DUE_LAST: ("-due_at", "-pk"),
    Sort.RECEIVED: ("-received_at", "-pk"),
    Sort.RECEIVED_FIRST: ("received_at", "pk"),
    Sort.PLACE: ("place_path", "pk"),
}


def filtered(request: OfficerRequest, wanted: QueueFilter, *, words: str) -> CaseQuerySet:
    """The cases that a filter leaves, of those that the officer sees."""
    found = narrowed(Case.objects.visible_to(request.officer), wanted, words=words, request=request)
    return found if wanted.place is None else found.within(wanted.place.path)


def narrowed(found: CaseQuerySet, wanted: QueueFilter, *, words: str, request: OfficerRequest) -> CaseQuerySet:
    """Of the given cases those that a filter leaves, wherever they lie."""
    found = _of_state(found, wanted, request=request)
    if wanted.categories:
        found = found.filter(category__in=wanted.categories)
    if wanted.pack:
        found = found.filter(pack=wanted.pack)
    if wanted.source == "imported":
        found = found.exclude(source="")
    if wanted.source == "own":
        found = found.filter(source="")
    if words:
        found = with_words(found, words)
    return _of_lead(found, wanted.lead, request=request)


def with_words(found: CaseQuerySet, words: str, *, most: int | None = None) -> CaseQuerySet:
    """Those whose summary holds the words as they stand, in capitals or not; `most` ends the search after so many."""
    # LIMIT NULL is none.
    return found.filter(pk__in=RawSQL("SELECT folkmoot_summaries_with(%s) LIMIT %s", [_pattern(words), most]))


def _of_state(found: CaseQuerySet, wanted: QueueFilter, *, request: OfficerRequest) -> CaseQuerySet:
    match wanted.state:
        case State.OPEN:
            return found.open()
        case State.OVERDUE:
            return found.overdue(request.now)
        case State.ALL:
            return found
        case _:
            return found.filter(step=wanted.state)


def _of_lead(found: CaseQuerySet, lead: Lead | None, *, request: OfficerRequest) -> CaseQuerySet:
    mine = [s.post_id for s in request.officer.standings]
    held = Appointment.objects.current(request.today).filter(post=OuterRef("lead_post"))
    match lead:
        case Lead.MINE:
            return found.filter(lead_post__in=mine)
        case Lead.NONE:
            return found.filter(lead_post=None)
        case Lead.VACANT:
            return found.filter(~Exists(held), lead_appointment__until_on__lte=request.today)
        case None:
            return found


def in_order(found: CaseQuerySet, wanted: QueueFilter) -> QuerySet[Case]:
    """The same cases in the order that is wanted."""
    return found.order_by(*_ORDERS[wanted.sort])


def _pattern(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
