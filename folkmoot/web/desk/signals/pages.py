"""Signals: where more cases of a topic come up than the past explains. They ask what fails, never who is behind it."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.errors import CaseError
from folkmoot.earlywarning.actions.reading import read_cases_behind
from folkmoot.earlywarning.models import Signal
from folkmoot.earlywarning.signals import signal_for, signals_of
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.web.desk.case.lines import CaseLines
from folkmoot.web.desk.signals.deeds import SIGNAL_DEEDS, possible_deeds, post_for
from folkmoot.web.desk.signals.file import file_of
from folkmoot.web.desk.signals.lines import lines_of
from folkmoot.web.desk.signals.tabs import tabs
from folkmoot.web.doors import OfficerRequest, officer_page_with

#: on one page of the list
SHOWN: Final = 50
States = QuerySet[Signal]
_STATES: Final[dict[str, tuple[Promise, Callable[[States], States]]]] = {
    "open": (gettext_lazy("Open"), lambda found: found.filter(ended_at=None)),
    "new": (gettext_lazy("Not taken yet"), lambda found: found.filter(ended_at=None, taken_at=None)),
    "taken": (gettext_lazy("Taken"), lambda found: found.filter(ended_at=None, taken_at__isnull=False)),
    "over": (gettext_lazy("Over"), lambda found: found.filter(ended_at__isnull=False)),
}


@officer_page_with(Power.READ)
def list_page(request: OfficerRequest) -> HttpResponseBase:
    """The signals of the officer's area, the newest first; `?state=` and `?level=` choose among them."""
    state = request.GET.get("state", "open")
    level = request.GET.get("level", "")
    page = request.GET.get("page", "1")
    if state not in _STATES or (level and not level.isdecimal()) or not page.isdecimal() or int(page) < 1:
        raise Http404
    found = _STATES[state][1](signals_of(request.officer))
    if level:
        found = found.filter(night__depth=int(level))
    start = (int(page) - 1) * SHOWN
    shown = list(found[start : start + SHOWN + 1])
    context: dict[str, Any] = {
        "tabs": tabs(request, "signals"),
        "lines": lines_of(shown[:SHOWN]),
        "states": [(name, title, name == state) for name, (title, _chosen) in _STATES.items()],
        "state": state,
        "levels": list(enumerate(request.region.levels)),
        "level": level,
        "before": int(page) - 1,
        "after": int(page) + 1 if len(shown) > SHOWN else 0,
    }
    return render(request, "desk/signals/list.html", context)


@officer_page_with(Power.READ)
def signal_page(request: OfficerRequest, signal_id: int) -> HttpResponseBase:
    """One signal: what, where, since when, how sure, what is done about it. 404 where its place is out of sight."""
    signal = _signal(request.officer, signal_id)
    (line,) = lines_of([signal])
    file = file_of(request, line)
    context = {"line": line, "file": file, "deeds": possible_deeds(request.officer, signal, file.measures)}
    return render(request, "desk/signals/signal.html", context)


@officer_page_with(Power.READ)
def cases_page(request: OfficerRequest, signal_id: int) -> HttpResponseBase:
    """The cases behind a signal that the officer may see anyway. That they looked stands in the ledger."""
    signal = _signal(request.officer, signal_id)
    by = _reader(request.officer, signal)
    behind = read_cases_behind(signal, officer=request.officer, by=by, now=request.now)
    (line,) = lines_of([signal])
    lines = CaseLines(request).of(behind.cases)
    context = {"line": line, "lines": lines, "seen": len(behind.cases), "hidden": behind.total - len(behind.cases)}
    return render(request, "desk/signals/cases.html", context)


@officer_page_with(Power.READ)
def step_page(request: OfficerRequest, signal_id: int, step: str) -> HttpResponseBase:
    """The form of one deed; sent, it does it. 404 where the deed is not open to the officer."""
    signal = _signal(request.officer, signal_id)
    measures = list(signal.measures.order_by("pk"))
    kind = next((each for each in SIGNAL_DEEDS if each.name == step), None)
    by = post_for(request.officer, signal, measures, kind) if kind else None
    if kind is None or by is None:
        return _too_late(request, signal, step)
    form = kind(request.POST if request.method == "POST" else None, signal=signal, measures=measures, by=by)
    if form.is_valid():
        try:
            form.act(now=request.now)
        except CaseError as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, str(form.done))
            return redirect("desk:signal", signal_id=signal.pk)
    (line,) = lines_of([signal])
    status = 422 if form.errors else 200
    return render(request, "desk/signals/deed.html", {"line": line, "form": form, "by": by}, status=status)


def _too_late(request: OfficerRequest, signal: Signal, step: str) -> HttpResponseBase:
    """Somebody else went on with it while the form was open: they are led back to the signal."""
    if request.method != "POST" or step not in {each.name for each in SIGNAL_DEEDS}:
        raise Http404
    messages.warning(request, _("This is no longer possible: the signal has moved on. Look at what is new."))
    return redirect("desk:signal", signal_id=signal.pk)


def _signal(officer: Officer, signal_id: int) -> Signal:
    try:
        return signal_for(officer, signal_id)
    except Signal.DoesNotExist as error:
        raise Http404 from error


def _reader(officer: Officer, signal: Signal) -> Standing:
    """The post by which its place is in sight."""
    found = (each for each in officer.with_power(Power.READ) if each.covers(signal.place_path))
    return next(found)
