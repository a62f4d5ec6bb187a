"""Supervising a case, reporting to who does, and lifting it."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import supervising
from folkmoot.cases.hands import may_lift
from folkmoot.cases.models import Case, Supervision
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.steps import Step
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds.base import DeedForm, text_field


class Supervise(DeedForm):
    """Takes a pressing case under one's own eyes."""

    name = "supervise"
    title = _("Supervise this case")
    consequence = _(
        "The lead goes on leading and reports to you every week. The resident sees that your post supervises it. No "
        "clock and no right of theirs changes."
    )
    done = _("Your post supervises the case from now on.")
    power = Power.SUPERVISE
    reason = text_field(_("Why"), hint=_("It stays at the desk."), rows=3)

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """For a post of the same place or above that does not lead it, while nobody supervises it."""
        is_open = case.is_open and case.at is not Step.MERGED
        is_above = case.unit.place.path.startswith(by.area) and case.lead_post_id != by.post_id
        return is_open and is_above and file.supervision is None

    def act(self, *, now: datetime) -> str:
        """Supervises."""
        supervising.supervise(self.case.pk, reason=self.cleaned_data["reason"], by=self.by, now=now)
        return ""


class WriteReport(DeedForm):
    """What the lead tells who supervises."""

    name = "report"
    title = _("Report to who supervises")
    consequence = _("The post that supervises the case reads it. It stays at the desk.")
    done = _("The report was sent.")
    power = Power.REPORT
    body = text_field(
        _("Report"),
        hint=_("What was done this week, what comes next and by when, and what is in the way."),
        rows=6,
    )

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """While the case is open and somebody supervises it."""
        return case.is_open and file.supervision is not None

    def act(self, *, now: datetime) -> str:
        """Reports."""
        supervising.report(self.case.pk, body=self.cleaned_data["body"], by=self.by, now=now)
        return ""


class LiftSupervision(DeedForm):
    """Ends the supervision."""

    name = "lift_supervision"
    title = _("Lift the supervision")
    consequence = _("No further report is due, and the resident sees that the supervision has ended.")
    done = _("The supervision was lifted.")
    power = Power.SUPERVISE
    reason = text_field(_("Why"), hint=_("It stays at the desk, as an internal note."), rows=3)

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """For who supervises it, and for the level right above."""
        found = file.supervision
        if found is None or found.post_id == by.post_id:
            return found is not None
        running = Supervision.objects.select_related("post__unit__place", "case").get(pk=found.pk)
        return may_lift(running, by=by, today=timezone.localdate())

    def act(self, *, now: datetime) -> str:
        """Lifts it."""
        supervising.lift(self.case.pk, reason=self.cleaned_data["reason"], by=self.by, now=now)
        return ""
