"""One deed on the cases that were chosen in the queue."""

import re
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from folkmoot.cases.models import Case
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.queue.together_forms import TOGETHER, Chosen
from folkmoot.web.doors import OfficerRequest, officer_page_with

MOST: Final = 100
_CASE: Final = re.compile(r"([0-9A-Z]{9})\.(\d{1,9})")
_WITH: Final = ("place__parent", "unit", "lead_post", "taken_by")


@officer_page_with(Power.READ)
@require_POST
def together_page(request: OfficerRequest) -> HttpResponseBase:
    """Asks once for all; sent, it says what was done in which case, and where nothing was and why.

    The chosen cases come as `REFERENCE.VERSION`. By POST throughout: no address says which cases were chosen.
    """
    kind = TOGETHER.get(request.POST.get("deed", ""))
    if kind is None:
        raise Http404
    chosen = _chosen(request)
    if not chosen:
        messages.error(request, _("No case was chosen. Choose some in the list first."))
        return redirect("desk:queue")
    is_sent = "sent" in request.POST
    form = kind(request.POST if is_sent else None, chosen=chosen, officer=request.officer, today=request.today)
    if is_sent and form.is_valid():
        results = form.act(now=request.now)
        context = {
            "form": form,
            "done": [result.case for result in results if not result.refusal],
            "refused": [result for result in results if result.refusal],
        }
        return render(request, "desk/together_report.html", context)
    context = {"form": form, "chosen": chosen, "deed": request.POST["deed"]}
    return render(request, "desk/together.html", context, status=422 if is_sent else 200)


def _chosen(request: OfficerRequest) -> Chosen:
    """The cases that were chosen and are in sight, each with its version on the screen."""
    pairs = [_CASE.fullmatch(value) for value in request.POST.getlist("case")[:MOST]]
    versions = {pair[1]: int(pair[2]) for pair in pairs if pair}
    found = Case.objects.visible_to(request.officer).filter(reference__in=versions).select_related(*_WITH)
    return [(case, versions[case.reference]) for case in found.order_by("due_at", "pk")]
