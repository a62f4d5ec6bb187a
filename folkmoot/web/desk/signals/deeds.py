"""What an officer does about a signal: takes it, says what fails, chooses measures, says what came of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.earlywarning.actions import handling
from folkmoot.earlywarning.models import (
    MeasureKind,
    Signal,
    SignalCause,
    SignalDismissal,
    SignalMeasure,
    SignalOutcome,
)
from folkmoot.earlywarning.permissions import post_to_handle_signal, post_to_take_signal
from folkmoot.earlywarning.rules.measures import Cause, Measure, Outcome, WhyDismissed, measures_for
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.web.desk.deeds.base import text_field
from folkmoot.web.forms import PageForm

#: what is written about a signal is about what fails
_NO_NAMES: Final = _("Write what fails and where. No name belongs here, and nothing that somebody told in confidence.")
_CAME: Final = _("Write what was done and what changed. No name belongs here, and nothing that was told in confidence.")
_WHY: Final = _("Write what explains the number. No name belongs here, and nothing that was told in confidence.")


class SignalDeed(PageForm):
    """One deed. `act` calls the one action."""

    name: ClassVar[str]
    title: ClassVar[Promise]
    consequence: ClassVar[Promise]
    done: ClassVar[Promise]

    def __init__(self, *args: Any, signal: Signal, measures: list[SignalMeasure], by: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signal = signal
        self.chosen = measures
        self.by = by
        self.prepare()

    @classmethod
    def standing(cls, officer: Officer, signal: Signal) -> Standing | None:
        """The post of an officer that may do it; None where none may."""
        return post_to_handle_signal(officer, signal)

    @classmethod
    def suits(cls, signal: Signal, measures: list[SignalMeasure]) -> bool:
        """Whether it is what can be done now."""
        return True

    def prepare(self) -> None:
        """Fills choices from the signal."""

    def act(self, *, now: datetime) -> None:
        """Calls the action. Raises what the action raises."""
        raise NotImplementedError


class Take(SignalDeed):
    """Takes it."""

    name, title = "take", _("Take this signal")
    consequence = _("Everybody who sees it reads which post looks into it. It climbs no further.")
    done = _("You have taken the signal. Next: find out what fails.")

    @classmethod
    def standing(cls, officer: Officer, signal: Signal) -> Standing | None:
        return post_to_take_signal(officer, signal)

    def act(self, *, now: datetime) -> None:
        handling.take_signal(self.signal.pk, by=self.by, now=now)


class FindCause(SignalDeed):
    """Says what fails."""

    name, title = "cause", _("Say what fails")
    consequence = _("It is kept with the signal and can be put right until the signal is over. Measures answer it.")
    done = _("What fails is written down. Next: choose what is done about it.")

    cause = forms.ChoiceField(label=_("What is failing here?"), choices=SignalCause.choices, widget=forms.RadioSelect)
    said = text_field(_("In your words"), hint=_NO_NAMES, rows=4, limit=2000)

    def prepare(self) -> None:
        self.fields["cause"].initial = self.signal.cause
        self.fields["said"].initial = self.signal.cause_text

    def act(self, *, now: datetime) -> None:
        cause, said = Cause(self.cleaned_data["cause"]), self.cleaned_data["said"]
        handling.find_cause(self.signal.pk, cause=cause, said=said, by=self.by, now=now)


class ChooseMeasures(SignalDeed):
    """Chooses what is done."""

    name, title = "measures", _("Choose measures")
    consequence = _("They stand beside the signal, each with its day. More can be added later.")
    done = _("The measures are written down. Mark each when it was carried out.")

    measures = forms.MultipleChoiceField(
        label=_("What is done about it?"),
        help_text=_("What answers the cause best stands first. None of it is against anybody."),
        widget=forms.CheckboxSelectMultiple,
    )

    @classmethod
    def suits(cls, signal: Signal, measures: list[SignalMeasure]) -> bool:
        return bool(signal.cause) and len(measures) < len(Measure)

    def prepare(self) -> None:
        known = {each.measure for each in self.chosen}
        wanted = measures_for(Cause(self.signal.cause))
        choices = [(each.value, MeasureKind(each).label) for each in wanted if each.value not in known]
        self.fields["measures"].choices = choices  # type: ignore[attr-defined]

    def act(self, *, now: datetime) -> None:
        chosen = [Measure(each) for each in self.cleaned_data["measures"]]
        handling.choose_measures(self.signal.pk, measures=chosen, by=self.by, now=now)


class MarkDone(SignalDeed):
    """A measure was carried out."""

    name, title = "done", _("Mark a measure as carried out")
    consequence = _("It is kept with today's day.")
    done = _("It is written down.")

    measure = forms.ChoiceField(label=_("Which measure?"), widget=forms.RadioSelect)

    @classmethod
    def suits(cls, signal: Signal, measures: list[SignalMeasure]) -> bool:
        return any(each.done_at is None for each in measures)

    def prepare(self) -> None:
        choices = [(each.measure, each.get_measure_display()) for each in self.chosen if each.done_at is None]
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]

    def act(self, *, now: datetime) -> None:
        handling.measure_done(self.signal.pk, measure=Measure(self.cleaned_data["measure"]), by=self.by, now=now)


class RecordOutcome(SignalDeed):
    """Says what came of it."""

    name, title = "outcome", _("Record the outcome")
    consequence = _("The signal is then over. Should more cases come than before, a new one is raised.")
    done = _("The outcome is recorded. The signal is over.")

    outcome = forms.ChoiceField(label=_("What came of it?"), choices=SignalOutcome.choices, widget=forms.RadioSelect)
    said = text_field(_("In your words"), hint=_CAME, rows=4, limit=2000)

    @classmethod
    def suits(cls, signal: Signal, measures: list[SignalMeasure]) -> bool:
        return bool(signal.cause and measures)

    def act(self, *, now: datetime) -> None:
        outcome, said = Outcome(self.cleaned_data["outcome"]), self.cleaned_data["said"]
        handling.record_outcome(self.signal.pk, outcome=outcome, said=said, by=self.by, now=now)


class Dismiss(SignalDeed):
    """Nothing has to be done."""

    name, title = "dismiss", _("Dismiss with a reason")
    consequence = _("The signal is then over. Its reason stays with it. It is raised again only if it grows.")
    done = _("The signal is dismissed. Its reason is kept.")

    why = forms.ChoiceField(
        label=_("Why is nothing to be done?"), choices=SignalDismissal.choices, widget=forms.RadioSelect
    )
    said = text_field(_("In your words"), hint=_WHY, rows=4, limit=2000)

    @classmethod
    def standing(cls, officer: Officer, signal: Signal) -> Standing | None:
        return post_to_handle_signal(officer, signal) or post_to_take_signal(officer, signal)

    def act(self, *, now: datetime) -> None:
        why, said = WhyDismissed(self.cleaned_data["why"]), self.cleaned_data["said"]
        handling.dismiss_signal(self.signal.pk, why=why, said=said, by=self.by, now=now)


#: in the order in which they follow each other
SIGNAL_DEEDS: Final[tuple[type[SignalDeed], ...]] = (
    Take, FindCause, ChooseMeasures, MarkDone, RecordOutcome, Dismiss,
)  # fmt: skip


@dataclass(frozen=True)
class Possible:
    """A deed that an officer may do now."""

    name: str
    title: str
    consequence: str
    #: what is to be done first
    is_next: bool


def possible_deeds(officer: Officer, signal: Signal, measures: list[SignalMeasure]) -> list[Possible]:
    """What an officer may do about a signal, in its order, the next step marked."""
    found = [each for each in SIGNAL_DEEDS if post_for(officer, signal, measures, each)]
    following = _next(signal, measures)
    return [Possible(each.name, str(each.title), str(each.consequence), each is following) for each in found]


def post_for(
    officer: Officer, signal: Signal, measures: list[SignalMeasure], deed: type[SignalDeed]
) -> Standing | None:
    """The post of an officer that may do a deed now; None where none may, or it is not what can be done."""
    return deed.standing(officer, signal) if deed.suits(signal, measures) else None


def _next(signal: Signal, measures: list[SignalMeasure]) -> type[SignalDeed]:
    if signal.taken_at is None:
        return Take
    if not signal.cause:
        return FindCause
    if not measures:
        return ChooseMeasures
    return MarkDone if MarkDone.suits(signal, measures) else RecordOutcome
