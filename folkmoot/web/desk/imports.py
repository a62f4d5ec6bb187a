"""Entering history of another system from a file: looked at first, then entered."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.rules.imported import ConcernRow, Refusal
from folkmoot.integrations.spreadsheets.concerns import import_file, preview, rehearse_file
from folkmoot.integrations.spreadsheets.map_table import MapError
from folkmoot.integrations.spreadsheets.reading import SheetError
from folkmoot.integrations.spreadsheets.sentences import map_sentence, refusal_sentence, sheet_sentence
from folkmoot.integrations.spreadsheets.source_map import SourceMap, load_map, parse_map, shipped_maps
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm

#: refused rows that a page lists; the report counts them all
SHOWN = 100


class ImportForm(PageForm):
    """The file and how it is read. `looked_at` is the digest of what was shown before."""

    file = forms.FileField(label=_("File"), help_text=_("CSV in any encoding, or XLSX."))
    map = forms.ChoiceField(label=_("How are its columns read?"), required=False)
    own_map = forms.FileField(
        label=_("Or a map of your own"), help_text=_("A TOML file. It counts before the choice above."), required=False
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["map"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose one")), *((name, name) for name in shipped_maps())]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Not larger than an import may be."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.IMPORT_LIMIT:
            raise forms.ValidationError(_("The file is too large. Divide it."))
        return file

    def source_map(self) -> SourceMap:
        """The map that was chosen. Raises MapError."""
        own: UploadedFile[bytes] | None = self.cleaned_data["own_map"]
        if own is not None:
            return parse_map(own.read().decode("utf-8", errors="replace"), name=Path(own.name or "map").stem)
        return load_map(self.cleaned_data["map"])

    def clean(self) -> dict[str, Any]:
        """One of the two maps is needed."""
        given = super().clean() or self.cleaned_data
        if not given.get("map") and not given.get("own_map"):
            self.add_error("map", _("Choose how the columns are read, or give a map of your own."))
        return given


@officer_page_with(Power.IMPORT)
def import_page(request: OfficerRequest) -> HttpResponseBase:
    """First shows what would enter; the same file sent again enters. The file itself is kept nowhere."""
    form = ImportForm(request.POST or None, request.FILES or None)
    by = next(request.officer.with_power(Power.IMPORT))
    if not form.is_valid():
        return render(request, "desk/import.html", {"form": form}, status=422 if form.errors else 200)
    try:
        with _kept(form.cleaned_data["file"]) as (path, digest):
            source_map = form.source_map()
            if form.cleaned_data["looked_at"] == digest:
                report = import_file(path, source_map=source_map, by=by, now=request.now)
                return render(request, "desk/imported.html", {"report": report, "refused": _refused(report.refused)})
            return _preview_page(request, path, source_map=source_map, by=by, digest=digest)
    except SheetError as error:
        form.add_error("file", sheet_sentence(error))
    except MapError as error:
        form.add_error("own_map" if form.cleaned_data["own_map"] else "map", map_sentence(error))
    return render(request, "desk/import.html", {"form": form}, status=422)


def _preview_page(
    request: OfficerRequest, path: Path, *, source_map: SourceMap, by: Standing, digest: str
) -> HttpResponseBase:
    seen = preview(path, source_map=source_map)
    report = rehearse_file(path, source_map=source_map, by=by, now=request.now)
    context = {
        "form": ImportForm(initial={"map": request.POST.get("map", ""), "looked_at": digest}),
        "rows": [row for row in seen.rows if isinstance(row, ConcernRow)],
        "report": report,
        "refused": _refused(report.refused),
        "source": source_map.source,
    }
    return render(request, "desk/import_preview.html", context)


def _refused(refusals: list[Refusal]) -> list[tuple[int, str]]:
    return [(refusal.line, refusal_sentence(refusal)) for refusal in refusals[:SHOWN]]


@contextmanager
def _kept(file: "UploadedFile[bytes]") -> Iterator[tuple[Path, str]]:
    """The file on disk, for as long as it is read, and its SHA-256."""
    digest = hashlib.sha256()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as out:
            for chunk in file.chunks():
                digest.update(chunk)
                out.write(chunk)
        yield path, digest.hexdigest()
