"""`folkmoot triage`: training the help for sorting concerns, and what became of its suggestions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.cli.speaking import Commands
from folkmoot.cli.words import _

if TYPE_CHECKING:
    from datetime import date

    from rich.table import Table

    from folkmoot.triage.rules.samples import Sample
    from folkmoot.triage.rules.tallying import Line
    from folkmoot.triage.rules.training import Report

app = Commands()


@app.command(help=_("Train the model that suggests categories, test it on texts it has not seen, and keep it."))
def train(
    file: Annotated[
        Path | None, typer.Argument(help=_("CSV with the columns text (or tokens, summary) and label (or category)."))
    ] = None,
    own: Annotated[
        bool, typer.Option("--own", help=_("Learn from summaries and categories of the installation's own cases."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))] = False,
) -> None:
    from folkmoot.cli.errors import CommandError
    from folkmoot.cli.output import out, progress_bar, say_json

    if (file is None) is not own:
        raise CommandError(_("Name one file, or say --own: one of the two."))
    samples, today = _own() if file is None else (_read(file), datetime.now(UTC).date())

    from folkmoot.triage.actions.keeping import keep_model
    from folkmoot.triage.rules.training import STEPS
    from folkmoot.triage.rules.training import train as learn

    with _explained(), progress_bar(_("Training"), total=STEPS) as advance:
        model, report = learn(samples, today=today, progress=advance)
    path = keep_model(model)
    if as_json:
        say_json({"model": str(path), **_in_json(report)})
        return
    for line in _lines(report):
        out.print(line)
    for table in (_calibration(report), _confusion(report)):
        out.print(table, soft_wrap=False)
    out.print(_("Kept: {file}").format(file=path))


@app.command(help=_("Tell how often suggestions were taken and rejected, by month and category."))
def tally(
    months: Annotated[int, typer.Option("--months", min=1, max=120, help=_("How many months back."))] = 12,
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))] = False,
) -> None:
    from folkmoot.cli.output import out, say_json

    lines, whole = _tallied(months)
    if as_json:
        say_json({"lines": [_line_in_json(line) for line in lines], "whole": _line_in_json(whole)})
    elif lines:
        out.print(_tally([*lines, whole]), soft_wrap=False)
    else:
        out.print(_("Nothing was counted yet."))


def _tallied(months: int) -> "tuple[list[Line], Line]":
    from django.utils import timezone

    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.officers.queries import automatic_post
    from folkmoot.places.queries import local_day
    from folkmoot.triage.queries import tally_of

    return tally_of([automatic_post().area], since=months_before(local_day(timezone.now()), months - 1))


def months_before(day: "date", months: int) -> "date":
    """The first day of the month so many months before the month of a day."""
    month = day.year * 12 + day.month - 1 - months
    return day.replace(year=month // 12, month=month % 12 + 1, day=1)


def _tally(lines: "Sequence[Line]") -> "Table":
    from rich.table import Table

    heads = (_("month"), _("category"), _("taken"), _("rejected"), _("share taken"), _("helped"), _("did not help"))
    table = Table(*heads, title=_("What became of suggestions"))
    for line in lines:
        month = f"{line.month:%Y-%m}" if line.month else ""
        share = _("too few") if line.taken_share is None else f"{line.taken_share:.0%}"
        counts = (str(n) for n in (line.helped, line.useless))
        table.add_row(month, line.category or _("all"), str(line.taken), str(line.rejected), share, *counts)
    return table


def _line_in_json(line: "Line") -> dict[str, object]:
    """Counts, and the shares where there is enough to have one."""
    return {
        "month": f"{line.month:%Y-%m}" if line.month else None,
        "category": line.category or None,
        "taken": line.taken,
        "rejected": line.rejected,
        "taken_share": line.taken_share,
        "helped": line.helped,
        "did_not_help": line.useless,
        "helped_share": line.helped_share,
    }


def _read(file: Path) -> "list[Sample]":
    from folkmoot.cli.errors import CommandError
    from folkmoot.cli.triage_faults import sentence
    from folkmoot.triage.rules.samples import BadSamples, read_samples

    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return read_samples(lines)
    except UnicodeDecodeError as error:
        raise CommandError(_("{file} is not written in UTF-8.").format(file=file)) from error
    except BadSamples as error:
        told = "; ".join(
            _("line {line}: {reason}").format(line=fault.line, reason=sentence(fault.reason)) for fault in error.faults
        )
        raise CommandError(_("{file} was not learned from: {faults}").format(file=file, faults=told)) from error


def _own() -> "tuple[list[Sample], date]":
    from django.utils import timezone

    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.places.queries import local_day
    from folkmoot.triage.queries import own_samples

    return own_samples(), local_day(timezone.now())


@contextmanager
def _explained() -> Iterator[None]:
    from folkmoot.cli.errors import CommandError
    from folkmoot.triage.rules.training import LEAST_TEXTS, TooFewTexts

    try:
        yield
    except TooFewTexts as error:
        raise CommandError(
            _("There is too little to learn from: at least two categories need {count} different texts each.").format(
                count=LEAST_TEXTS
            )
        ) from error


def _lines(report: "Report") -> Sequence[str]:
    lines = [
        _("{texts} texts, {different} of them different, in {categories} categories").format(
            texts=report.texts, different=report.different_texts, categories=len(report.categories)
        ),
        _("macro-F1 on texts it had not seen: {value}").format(value=f"{report.macro_f1:.4f}"),
        _("expected calibration error: {value}").format(value=f"{report.calibration_error:.4f}"),
    ]
    if report.left_out:
        lines.append(_("Too few texts, not learned: {categories}").format(categories=", ".join(report.left_out)))
    return lines


def _calibration(report: "Report") -> "Table":
    from rich.table import Table

    table = Table(_("how sure"), _("was right"), _("texts"), title=_("Confidence"))
    for each in report.bins:
        table.add_row(f"{each.confidence:.1%}", f"{each.right:.1%}", str(each.count))
    return table


def _confusion(report: "Report") -> "Table":
    from rich.table import Table

    numbers = [str(n) for n in range(1, len(report.categories) + 1)]
    table = Table("", _("category"), "F1", *numbers, title=_("Rows: what it is. Columns: what was suggested."))
    for number, category, f1, row in zip(numbers, report.categories, report.f1, report.confusion, strict=True):
        table.add_row(number, category, f"{f1:.3f}", *(str(n) for n in row))
    return table


def _in_json(report: "Report") -> dict[str, object]:
    return {
        "texts": report.texts,
        "different_texts": report.different_texts,
        "macro_f1": report.macro_f1,
        "calibration_error": report.calibration_error,
        "categories": report.categories,
        "f1": report.f1,
        "confusion": report.confusion,
        "calibration": [{"confidence": b.confidence, "right": b.right, "texts": b.count} for b in report.bins],
        "left_out": report.left_out,
    }
