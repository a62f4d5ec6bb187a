"""`folkmoot backtest`: what early warning would have raised on past days, and which bursts it would have found."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from folkmoot.cli.words import _

if TYPE_CHECKING:
    from folkmoot.earlywarning.backtest.history import DailyCases, History
    from folkmoot.earlywarning.backtest.method import Method
    from folkmoot.earlywarning.backtest.running import Outcome

BURSTS: Final = 500


def backtest(
    counts: Annotated[
        Path | None, typer.Option(help=_("CSV with the columns day, place, topic, cases; else the installation's own."))
    ] = None,
    region: Annotated[str, typer.Option(help=_("Code of the place to stay in, of the own counts."))] = "",
    first: Annotated[str, typer.Option("--from", help=_("The first night that sets the threshold: 2020-01-01."))] = "",
    calibrate_to: Annotated[
        str, typer.Option("--calibrate-to", help=_("The last night that sets it. The default leaves a year to try it."))
    ] = "",
    last: Annotated[str, typer.Option("--to", help=_("The last night on which it is tried."))] = "",
    report: Annotated[Path, typer.Option(help=_("Folder for the report and its plots."))] = Path("backtest"),
    bursts: Annotated[int, typer.Option(min=10, help=_("Bursts of each size that are put in."))] = BURSTS,
    per_year: Annotated[
        float | None,
        typer.Option(min=0.1, help=_("Signals a year of the nights that set the threshold.")),
    ] = None,
    least: Annotated[int | None, typer.Option(min=1, help=_("Fewer cases than these raise nothing."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))] = False,
) -> None:
    """Runs the back-test, writes its report, and tells its figures."""
    from folkmoot.cli.backtest_report import in_json, write_report
    from folkmoot.cli.output import out, say_json

    days = {"first": _day(first), "calibrate_to": _day(calibrate_to), "last": _day(last)}
    with _explained(counts):
        history = _history(counts, region=region)
        outcome = _run(history, method=_method(per_year, least), days=days, count=bursts)
    origin = _("Counts: {name}").format(name=counts.name if counts else _("the installation's own"))
    path = write_report(outcome, report, origin=origin)
    if as_json:
        say_json({"report": str(path), **in_json(outcome)})
        return
    out.print(_("{signals} signals a year on nights without a burst").format(signals=f"{outcome.tried.a_year:.1f}"))
    for each in outcome.powers:
        line = _("bursts of {size}: {share} found by the third day")
        out.print(line.format(size=each.size, share=f"{each.by(3):.1%}"))
    out.print(_("Report: {file}").format(file=path))


def _run(history: "History", *, method: "Method", days: dict[str, date | None], count: int) -> "Outcome":
    from folkmoot.cli.output import progress_bar
    from folkmoot.earlywarning.backtest.running import period, run, steps
    from folkmoot.earlywarning.backtest.trial import Trial

    trial = Trial(history, method)
    during = period(trial, first=days["first"], calibrate_to=days["calibrate_to"], last=days["last"])
    with progress_bar(_("Looking at past nights"), total=steps(during, count=count)) as advance:
        return run(trial, during, count=count, progress=advance)


def _method(per_year: float | None, least: int | None) -> "Method":
    from folkmoot.earlywarning.backtest.method import LEAST, PER_YEAR, Method

    return Method(per_year=PER_YEAR if per_year is None else per_year, least=LEAST if least is None else least)


def _history(counts: Path | None, *, region: str) -> "History":
    from folkmoot.earlywarning.backtest.history import History
    from folkmoot.earlywarning.backtest.tables import read_counts

    if counts is None:
        return History.of(_own(region))
    with counts.open(encoding="utf-8-sig", newline="") as lines:
        return History.of(read_counts(lines))


def _own(region: str) -> "Iterable[DailyCases]":
    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.cli.errors import CommandError
    from folkmoot.earlywarning.counted import own_counts
    from folkmoot.officers.queries import automatic_post
    from folkmoot.officers.scope import of_post, seeing
    from folkmoot.places.models import Place

    by = automatic_post()
    with seeing(of_post(by)):
        if not region:
            return own_counts(within=by.area)
        place = Place.objects.filter(code=region).first()
        if place is None:
            raise CommandError(_("There is no place with the code {code}.").format(code=region))
        return own_counts(within=place.path)


def _day(text: str) -> date | None:
    from folkmoot.cli.errors import CommandError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(_("{text} is no date, such as 2026-03-10.").format(text=text)) from error


@contextmanager
def _explained(counts: Path | None) -> Iterator[None]:
    from folkmoot.cli.backtest_faults import sentence
    from folkmoot.cli.errors import CommandError
    from folkmoot.earlywarning.backtest.history import NoCases
    from folkmoot.earlywarning.backtest.power import NowhereQuiet
    from folkmoot.earlywarning.backtest.tables import BadCounts
    from folkmoot.earlywarning.backtest.trial import TooShort

    try:
        yield
    except UnicodeDecodeError as error:
        raise CommandError(_("{file} is not written in UTF-8.").format(file=counts)) from error
    except (BadCounts, NoCases, NowhereQuiet, TooShort) as error:
        raise CommandError(sentence(error)) from error
