"""What visitors of a unit are told: its address, its hours and its telephone."""

from typing import Final

from django import forms
from django.contrib import messages
from django.core.validators import RegexValidator
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.officers.actions.visiting import Visiting, tell_visitors
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.authority import Power
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm

_TELEPHONE: Final = RegexValidator(
    r"^[0-9+][0-9 ()/-]{2,}\Z", gettext_lazy("Write figures, with spaces or hyphens between them: 0791 8888 0000.")
)


class VisitingForm(PageForm):
    """All of it may be left empty."""

    address = forms.CharField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("As it stands on the door: street, house, floor, room."),
        max_length=200,
        required=False,
    )
    hours_en = forms.CharField(label=gettext_lazy("Opening hours, in English"), max_length=200, required=False)
    hours_zh = forms.CharField(
        label=gettext_lazy("Opening hours, in Chinese"),
        help_text=gettext_lazy("Where one of the two is empty, readers of both languages see the other."),
        max_length=200,
        required=False,
    )
    telephone = forms.CharField(
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("The office's own, never a person's."),
        max_length=40,
        required=False,
        validators=[_TELEPHONE],
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


@officer_page_with(Power.KEEP_OFFICERS)
def unit_page(request: OfficerRequest, unit_id: int) -> HttpResponseBase:
    """Asks for it; residents read it at once."""
    unit = Unit.objects.select_related("place").filter(pk=unit_id, valid_until=None).first()
    keepers = request.officer.with_power(Power.KEEP_OFFICERS)
    by = next((each for each in keepers if unit and each.covers(unit.place.path)), None)
    if unit is None or by is None:
        raise Http404
    names = VisitingForm.base_fields
    form = VisitingForm(request.POST or None, initial={name: getattr(unit, name) for name in names})
    if form.is_valid():
        tell_visitors(unit.pk, Visiting(**form.cleaned_data), by=by, now=request.now)
        messages.success(request, _("Residents now read this on the page of the place and on their receipts."))
        return redirect("desk:officers_at", code=unit.place.code)
    context = {"form": form, "unit": unit, "place": unit.place}
    return render(request, "desk/unit.html", context, status=422 if form.errors else 200)
