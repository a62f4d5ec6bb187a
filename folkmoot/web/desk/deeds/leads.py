"""Assigning, handing over, and taking to the level above."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import leads
from folkmoot.cases.queries import next_reviewers, possible_leads
from folkmoot.cases.rules.interests import Interest
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import current_appointment
from folkmoot.procedures.rules.steps import LED, Move, Step
from folkmoot.web.desk.deeds.base import MoveForm, interest_field, text_field
from folkmoot.web.desk.deeds.choosing import lead_choices


class Assign(MoveForm):
    """Names the lead within the unit."""

    move = Move.ASSIGN
    done = _("The case has its lead.")
    lead = forms.TypedChoiceField(label=_("Who leads it?"), coerce=int, widget=forms.RadioSelect)
    interest = interest_field()

    def prepare(self) -> None:
        """Offers the held posts of the unit."""
        super().prepare()
        found = possible_leads(self.case, today=self.today, within=self.case.unit)
        field = cast("forms.TypedChoiceField", self.fields["lead"])
        field.choices = lead_choices(found, me=self.by.post_id)
        field.initial = self.case.lead_post_id

    def act(self, *, now: datetime) -> str:
        """Assigns."""
        leads.assign(
            self.case.pk,
            lead_post_id=self.cleaned_data["lead"],
            interest=Interest(self.cleaned_data["interest"]),
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


class HandOver(MoveForm):
    """Names the next lead and says why."""

    move = Move.HAND_OVER
    done = _("The case is handed over.")
    lead = forms.TypedChoiceField(label=_("Who leads it from now on?"), coerce=int, widget=forms.RadioSelect)
    reason = text_field(_("Why"), hint=_("It stays at the desk, as an internal note."), rows=3)
    interest = interest_field()

    def prepare(self) -> None:
        """Offers the held posts at the place and above, without the present lead; for a review who may hear it."""
        super().prepare()
        if self.case.at is Step.IN_REVIEW:
            found: Iterable[Appointment] = next_reviewers(self.case, today=self.today)
        else:
            found = self._others()
        cast("forms.TypedChoiceField", self.fields["lead"]).choices = lead_choices(found, me=self.by.post_id)

    def _others(self) -> Iterable[Appointment]:
        """Who came to the leading post after the lead may be named too."""
        found = possible_leads(self.case, today=self.today)
        present = current_appointment(self.case.lead_post_id or 0, today=self.today)
        if present is None or present.pk != self.case.lead_appointment_id:
            return found.exclude(pk=self.case.lead_appointment_id or 0)
        return found.exclude(post=self.case.lead_post_id)

    def act(self, *, now: datetime) -> str:
        """Hands over."""
        leads.hand_over(
            self.case.pk,
            lead_post_id=self.cleaned_data["lead"],
            reason=self.cleaned_data["reason"],
            interest=Interest(self.cleaned_data["interest"]),
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


class Escalate(MoveForm):
    """Takes the case to the level above."""

    move = Move.ESCALATE
    done = _("The level above has the case now.")
    reason = text_field(_("Why"), hint=_("It stays at the desk, as an internal note."), rows=3)
    interest = interest_field()

    def prepare(self) -> None:
        """A case without a lead gets none above either, so nobody has to be asked."""
        super().prepare()
        if self.case.at not in LED:
            del self.fields["interest"]

    def act(self, *, now: datetime) -> str:
        """Escalates."""
        interest = Interest(self.cleaned_data.get("interest", Interest.NONE))
        reason = self.cleaned_data["reason"]
        leads.escalate(self.case.pk, reason=reason, interest=interest, by=self.by, now=now, seen=self.seen_version)
        return ""
