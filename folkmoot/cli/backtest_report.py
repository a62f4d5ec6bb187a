"""The report of a back-test: a text in Markdown with two plots beside it."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from folkmoot.cli.words import _

if TYPE_CHECKING:
    from folkmoot.earlywarning.backtest.power import Power
    from folkmoot.earlywarning.backtest.running import Outcome
    from folkmoot.earlywarning.backtest.trial import Evenings

TEXT: Final = "backtest.md"
NIGHTS: Final = "nights.svg"
FOUND: Final = "found.svg"


def write_report(outcome: "Outcome", folder: Path, *, origin: str) -> Path:
    """Writes the text and the plots into a folder, which is made where it is missing, and returns the text's path.

    `origin` says where the counts come from, and stands first.
    """
    from folkmoot.earlywarning.backtest import plots

    folder.mkdir(parents=True, exist_ok=True)
    pictures = {
        NIGHTS: plots.nights(outcome, threshold_word=_("threshold"), turn_word=_("tried from here on")),
        FOUND: plots.found(outcome.powers, day_words=_days_of_a_burst()),
    }
    for name, picture in pictures.items():
        (folder / name).write_text(picture, encoding="utf-8")
    path = folder / TEXT
    path.write_text("\n\n".join(_parts(outcome, origin=origin)) + "\n", encoding="utf-8")
    return path


def in_json(outcome: "Outcome") -> dict[str, Any]:
    """The figures of the report."""
    return {
        "threshold": outcome.threshold,
        "calibrated": {**_days(outcome, outcome.past), "alarms_a_year": outcome.past.a_year},
        "tried": {**_days(outcome, outcome.tried), "alarms_a_year": outcome.tried.a_year},
        "bursts": [
            {"size": each.size, "count": len(each.found), "found_by_day": _by_day(each), "delay_days": each.delay}
            for each in outcome.powers
        ],
    }


def _parts(outcome: "Outcome", *, origin: str) -> Iterable[str]:
    yield "# " + _("Back-test of early warning")
    yield origin
    yield _what_was_tried(outcome)
    yield "## " + _("Nights without a burst")
    yield _(
        "The threshold was set by the earlier nights alone, and tried on the later ones. Signals may be true: "
        "nobody said of these nights what happened on them."
    )
    yield _table((_("year"), _("nights"), _("signals"), ""), _years(outcome))
    yield _worst_year(outcome)
    if _is_lowest(outcome):
        yield _(
            "No lower threshold is tried. The earlier nights raised fewer signals than they were allowed: so few cases "
            "come here that this method sees little. Try it on a wider region, or ask for smaller bursts (--least)."
        )
    yield f"![{_('The highest ratio of each night, and the threshold')}]({NIGHTS})"
    yield _table((_("raised on"), _("place"), _("topic"), _("cases"), _("expected"), _("days")), _alarms(outcome))
    yield "## " + _("Bursts that were put in")
    yield _bursts_in_words(outcome)
    heads = (_("extra cases"), _("bursts"), *_days_of_a_burst(), _("average delay, days"))
    yield _table(heads, [_burst(each) for each in outcome.powers])
    yield f"![{_('Share of bursts found by each day, by their size')}]({FOUND})"


def _what_was_tried(outcome: "Outcome") -> str:
    history, method, trial = outcome.trial.history, outcome.trial.method, outcome.trial
    nodes = len(history.over.places) * len(history.over.topics)
    return _(
        "{cases} cases, {days} days from {first}, {nodes} pairs of place and topic. Windows of {shortest} to {longest} "
        "days against {span} days, on condition of place, topic and day. Ratios are divided by 1 + {spread}² × "
        "expected. Fewer than {least} cases raise nothing. {rate} signals a year were allowed to the earlier nights: "
        "threshold {threshold}."
    ).format(
        cases=history.cases,
        days=history.days,
        first=history.day(0).isoformat(),
        nodes=nodes,
        shortest=method.shortest,
        longest=method.longest,
        span=method.span,
        spread=method.spread,
        least=method.least,
        rate=trial.method.per_year,
        threshold=f"{outcome.threshold:.2f}",
    )


def _years(outcome: "Outcome") -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    for evenings, word in ((outcome.past, _("sets the threshold")), (outcome.tried, _("tries it"))):
        rows += [(year, nights, alarms, word) for year, (nights, alarms) in outcome.by_year(evenings).items()]
        rows.append((_("a year"), len(evenings.highest), f"{evenings.a_year:.1f}", word))
    return rows


def _is_lowest(outcome: "Outcome") -> bool:
    from folkmoot.earlywarning.backtest.trial import EXACT, FLOOR

    return outcome.threshold <= FLOOR + EXACT


def _worst_year(outcome: "Outcome") -> str:
    alarms = {year: raised for year, (_nights, raised) in outcome.by_year(outcome.tried).items()}
    worst = max(alarms, key=alarms.__getitem__)
    return _(
        "{rate} signals a year on the later nights, {most} in the year with most of them ({year}); {allowed} a year "
        "were allowed to the earlier ones. Where more cases come from year to year, more signals come too."
    ).format(rate=f"{outcome.tried.a_year:.1f}", most=alarms[worst], year=worst, allowed=outcome.trial.method.per_year)


def _alarms(outcome: "Outcome") -> list[Sequence[object]]:
    history = outcome.trial.history
    return [
        (
            history.day(alarm.day).isoformat(),
            history.places[alarm.cut.place] or _("all"),
            history.topics[alarm.cut.topic],
            alarm.cut.cases,
            f"{alarm.cut.expected:.1f}",
            max(alarm.cut.window, outcome.trial.method.shortest),
        )
        for alarm in outcome.tried.alarms
    ]


def _bursts_in_words(outcome: "Outcome") -> str:
    from folkmoot.earlywarning.backtest.power import BURST_DAYS, MOST_USUAL

    return _(
        "Extra cases of one topic in one place, spread by chance over {days} days, each burst by itself on days of the "
        "later nights. Places and topics are those with at most {usual} cases a week in the year before. Found is what "
        "raises a signal that names the place, and the topic or the group it is in; a wider place does not count, and "
        "what an earlier signal hides is missed."
    ).format(days=BURST_DAYS, usual=f"{MOST_USUAL:g}")


def _days_of_a_burst() -> list[str]:
    from folkmoot.earlywarning.backtest.power import BURST_DAYS

    return [_("by day {number}").format(number=number) for number in range(1, BURST_DAYS + 1)]


def _burst(power: "Power") -> Sequence[object]:
    shares = [f"{share:.1%}" for share in _by_day(power)]
    shares[-1] += f" ± {power.error:.1%}"
    return (power.size, len(power.found), *shares, "" if power.delay is None else f"{power.delay:.1f}")


def _by_day(power: "Power") -> list[float]:
    from folkmoot.earlywarning.backtest.power import BURST_DAYS

    return [power.by(day) for day in range(1, BURST_DAYS + 1)]


def _days(outcome: "Outcome", evenings: "Evenings") -> Mapping[str, object]:
    day, count = outcome.trial.history.day, len(evenings.highest)
    return {
        "from": day(evenings.since).isoformat(),
        "to": day(evenings.since + count - 1).isoformat(),
        "alarms_by_year": {str(year): alarms for year, (_nights, alarms) in outcome.by_year(evenings).items()},
    }


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
