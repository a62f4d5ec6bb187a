"""Letting clocks stand and go on, asking for more time and deciding about it, choosing another procedure."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import extending, pausing
from folkmoot.cases.actions.clocks import extension_of, plain_rule_of, reason_of
from folkmoot.cases.models import Case, Extension
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.clock_rules import PauseRule
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import LED
from folkmoot.web.desk.case.parts import CaseFile, RunningClock
from folkmoot.web.desk.deeds.base import MoveForm, text_field
from folkmoot.web.names import proper_name
from folkmoot.web.templatetags.frame import gap, title_of
from folkmoot.web.templatetags.times import on_day

DAY: Final = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
#: what a lead plans first, unless the procedure allows less
USUAL_DAYS: Final = 14


class LetStand(MoveForm):
    """Stops the clocks for a reason of the procedure."""

    name = "pause"
    title = _("Let the time stand")
    consequence = _(
        "The times that the reason names stand from today until the day you plan. The resident reads why, and the new "
        "dates; the day after, the time goes on by itself."
    )
    done = _("The time stands. The resident can read why, and the new dates.")
    power = Power.PAUSE
    reason = forms.ChoiceField(
        label=_("Why"), help_text=_("Below each reason stands what the resident reads."), widget=forms.RadioSelect
    )
    until_on = forms.DateField(label=_("Planned last day on which it stands"), widget=DAY)
    words = text_field(_("Your own words to the resident"), rows=3, limit=2000)

    def prepare(self) -> None:
        """Offers the reasons of the procedure, each with its last possible day."""
        super().prepare()
        self.fields["words"].required = False
        self.latest = pausing.reasons_now(self.case, today=self.today)
        field = cast("forms.ChoiceField", self.fields["reason"])
        field.choices = [(reason.code, _reason_label(reason, latest)) for reason, latest in self.latest.items()]
        shortest = min(self.latest.values(), default=self.today)
        self.fields["until_on"].initial = min(self.today + timedelta(days=USUAL_DAYS), shortest)
        if not self.latest:
            none = _now("The procedure has no reason for which a time of this case may stand now.")
            self.fields["reason"].help_text = none

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where the procedure has a reason for a clock that runs."""
        names = {clock.name for clock in file.clocks if clock.due_at > timezone.now()}
        return case.at in LED and any(names & set(reason.clocks) for reason in file.pack.pauses)

    def act(self, *, now: datetime) -> str:
        """Lets it stand."""
        given = self.cleaned_data
        pausing.pause(
            self.case.pk,
            reason=given["reason"],
            until_on=given["until_on"],
            words=given["words"],
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


class LetGoOn(MoveForm):
    """Ends a pause before its planned day."""

    name = "end_pause"
    title = _("Let the time go on")
    consequence = _("Today is the last day that does not count. The resident reads the new dates.")
    done = _("The time goes on. The resident can read the new dates.")
    power = Power.PAUSE
    pause = forms.TypedChoiceField(label=_("Which pause is over?"), coerce=int, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Offers the pauses that stand."""
        super().prepare()
        pack, found = pack_of(self.case), pausing.standing_pauses(self.case, today=self.today)
        field = cast("forms.TypedChoiceField", self.fields["pause"])
        field.choices = [(each.pk, _stood_label(reason_of(each, pack), each.until_on)) for each in found]
        field.initial = field.choices[0][0] if len(field.choices) == 1 else None

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where something stands."""
        today = timezone.localdate()
        return case.at in LED and any(each.ended_at is None and each.until_on >= today for each in file.pauses)

    def act(self, *, now: datetime) -> str:
        """Lets it go on."""
        pausing.end_pause(
            self.case.pk, pause_id=self.cleaned_data["pause"], by=self.by, now=now, seen=self.seen_version
        )
        return ""


class AskMoreTime(MoveForm):
    """Asks another post for more time."""

    name = "ask_extension"
    title = _("Ask for more time")
    consequence = _(
        "Another post decides: never the one that leads. The resident reads the reason and the new date, or why it was "
        "refused."
    )
    done = _("Another post has your request now.")
    power = Power.ASK_EXTENSION
    clock = forms.ChoiceField(label=_("For which time?"), widget=forms.RadioSelect)
    reason = text_field(
        _("Why more time is needed"), hint=_("The resident reads it if more time is granted."), rows=4, limit=2000
    )

    def prepare(self) -> None:
        """Offers the clocks that the procedure lets run longer."""
        super().prepare()
        pack, found = pack_of(self.case), extending.clocks_to_extend(self.case, now=timezone.now())
        field = cast("forms.ChoiceField", self.fields["clock"])
        field.choices = [
            (clock.name, _clock_label(title_of(plain_rule_of(clock, pack).title), clock.due_on, rule.days))
            for clock, rule in found.items()
        ]
        field.initial = field.choices[0][0] if len(field.choices) == 1 else None

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where a clock that runs can be given more time and nobody has been asked."""
        waits = any(each.waits for each in file.more_time)
        return case.at in LED and not waits and any(_can_be_longer(clock) for clock in file.clocks)

    def act(self, *, now: datetime) -> str:
        """Asks."""
        extending.ask_extension(
            self.case.pk,
            clock=self.cleaned_data["clock"],
            reason=self.cleaned_data["reason"],
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


class DecideMoreTime(MoveForm):
    """Grants or refuses what the lead asked for."""

    name = "decide_extension"
    title = _("Decide about more time")
    consequence = _(
        "The resident reads the reason and the date that holds from now on. You decide because your post does not lead "
        "the case."
    )
    done = _("It is decided. The resident can read it.")
    power = Power.GRANT_EXTENSION
    request = forms.TypedChoiceField(label=_("Which request?"), coerce=int, widget=forms.RadioSelect)
    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[("grant", _("Grant it")), ("refuse", _("Refuse it"))],
        widget=forms.RadioSelect,
    )
    words = text_field(
        _("Your words to the resident"),
        hint=_("Needed for a refusal. Where you grant it and leave this empty, the resident reads the lead’s reason."),
        rows=4,
        limit=2000,
    )

    def prepare(self) -> None:
        """Offers what waits, each with the lead's reason."""
        super().prepare()
        self.fields["words"].required = False
        waiting = Extension.objects.filter(case=self.case, decided_at=None, clock__stopped_at=None)
        pack = pack_of(self.case)
        field = cast("forms.TypedChoiceField", self.fields["request"])
        field.choices = [
            (each.pk, _request_label(each, pack=pack))
            for each in waiting.select_related("clock", "case__casekey").order_by("pk")
        ]
        field.initial = field.choices[0][0] if len(field.choices) == 1 else None

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """For the posts that decide about what waits."""
        return by.post_id in file.deciding

    @classmethod
    def post_of(cls, case: Case, able: Sequence[Standing]) -> Standing | None:
        """The post that decides about what waits, else the first: the action says why it may not."""
        deciding = extending.deciding(case, today=timezone.localdate())
        return next((each for each in able if each.post_id in deciding), super().post_of(case, able))

    def act(self, *, now: datetime) -> str:
        """Grants or refuses."""
        given, case_id = self.cleaned_data, self.case.pk
        asked: dict[str, Any] = {"extension_id": given["request"], "by": self.by, "now": now, "seen": self.seen_version}
        if given["decision"] == "grant":
            extending.grant_extension(case_id, words=given["words"], **asked)
        else:
            extending.refuse_extension(case_id, reason=given["words"], **asked)
        return ""


def _reason_label(reason: PauseRule, latest: date) -> SafeString:
    by = _now("At the latest %(day)s.") % {"day": on_day(latest)}
    return format_html(
        '{} <span class="text-secondary d-block">{}{}{}</span>',
        title_of(reason.title),
        title_of(reason.told),
        gap(),
        SafeString(by),
    )


def _stood_label(reason: PauseRule | None, until_on: date) -> SafeString:
    until = SafeString(_now("until %(day)s") % {"day": on_day(until_on)})
    return format_html('{} <span class="text-secondary">{}</span>', title_of(reason and reason.title), until)


def _clock_label(title: str, due_on: date, days: int) -> SafeString:
    until = SafeString(_now("now due %(day)s, %(days)s days more") % {"day": on_day(due_on), "days": days})
    return format_html('{} <span class="text-secondary d-block">{}</span>', title, until)


def _request_label(asked: Extension, *, pack: Pack) -> SafeString:
    rule = extension_of(asked.clock, pack)
    label = _clock_label(title_of(plain_rule_of(asked.clock, pack).title), asked.clock.due_on, rule.days if rule else 0)
    return format_html('{}<span class="d-block">{}</span>', label, proper_name(asked.reason))


def _can_be_longer(clock: RunningClock) -> bool:
    rule = extension_of(clock.row, clock.pack)
    is_left = rule is not None and rule.approved_by is not None and clock.row.extended_times < rule.times
    return is_left and clock.due_at > timezone.now()
