"""Joining other concerns to a case, and writing to everybody whose concern is joined."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final, cast

from django import forms
from django.db.models import QuerySet
from django.utils import translation
from django.utils.html import format_html, strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import merging
from folkmoot.cases.actions.together import Result, join_each
from folkmoot.cases.errors import CannotMerge
from folkmoot.cases.models import Case, Party, PartyRole
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.steps import OPEN, Step
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds.base import DeedForm, text_field
from folkmoot.web.desk.deeds.merging import NEARBY
from folkmoot.web.names import proper_name
from folkmoot.web.templatetags.times import on_day
from folkmoot.web.templatetags.words import step_name

#: so many nearby concerns are offered at once
OFFERED: Final = 60


class JoinOthers(DeedForm):
    """Many concerns about one matter are joined to this case."""

    name = "join_others"
    title = _("Join other concerns to this one")
    consequence = _(
        "They are handled together in this case. Each resident keeps their own tracking, clock and remedies, and "
        "answers the resolution for themselves; each can be parted again."
    )
    power = Power.MERGE
    #: said once it is done
    outcome: str = ""

    others = forms.MultipleChoiceField(
        label=_("Open concerns of the same category at the same place, of these weeks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    references = forms.CharField(
        label=_("Other references"),
        help_text=_("One a line, such as K7M-4QX-2RC."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """For a case that is open and not itself joined to another."""
        return case.at in OPEN and case.at is not Step.MERGED

    def prepare(self) -> None:
        """Offers what is nearby, named by what it is about and never by who raised it."""
        field = cast("forms.MultipleChoiceField", self.fields["others"])
        field.choices = [(each.reference, case_label(each)) for each in self._nearby()]
        if not field.choices:
            del self.fields["others"]

    def _nearby(self) -> QuerySet[Case]:
        case = self.case
        found = Case.objects.visible_to(self.officer, power=Power.MERGE).open().exclude(pk=case.pk)
        found = found.filter(place=case.place, category=case.category, about_unit=case.about_unit_id, merged=None)
        found = found.filter(received_at__range=(case.received_at - NEARBY, case.received_at + NEARBY))
        found = found.exclude(step__in=[Step.MERGED, Step.PROPOSED, Step.IN_REVIEW])
        return found.order_by("received_at", "pk")[:OFFERED]

    def clean_references(self) -> list[str]:
        """Each as it is kept. Says which one cannot be read."""
        lines = self.cleaned_data["references"].replace(",", "\n").splitlines()
        return [_reference(line.strip()) for line in lines if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Something has to be chosen."""
        given = super().clean() or self.cleaned_data
        self.chosen = {*given.get("others", []), *given.get("references", [])} - {self.case.reference}
        if not self.errors and not self.chosen:
            self.add_error("references", _("Choose a concern from the list, or type its reference."))
        return given

    def act(self, *, now: datetime) -> str:
        """Joins each, whole or not at all, and says which was not and why."""
        seen = Case.objects.visible_to(self.officer).filter(reference__in=self.chosen)
        cases = [(case, case.version) for case in seen.order_by("pk")]
        results = join_each(cases, into_id=self.case.pk, officer=self.officer, now=now)
        joined = [result for result in results if not result.refusal]
        unseen = self.chosen - {case.reference for case, _version in cases}
        if not joined:
            raise CannotMerge(field="references")
        self.outcome = _told(len(joined), [result for result in results if result.refusal], unseen=len(unseen))
        return ""

    def told(self) -> str:
        """How many were joined, and which were not."""
        return self.outcome


def _reference(text: str) -> str:
    try:
        return read_reference(text)
    except NotAReference as error:
        raise forms.ValidationError(_("“%(text)s” is no reference. Check what you typed.") % {"text": text}) from error


def case_label(case: Case) -> str:
    """A case as a choice: what it is about and since when, never who raised it."""
    return format_html(
        '<span class="reference">{}</span> · {} · {}<span class="text-secondary d-block">{}</span>',
        case.spoken_reference,
        on_day(case.received_at),
        step_name(case),
        proper_name(case.summary) if case.summary else gettext("It has no summary yet."),
    )


def _told(count: int, refused: Sequence[Result], *, unseen: int) -> str:
    told = [
        translation.ngettext("%(count)s concern was joined.", "%(count)s concerns were joined.", count)
        % {"count": count}
    ]
    told += [f"{result.case.spoken_reference}: {result.refusal}" for result in refused]
    if unseen:
        told.append(gettext("You see no case with some of the references."))
    return " ".join(told)


class TellTogether(DeedForm):
    """One message, or an invitation, to the filer and to all whose concerns are joined."""

    name = "tell_together"
    title = _("Write to everybody")
    consequence = _(
        "Each resident whose concern is handled here reads it in their own conversation. Nobody sees who else was "
        "written to."
    )
    done = _("The message can be read now; the others have it within a few minutes.")
    power = Power.WRITE
    body = text_field(_("Message"), rows=5)
    meets_on = forms.DateField(
        label=_("If you invite to a meeting: on which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    meets_at = forms.TimeField(
        label=_("At what time?"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    meets_where = forms.CharField(label=_("Where?"), required=False, max_length=200)

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where something is joined."""
        return bool(file.merged)

    def clean(self) -> dict[str, Any]:
        """An invitation says when and where, and is for a day to come."""
        given = super().clean() or self.cleaned_data
        meeting = ("meets_on", "meets_at", "meets_where")
        if any(given.get(name) for name in meeting):
            for name in meeting:
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("An invitation needs a day, a time and a place."))
        on = given.get("meets_on")
        if on is not None and on < self.today:
            self.add_error("meets_on", _("Choose today or a later day."))
        return given

    def act(self, *, now: datetime) -> str:
        """Writes."""
        given = self.cleaned_data
        body = given["body"]
        if given["meets_on"]:
            filer = Party.objects.filter(case=self.case, role=PartyRole.FILER).first()
            with translation.override(filer.language if filer else "en"):
                body += invitation(on=given["meets_on"], at=given["meets_at"], where=given["meets_where"])
        merging.tell_together(self.case.pk, body=body, by=self.by, now=now)
        return ""


def invitation(*, on: date, at: time, where: str) -> str:
    """What is said of a meeting below the lead's own words, in the language that is active."""
    return "\n\n" + gettext(
        "You are invited to a meeting.\nWhen: %(day)s, %(time)s\nWhere: %(place)s\n"
        "You may bring somebody, and you need not come: your concern goes on all the same. If you would rather speak "
        "alone with us, or cannot meet others safely, write it here and nobody else will read it."
    ) % {"day": strip_tags(on_day(on)), "time": at.strftime("%H:%M"), "place": where}
