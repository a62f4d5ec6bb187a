"""Entering history of another system from a file: looked at first, then entered."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.rules.imported import ConcernRow, Refusal
from folkmoot.integrations.spreadsheets.concerns import import_file, preview, rehearse_file
from folkmoot.integrations.spreadsheets.map_table import MapError
from folkmoot.integrations.spreadsheets.reading import SheetError
from folkmoot.integrations.spreadsheets.sentences import map_sentence, refusal_sentence, sheet_sentence
from folkmoot.integrations.spreadsheets.source_map import SourceMap, load_map, parse_map, shipped_maps
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.procedures.queries import packs_here
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm
from folkmoot.web.names import place_name
from folkmoot.web.words import wording

#: runs of refused lines that a page lists for each reason; the report counts them all
SHOWN: Final = 20


@dataclass(frozen=True)
class Refused:
    """Rows that do not enter for the same reason."""

    why: str
    count: int
    #: their lines in the file, as far as a page has room: "2–26, 28"
    lines: str


@dataclass(frozen=True)
class Entering:
    """A row as it would enter, with its category and place in words."""

    row: ConcernRow
    category: str
    place: SafeString | str


class ImportForm(PageForm):
    """The file and how it is read. `looked_at` is the digest of what was shown before."""

    file = forms.FileField(label=_("File"), help_text=_("CSV in any encoding, or XLSX."))
    map = forms.ChoiceField(
        label=_("How are its columns read?"),
        error_messages={"required": _("Choose how the columns are read, or give a map of your own.")},
    )
    own_map = forms.FileField(
        label=_("Or a map of your own"), help_text=_("A TOML file. It counts before the choice above."), required=False
    )
    looked_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["map"]
        # One of the two maps is needed.
        field.required = "own_map" not in self.files
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
        "rows": _entering(request, seen.rows, refused={each.line for each in report.refused}),
        "report": report,
        "refused": _refused(report.refused),
        "source": source_map.source,
    }
    return render(request, "desk/import_preview.html", context)


def _entering(
    request: OfficerRequest, rows: Iterable[ConcernRow | Refusal], *, refused: Collection[int]
) -> list[Entering]:
    """The rows that are not refused, by the map or by the area of the post. One statement."""
    found = [row for row in rows if isinstance(row, ConcernRow) and row.line not in refused]
    titles = {each.code: wording(each.title) for pack in packs_here(request.region) for each in pack.categories}
    places = {each.code: place_name(each) for each in Place.objects.filter(code__in={row.place for row in found})}
    return [Entering(row, titles.get(row.category, row.category), places.get(row.place, row.place)) for row in found]


def _refused(refusals: Iterable[Refusal]) -> list[Refused]:
    lines: dict[str, list[int]] = {}
    for refusal in refusals:
        lines.setdefault(refusal_sentence(refusal), []).append(refusal.line)
    return [Refused(why, len(found), _runs(found)) for why, found in lines.items()]


def _runs(lines: Sequence[int]) -> str:
    """Lines in words, those that follow each other as one run."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs[:SHOWN]]
    return gettext(", ").join([*told, *(["…"] if len(runs) > SHOWN else [])])


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
