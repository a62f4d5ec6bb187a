"""The queue: the cases of one's area, by what is due."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from folkmoot.cases.models import Case
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.filters import Lead, QueueFilter, QueueForm, State
from folkmoot.web.desk.queue_rows import queue_rows, rows_of
from folkmoot.web.doors import OfficerRequest, officer_page_with

PAGE = 50
#: beyond this many nobody counts on
COUNTED = 1000
_WORDS = "desk_queue_words"


@officer_page_with(Power.READ)
def queue_page(request: OfficerRequest) -> HttpResponseBase:
    """Fifty cases a page. What is filtered stands in the address, the words that are searched in the session alone."""
    is_sent = request.method == "POST"
    sent = request.POST if is_sent else {**request.GET.dict(), "words": request.session.get(_WORDS, "")}
    form = QueueForm(sent, pack=request.region.pack, officer=request.officer, today=request.today)
    if is_sent and form.is_valid():
        # No address and no log may hold what somebody searched.
        request.session[_WORDS] = form.cleaned_data["words"]
        query = form.wanted().query()
        return redirect(f"{reverse('desk:queue')}?{query}" if query else "desk:queue")
    wanted = form.wanted()
    words = form.cleaned_data.get("words", "")
    context = {"form": form, "wanted": wanted, "may_export": request.officer.may(Power.EXPORT)}
    page = _page_of(filtered(request, wanted, words=words), wanted)
    context |= page | {"body": queue_rows(page["rows"], request)}
    return render(request, "desk/queue.html", context, status=422 if is_sent else 200)


def words_of(request: OfficerRequest) -> str:
    """The words for which the officer searched last."""
    return str(request.session.get(_WORDS, ""))


def _page_of(found: CaseQuerySet, wanted: QueueFilter) -> dict[str, Any]:
    start = (wanted.page - 1) * PAGE
    rows = rows_of(_sorted(found, wanted)[start : start + PAGE + 1])
    if start and not rows:
        raise Http404
    count = len(rows) if start == 0 and len(rows) <= PAGE else _count(found)
    return {
        "rows": rows[:PAGE],
        "count": min(count, COUNTED),
        "is_more": count > COUNTED,
        "next_page": wanted.page + 1 if len(rows) > PAGE else None,
        "previous_page": wanted.page - 1 if wanted.page > 1 else None,
    }


def filtered(request: OfficerRequest, wanted: QueueFilter, *, words: str) -> CaseQuerySet:
    """The cases that a filter leaves, of those that the officer sees."""
    found = Case.objects.visible_to(request.officer)
    found = _of_state(found, wanted, request=request)
    if wanted.categories:
        found = found.filter(category__in=wanted.categories)
    if wanted.place is not None:
        found = found.within(wanted.place.path)
    if wanted.source == "imported":
        found = found.exclude(source="")
    if wanted.source == "own":
        found = found.filter(source="")
    if words:
        found = with_words(found, words)
    return _of_lead(found, wanted.lead, request=request)


def with_words(found: CaseQuerySet, words: str) -> CaseQuerySet:
    """Those whose summary holds the words as they stand, in capitals or not."""
    return found.filter(pk__in=RawSQL("SELECT folkmoot_summaries_with(%s)", [_pattern(words)]))


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


def _sorted(found: CaseQuerySet, wanted: QueueFilter) -> models.QuerySet[Case]:
    if wanted.sort == "received":
        return found.order_by("-received_at", "-pk")
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")


def _count(found: CaseQuerySet) -> int:
    return found.order_by().values("pk")[: COUNTED + 1].count()


def _pattern(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
