"""The queue: the cases of one's area, by what is due."""

from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from folkmoot.cases.models import Case
from folkmoot.cases.models.case import CaseQuerySet
from folkmoot.officers.models import SavedView
from folkmoot.officers.rules.authority import Power
from folkmoot.procedures.rules.steps import OPEN
from folkmoot.web.desk.changing import Shown, list_changes, list_tag
from folkmoot.web.desk.queue.filters import COLUMNS, Column, QueueFilter, QueueForm, Sort, State
from folkmoot.web.desk.queue.listing import filtered, in_order
from folkmoot.web.desk.queue.rows import QueueRow, queue_rows, rows_of
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.residents import sealed

PAGE: Final = 50
#: beyond this many nobody counts on
COUNTED: Final = 1000
_WORDS: Final = "desk_queue_words"
#: the orders to which the head of a column leads, the first before the second
_SORTS: Final = {
    Column.DUE: (Sort.DUE, Sort.DUE_LAST),
    Column.RECEIVED: (Sort.RECEIVED, Sort.RECEIVED_FIRST),
    Column.PLACE: (Sort.PLACE,),
}
_BY_DUE: Final = {Sort.DUE, Sort.DUE_LAST}
_OPEN: Final = {State.OPEN, State.OVERDUE, *OPEN}
_DESCENDING: Final = {Sort.DUE_LAST, Sort.RECEIVED}


@officer_page_with(Power.READ)
def queue_page(request: OfficerRequest) -> HttpResponseBase:
    """Fifty cases a page. What is filtered stands in the address, the words that are searched in the session alone."""
    is_sent = request.method == "POST"
    if is_sent:
        sent = {**request.POST.dict(), "columns": request.POST.getlist("columns")}
        form = QueueForm.of_request(sent, request)
    else:
        form = QueueForm.of_address(request.GET, words=words_of(request), request=request)
    if is_sent and form.is_valid():
        # No address and no log may hold what somebody searched.
        sealed.keep(request, _WORDS, {"words": form.cleaned_data["words"]}, now=request.now)
        return redirect(_address(form.wanted().query()))
    wanted = form.wanted()
    words = form.cleaned_data.get("words", "")
    page = _page_of(filtered(request, wanted, words=words), wanted)
    rows: list[QueueRow] = page["rows"]
    context = {
        "form": form,
        "wanted": wanted,
        "words": words,
        "may_export": request.officer.may(Power.EXPORT),
        "may_assign": request.officer.may(Power.ASSIGN) or request.officer.may(Power.ACCEPT),
        "may_merge": request.officer.may(Power.MERGE),
        "may_note": request.officer.may(Power.NOTE),
        "views": list(SavedView.objects.of_user(request.officer.user_id)),
        "heads": [_head(column, wanted) for column in wanted.columns],
        "body": queue_rows(rows, request, columns=wanted.columns),
        "tag": list_tag(Shown(row.id, row.version) for row in rows),
        "changes": f"{reverse('desk:queue_changes')}?{_with_page(wanted)}",
    }
    return render(request, "desk/queue.html", page | context, status=422 if is_sent else 200)


@officer_page_with(Power.READ)
@require_safe
def queue_changes(request: OfficerRequest) -> HttpResponseBase:
    """How many of the cases on a page of the queue came, went or changed; 304 where none did."""
    words = words_of(request)
    wanted = QueueForm.of_address(request.GET, words=words, request=request).wanted()
    start = (wanted.page - 1) * PAGE
    found = in_order(filtered(request, wanted, words=words), wanted)[start : start + PAGE]
    rows = [Shown(*values) for values in found.values_list("pk", "version")]
    return list_changes(request, rows, show=f"{reverse('desk:queue')}?{_with_page(wanted)}")


def words_of(request: OfficerRequest) -> str:
    """The words for which the officer searched last, within two hours."""
    kept = sealed.kept(request, _WORDS, now=request.now)
    return str(kept["words"]) if kept else ""


def _address(query: str) -> str:
    return f"{reverse('desk:queue')}?{query}" if query else reverse("desk:queue")


def _with_page(wanted: QueueFilter) -> str:
    return "&".join(filter(None, (wanted.query(), f"page={wanted.page}" if wanted.page > 1 else "")))


def _head(column: Column, wanted: QueueFilter) -> dict[str, Any]:
    """The head of one column: its title, the order it leads to, and the one that it stands for now."""
    sorts = _SORTS.get(column, ())
    later = [sort for sort in sorts if sort != wanted.sort]
    now = "" if wanted.sort not in sorts else "descending" if wanted.sort in _DESCENDING else "ascending"
    return {"title": COLUMNS[column], "sort": later[0] if later else "", "now": now}


def _page_of(found: CaseQuerySet, wanted: QueueFilter) -> dict[str, Any]:
    start = (wanted.page - 1) * PAGE
    rows = rows_of(_shown(in_order(found, wanted)[start : start + PAGE + 1], wanted))
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


def _shown(page: QuerySet[Case], wanted: QueueFilter) -> QuerySet[Case]:
    """The cases of a page; by their numbers where no index puts them in order.

    An index orders the open ones. Beyond them every case would be joined to what a row shows before fifty are taken.
    """
    if wanted.sort not in _BY_DUE or wanted.state in _OPEN:
        return page
    return in_order(Case.objects.filter(pk__in=list(page.values_list("pk", flat=True))), wanted)


def _count(found: CaseQuerySet) -> int:
    return found.order_by().values("pk")[: COUNTED + 1].count()
