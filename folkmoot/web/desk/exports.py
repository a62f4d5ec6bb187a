"""Giving cases out as a table without names."""

from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions.exporting import EVERY, Selection
from folkmoot.integrations.spreadsheets.exporting import export_file
from folkmoot.integrations.spreadsheets.formats import TableFormat
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.web.desk.queue.filters import QueueForm
from folkmoot.web.desk.queue.listing import narrowed
from folkmoot.web.desk.queue.page import words_of
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm
from folkmoot.web.names import place_name

TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Which(StrEnum):
    """The cases of the list from which one comes, or all."""

    LIST = "list"
    ALL = "all"


class ExportForm(PageForm):
    """Which cases, of which place, and which kind of table."""

    which = forms.ChoiceField(label=_("Which cases?"), widget=forms.RadioSelect, initial=Which.LIST)
    place = forms.CharField(label=_("Place"), max_length=24)
    kind = forms.ChoiceField(
        label=_("Kind of table"),
        choices=[(TableFormat.CSV, _("CSV")), (TableFormat.XLSX, _("Excel (XLSX)"))],
        widget=forms.RadioSelect,
        initial=TableFormat.CSV,
    )

    def __init__(self, *args: Any, place: Place, filtered_by: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"place": place.code}, **kwargs)
        hint = escape(gettext("Its code. Everything below it is included. %(code)s is %(place)s."))
        self.fields["place"].help_text = SafeString(hint % {"code": place.code, "place": place_name(place)})
        field = cast("forms.ChoiceField", self.fields["which"])
        field.choices = [
            (Which.LIST, gettext("Those of your list: %(filter)s") % {"filter": filtered_by}),
            (Which.ALL, gettext("All, open and closed")),
        ]


@officer_page_with(Power.EXPORT)
def export_page(request: OfficerRequest) -> HttpResponseBase:
    """Asks for cases and place; sent, the table. That it was given out is recorded."""
    queue = QueueForm.of_address(request.GET, words=words_of(request), request=request)
    filtered_by = " · ".join(queue.in_words())
    form = ExportForm(request.POST or None, place=_first_place(request), filtered_by=filtered_by)
    if form.is_valid():
        place = Place.objects.filter(code=form.cleaned_data["place"].strip().upper()).first()
        by = _exporting(request, place)
        if place is not None and by is not None:
            selection = _selection(queue, request) if form.cleaned_data["which"] == Which.LIST else EVERY
            kind = TableFormat(form.cleaned_data["kind"])
            return _table(request, place, by=by, kind=kind, selection=selection)
        form.add_error("place", _("No place in your area has this code."))
    return render(request, "desk/export.html", {"form": form}, status=422 if form.errors else 200)


def _selection(queue: QueueForm, request: OfficerRequest) -> Selection:
    """What the list shows, but of the place that is asked for; of words the ledger learns only that there were some."""
    wanted, words = queue.wanted(), words_of(request)
    told = urlencode({**wanted.kept(), **({"words": "yes"} if words else {})})
    return Selection(lambda found: narrowed(found, wanted, words=words, request=request), told)


def _first_place(request: OfficerRequest) -> Place:
    areas = request.officer.areas(Power.EXPORT)
    asked = Place.objects.filter(code=request.GET.get("place", "")).first()
    if asked is not None and any(asked.path.startswith(area) for area in areas):
        return asked
    return Place.objects.get(path=areas[0])


def _exporting(request: OfficerRequest, place: Place | None) -> Standing | None:
    if place is None:
        return None
    return next((s for s in request.officer.with_power(Power.EXPORT) if s.covers(place.path)), None)


def _table(
    request: OfficerRequest, place: Place, *, by: Standing, kind: TableFormat, selection: Selection
) -> HttpResponse:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"cases.{kind}"
        export_file(path, kind=kind, by=by, within=place.path, now=request.now, selection=selection)
        response = HttpResponse(path.read_bytes(), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="cases-{place.code}.{kind}"'
    return response
