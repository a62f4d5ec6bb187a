"""What stands on the page of a signal: plot, map, what may explain it, how it was computed, what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.earlywarning.actions.handling import signal_chain
from folkmoot.earlywarning.models import Signal, SignalMeasure, SignalNotice
from folkmoot.earlywarning.rules.known_reasons import ReasonKind
from folkmoot.earlywarning.rules.measures import WhyTold
from folkmoot.earlywarning.rules.tiers import DAYS_A_YEAR
from folkmoot.earlywarning.signals import year_of
from folkmoot.ledger.models import Event
from folkmoot.officers.models import Post
from folkmoot.web.desk.signals.lines import SignalLine, amount, time_of
from folkmoot.web.desk.signals.map import Whereabouts, whereabouts
from folkmoot.web.desk.signals.plot import Plot, plot_of
from folkmoot.web.doors import OfficerRequest
from folkmoot.web.names import proper_name
from folkmoot.web.templatetags.frame import title_of
from folkmoot.web.templatetags.times import on_day


@dataclass(frozen=True)
class Happened:
    """One entry of a signal's history: when, what, which post, and what it wrote."""

    at: datetime
    what: str
    by: str = ""
    said: str = ""


@dataclass(frozen=True)
class Computed:
    """How a signal was computed, in numbers that a leader can ask about."""

    nodes: int
    cases: int
    replicates: int
    #: by chance once in so long
    chance: str
    #: a signal is raised from once in so long on
    threshold: str
    #: so many a year in this tier, by chance
    a_year: str
    #: by how much rates vary by themselves, in percent; None where they do not
    spread: int | None
    ratio: str


@dataclass(frozen=True)
class SignalFile:
    """Everything of one signal beside its line."""

    measures: list[SignalMeasure]
    history: list[Happened]
    plot: Plot | None
    where: Whereabouts
    computed: Computed
    grown_into: Signal | None
    #: what is known and may explain the number, in sentences
    reasons: list[SafeString]


def file_of(request: OfficerRequest, line: SignalLine) -> SignalFile:
    """Reads what belongs to a signal. Ten statements at most."""
    signal = line.signal
    measures = list(signal.measures.order_by("pk"))
    notices = list(signal.notices.select_related("post").order_by("at", "pk"))
    return SignalFile(
        measures=measures,
        history=history_of(signal, measures, notices, doers=_doers(signal)),
        plot=_plot(line),
        where=whereabouts(request, signal, line.place) if line.place else Whereabouts(),
        computed=_computed(signal),
        grown_into=Signal.objects.filter(supersedes=signal).first() if signal.ended_at else None,
        reasons=[reason_of(each) for each in signal.reasons],
    )


def history_of(
    signal: Signal, measures: list[SignalMeasure], notices: list[SignalNotice], *, doers: Mapping[datetime, str]
) -> list[Happened]:
    """What happened with it and which post did it, the newest first."""
    found = [_told(each) for each in notices]
    found += [Happened(at, what, doers.get(at, ""), said) for at, what, said in _handled(signal)]
    for each in measures:
        title = {"measure": each.get_measure_display()}
        found.append(Happened(each.at, _("Measure chosen: %(measure)s") % title, doers.get(each.at, "")))
        if each.done_at:
            by = doers.get(each.done_at, "")
            found.append(Happened(each.done_at, _("Carried out: %(measure)s") % title, by))
    return sorted(found, key=lambda each: each.at, reverse=True)


def _doers(signal: Signal) -> dict[datetime, str]:
    """Which post did something with it at which moment, out of the ledger. Two statements, none before the first."""
    if not (signal.taken_at or signal.ended_at):
        return {}
    done = dict(Event.objects.filter(chain=signal_chain(signal.pk)).values_list("at", "post_id"))
    posts = Post.objects.in_bulk({post for post in done.values() if post})
    return {at: _post(posts.get(post)) for at, post in done.items()}


def reason_of(reason: Mapping[str, Any]) -> SafeString:
    """A known reason in a sentence; what offices wrote says in which language it is."""
    sentence = escape(_REASONS[ReasonKind(reason["kind"])])
    day = on_day(date.fromisoformat(reason["on"]))
    return SafeString(sentence % {"day": day, "title": proper_name(reason.get("title", ""))})


_REASONS: Final = {
    ReasonKind.IMPORT: gettext_lazy("Cases of another system were entered on %(day)s."),
    ReasonKind.OFFICE_OPENED: gettext_lazy("An office got its first officers on %(day)s."),
    ReasonKind.CAMPAIGN: gettext_lazy("Offices asked residents to come forward from %(day)s on: %(title)s"),
    ReasonKind.PLACE_CHANGED: gettext_lazy("A place was merged, moved or ended on %(day)s; its cases count elsewhere."),
    ReasonKind.NEW_PROCEDURE: gettext_lazy("Since %(day)s concerns come in under another procedure: %(title)s"),
}


def _told(notice: SignalNotice) -> Happened:
    sentences = {
        WhyTold.RAISED: _("The signal was raised, and this post was told."),
        WhyTold.UNTAKEN: _("Nobody had taken it in time: this post was told."),
        WhyTold.VACANT: _("Nobody holds the post that was named: this post was told."),
    }
    return Happened(notice.at, sentences[WhyTold(notice.why)], _post(notice.post))


def _handled(signal: Signal) -> Iterator[tuple[datetime, str, str]]:
    if signal.taken_at:
        yield signal.taken_at, _("It was taken."), ""
    if signal.cause_found_at:
        what = _("What fails: %(cause)s") % {"cause": signal.get_cause_display()}
        yield signal.cause_found_at, what, signal.cause_text
    if signal.ended_at and signal.outcome:
        what = _("Outcome: %(outcome)s") % {"outcome": signal.get_outcome_display()}
        yield signal.ended_at, what, signal.outcome_text
    elif signal.ended_at and signal.dismissed:
        what = _("Dismissed: %(why)s") % {"why": signal.get_dismissed_display()}
        yield signal.ended_at, what, signal.dismissal_text
    elif signal.ended_at:
        yield signal.ended_at, _("More cases came: a new signal stands in its place."), ""


def _plot(line: SignalLine) -> Plot | None:
    year = year_of(line.signal)
    if not year.cases:
        return None
    days = {year.first + timedelta(days=number): cases for number, cases in enumerate(year.cases)}
    label = _("Cases of “%(topic)s” in %(place)s over a year. %(numbers)s") % {
        "topic": line.topic,
        "place": line.place_plain,
        "numbers": line.numbers,
    }
    return plot_of(
        days, since=year.since, until=year.until, first=year.first, expected=line.signal.expected, label=label
    )


def _computed(signal: Signal) -> Computed:
    night = signal.night
    return Computed(
        nodes=night.nodes,
        cases=night.cases,
        replicates=night.replicates,
        chance=time_of(1 / signal.p),
        threshold=time_of(1 / night.threshold_p),
        a_year=amount(night.threshold_p * DAYS_A_YEAR),
        spread=round(100 * night.spread) if night.spread else None,
        ratio=amount(signal.score),
    )


def _post(post: Post | None) -> str:
    return title_of(post)
