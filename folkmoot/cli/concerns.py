"""`folkmoot import concerns` and `folkmoot export concerns`."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from folkmoot.cli.words import _
from folkmoot.integrations.spreadsheets.formats import TableFormat

if TYPE_CHECKING:
    from folkmoot.cases.rules.imported import Report
    from folkmoot.officers.rules.standing import Standing

#: More refused rows than these stand in the file that `--refused` names, and in JSON.
LISTED: Final = 50

Json = Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))]
PostCode = Annotated[
    str, typer.Option("--post", help=_("Code of the post that acts. The default is the head coordinator's."))
]


def take_in(
    file: Annotated[Path, typer.Argument(help=_("A CSV or XLSX file."))],
    map_name: Annotated[str, typer.Option("--map", help=_("Name of a map that comes with Folkmoot, or a file."))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Give the same report and write nothing."))] = False,
    refused: Annotated[
        Path | None, typer.Option("--refused", help=_("Write refused rows, line and reason, to this CSV file."))
    ] = None,
    post: PostCode = "",
    as_json: Json = False,
) -> None:
    """Enters a file, or rehearses it, and tells what became of each row."""
    from django.utils import timezone

    from folkmoot.cli.output import out, progress_bar, say_json
    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.integrations.spreadsheets.concerns import import_file, rehearse_file
    from folkmoot.integrations.spreadsheets.source_map import load_map

    run = rehearse_file if dry_run else import_file
    by = _acting(post)
    with explained(), progress_bar(_("Rows"), total=None) as advance:
        report = run(file, source_map=load_map(map_name), by=by, now=timezone.now(), progress=Counter(advance))
    if refused:
        _write_refused(report, path=refused)
    if as_json:
        say_json({"written": not dry_run, **_counts(report), "refusals": _lines(report)})
        return
    if dry_run:
        out.print(_("Rehearsed: nothing was written."))
    for name, count in _counts(report).items():
        out.print(f"{name}: {count}")
    for line, _reason, sentence in _lines(report)[:LISTED]:
        out.print(_("Line {line}: {sentence}").format(line=line, sentence=sentence))


def give_out(
    file: Annotated[Path, typer.Argument(help=_("The file to write; it must not be there yet."))],
    within: Annotated[str, typer.Option(help=_("Code of the place to stay in. The default is the post's area."))] = "",
    kind: Annotated[TableFormat, typer.Option("--format", help=_("The kind of table."))] = TableFormat.CSV,
    post: PostCode = "",
    as_json: Json = False,
) -> None:
    """Writes cases to a file, without names and without what was said."""
    from django.utils import timezone

    from folkmoot.cli.output import out, progress_bar, say_json
    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.integrations.spreadsheets.exporting import export_file

    by = _acting(post)
    with explained(), progress_bar(_("Cases"), total=None) as advance:
        now = timezone.now()
        count = export_file(file, kind=kind, by=by, within=_area(within) or by.area, now=now, progress=advance)
    if as_json:
        say_json({"file": str(file), "cases": count})
    else:
        out.print(_("{count} cases written to {file}.").format(count=count, file=file))


class Counter:
    """Turns "so many in all" into "so many more"."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self._done = 0

    def __call__(self, done: int) -> None:
        self._advance(done - self._done)
        self._done = done


@contextmanager
def explained() -> Iterator[None]:
    """Says in a sentence what is wrong with a file or a map."""
    from folkmoot.cases.errors import NotAllowed
    from folkmoot.cli.errors import CommandError
    from folkmoot.integrations.spreadsheets.map_table import MapError
    from folkmoot.integrations.spreadsheets.reading import SheetError
    from folkmoot.integrations.spreadsheets.sentences import map_sentence, sheet_sentence

    try:
        yield
    except MapError as error:
        raise CommandError(map_sentence(error)) from error
    except SheetError as error:
        raise CommandError(sheet_sentence(error)) from error
    except NotAllowed as error:
        raise CommandError(_("The post may not do this, or not in that place.")) from error
    except FileExistsError as error:
        raise CommandError(_("{file} is there already.").format(file=error)) from error


def _acting(code: str) -> "Standing":
    """The post of this code, else the head coordinator's: the first one of the region's root."""
    from django.utils import timezone

    from folkmoot.cli.errors import CommandError
    from folkmoot.officers.models import Post
    from folkmoot.officers.queries import current_appointment, standing_of
    from folkmoot.officers.rules.authority import Role
    from folkmoot.places.queries import region, zone

    posts = Post.objects.select_related("unit__place")
    head = posts.filter(role=Role.COORDINATOR, unit__place=region().root, unit__parent=None).order_by("pk")
    post = posts.filter(code=code).first() if code else head.first()
    if post is None:
        raise CommandError(_("There is no such post: {code}").format(code=code or Role.COORDINATOR.value))
    return standing_of(post, current_appointment(post.pk, today=timezone.now().astimezone(zone()).date()))


def _area(code: str) -> str:
    from folkmoot.cli.errors import CommandError
    from folkmoot.places.models import Place

    path = Place.objects.filter(code=code).values_list("path", flat=True).first()
    if code and path is None:
        raise CommandError(_("There is no such place: {code}").format(code=code))
    return path or ""


def _lines(report: "Report") -> Sequence[tuple[int, str, str]]:
    from folkmoot.integrations.spreadsheets.sentences import refusal_sentence

    return [(each.line, each.reason.value, refusal_sentence(each)) for each in report.refused]


def _write_refused(report: "Report", *, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("line", "reason", "sentence"))
        writer.writerows(_lines(report))


def _counts(report: "Report") -> dict[str, int]:
    return {
        "read": report.read,
        "entered": report.entered,
        "known": report.known,
        "refused": len(report.refused),
        "unplaced": report.unplaced,
        "odd": report.odd,
    }
