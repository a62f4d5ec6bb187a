"""Warnings at the desk: taking one, and the daily digest. Never a list of people."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.errors import CaseError
from folkmoot.earlywarning.actions.morning import stop_morning_mail, want_morning_mail
from folkmoot.earlywarning.actions.taking import take_warning
from folkmoot.earlywarning.models import CaseWarning, MorningMail, WarningColour
from folkmoot.earlywarning.permissions import post_to_take
from folkmoot.earlywarning.queries import digest_of
from folkmoot.earlywarning.warned import Taken, Wanted
from folkmoot.officers.rules.authority import Power
from folkmoot.web.desk.deeds.base import text_field
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.desk.signals.lines import signals_of_day
from folkmoot.web.desk.warnings.lines import line_of, townships
from folkmoot.web.desk.warnings.listing import address_of
from folkmoot.web.desk.warnings.rows import rows_of
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm

#: the most urgent first
_COLOURS: Final = tuple(reversed(WarningColour))


class TakeForm(PageForm):
    """What is being done about a warning."""

    said = text_field(
        gettext_lazy("What is being done?"),
        hint=gettext_lazy("It stays at the desk. The warning ends by itself when what it says is true no longer."),
        rows=3,
        limit=2000,
    )


@officer_page_with(Power.TAKE_WARNING)
def take_page(request: OfficerRequest, warning_id: int) -> HttpResponseBase:
    """One warning, and what is being done about it. 404 where no post of the officer may take it."""
    found = CaseWarning.objects.filter(pk=warning_id).select_related("case", "post__unit", "unit__place", "taken_by")
    warning = found.first()
    if warning is None:
        raise Http404
    case = find_case(request, warning.case.reference)
    by = post_to_take(request.officer, warning, case)
    if by is None:
        raise Http404
    form = TakeForm(request.POST or None)
    if form.is_valid():
        try:
            take_warning(warning.pk, said=form.cleaned_data["said"], by=by, now=request.now)
        except CaseError as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("You have taken the warning. It climbs no further."))
            return redirect("desk:case", reference=case.reference)
    note_reading(case, by=standing_for(request, Power.READ, case), user_id=request.officer.user_id, now=request.now)
    line = line_of(warning, places=townships([warning]))
    context = {"warning": line, "case": case, "by": by, "form": form}
    return render(request, "desk/warning.html", context, status=422 if form.errors else 200)


@officer_page_with(Power.READ)
def digest_page(request: OfficerRequest) -> HttpResponseBase:
    """What the officer has to take today, what came since yesterday, and whether it comes by e-mail too."""
    digest = digest_of(request.officer, now=request.now)
    places = townships([*digest.to_take, *digest.taken])
    context = {
        "to_take": rows_of(line_of(each, places=places, may_take=True) for each in digest.to_take),
        "taken": [line_of(each, places=places) for each in digest.taken],
        "signals": signals_of_day(request.officer),
        "waiting": digest.waiting,
        "further": digest.waiting - len(digest.to_take),
        "all_mine": address_of(Wanted(taken=Taken.MINE)),
        "news": [(WarningColour(colour), digest.news[colour]) for colour in _COLOURS if digest.news[colour]],
        "mail": MorningMail.objects.filter(user=request.officer.user_id).first(),
        "form": MailForm(),
    }
    return render(request, "desk/warnings_digest.html", context)


class MailForm(PageForm):
    """Where the digest goes each morning."""

    address = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The mail holds counts, references and links; no name and no word of a case."),
    )


@officer_page_with(Power.READ)
@require_POST
def mail_page(request: OfficerRequest) -> HttpResponseBase:
    """Sends the digest by e-mail from tomorrow on, or no longer."""
    if "stop" in request.POST:
        stop_morning_mail(request.officer.user_id)
        messages.success(request, _("The digest no longer comes by e-mail."))
        return redirect("desk:warnings_digest")
    form = MailForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That is not an e-mail address."))
        return redirect("desk:warnings_digest")
    want_morning_mail(request.officer.user_id, address=form.cleaned_data["address"], now=request.now)
    messages.success(request, _("The digest comes by e-mail each morning."))
    return redirect("desk:warnings_digest")
