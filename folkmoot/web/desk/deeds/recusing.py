"""Taking up a case that came with the post, and stepping aside from one."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import recusing
from folkmoot.cases.models import Case
from folkmoot.cases.rules.interests import Interest
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds.base import MoveForm, interest_field
from folkmoot.web.desk.deeds.choosing import question_choices


class TakeUp(MoveForm):
    """Leads what the post led before one came to it."""

    name = "take_up"
    title = _("Take this case up")
    consequence = _(
        "Your post leads this case; whoever held the post then was asked about an interest of their own. You are asked "
        "too, and lead it from then on. If an answer is yes, step aside instead: another person then leads."
    )
    done = _("You lead this case now.")
    power = Power.TAKE_UP
    comes_first = True
    interest = interest_field(label=_("Questions to you"), hint=_("The answer is kept in the ledger."))

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """For whoever came to the post after the lead, or stands in."""
        return case.lead_appointment_id != by.appointment_id

    @classmethod
    def post_of(cls, case: Case, able: Sequence[Standing]) -> Standing | None:
        """One's post, where one does not lead already."""
        return next((each for each in able if each.appointment_id != case.lead_appointment_id), None)

    def act(self, *, now: datetime) -> str:
        """Takes it up."""
        interest = Interest(self.cleaned_data["interest"])
        recusing.take_up(self.case.pk, interest=interest, by=self.by, now=now, seen=self.seen_version)
        return ""


class StepAside(MoveForm):
    """Leads no longer, because of an interest of one's own."""

    name = "step_aside"
    title = _("Step aside: an interest of my own")
    consequence = _(
        "Another person leads this case from then on: by the rule of the procedure somebody else of the unit, or the "
        "level above. You do not choose who. The resident reads that the lead stepped aside, and not why."
    )
    done = _("You have stepped aside. Another person leads the case now.")
    power = Power.STEP_ASIDE
    interest = forms.ChoiceField(
        label=_("To which question is your answer yes?"),
        help_text=_("The answer is kept in the ledger."),
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        """Offers the questions of the pack."""
        super().prepare()
        cast("forms.ChoiceField", self.fields["interest"]).choices = question_choices([pack_of(self.case)])

    def act(self, *, now: datetime) -> str:
        """Steps aside."""
        interest = Interest(self.cleaned_data["interest"])
        recusing.step_aside(self.case.pk, interest=interest, by=self.by, now=now, seen=self.seen_version)
        return ""
