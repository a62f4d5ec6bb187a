"""Giving cases out as a table without names."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from folkmoot.integrations.spreadsheets.exporting import export_file
from folkmoot.integrations.spreadsheets.formats import TableFormat
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm

TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportForm(PageForm):
    """Which place and which kind of table."""

    place = forms.CharField(label=_("Place"), help_text=_("Its code. Everything below it is included."), max_length=24)
    kind = forms.ChoiceField(
        label=_("Kind of table"),
        choices=[(TableFormat.CSV, _("CSV")), (TableFormat.XLSX, _("Excel (XLSX)"))],
        widget=forms.RadioSelect,
        initial=TableFormat.CSV,
    )


@officer_page_with(Power.EXPORT)
def export_page(request: OfficerRequest) -> HttpResponseBase:
    """Asks for the place; sent, the table. That it was given out is recorded."""
    form = ExportForm(request.POST or None, initial={"place": _first_place(request)})
    if form.is_valid():
        place = Place.objects.filter(code=form.cleaned_data["place"].strip().upper()).first()
        by = _exporting(request, place)
        if place is not None and by is not None:
            return _table(request, place, by=by, kind=TableFormat(form.cleaned_data["kind"]))
        form.add_error("place", _("No place in your area has this code."))
    return render(request, "desk/export.html", {"form": form}, status=422 if form.errors else 200)


def _first_place(request: OfficerRequest) -> str:
    areas = request.officer.areas(Power.EXPORT)
    asked = Place.objects.filter(code=request.GET.get("place", "")).first()
    if asked is not None and any(asked.path.startswith(area) for area in areas):
        return asked.code
    return Place.objects.get(path=areas[0]).code


def _exporting(request: OfficerRequest, place: Place | None) -> Standing | None:
    if place is None:
        return None
    return next((s for s in request.officer.with_power(Power.EXPORT) if s.covers(place.path)), None)


def _table(request: OfficerRequest, place: Place, *, by: Standing, kind: TableFormat) -> HttpResponse:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"cases.{kind}"
        export_file(path, kind=kind, by=by, within=place.path, now=request.now)
        response = HttpResponse(path.read_bytes(), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="cases-{place.code}.{kind}"'
    return response
