"""Writing down what happened to a matter at another body."""

from datetime import date, datetime
from typing import Any, Final, cast

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import milestones
from folkmoot.cases.models import Case
from folkmoot.cases.rules.elsewhere import marks_told_under
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.titles import MARKS
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds.base import MoveForm, text_field
from folkmoot.web.desk.deeds.clocks import DAY
from folkmoot.web.templatetags.times import on_day
from folkmoot.web.words import wording

HAPPENED, NOT_HAPPENED = "happened", "not_happened"
DECISIONS: Final = [(HAPPENED, _("It happened on the day below")), (NOT_HAPPENED, _("It was written down by mistake"))]


class RecordMilestone(MoveForm):
    """Writes down what a court, a board or the parties did, and on which day."""

    name = "record_milestone"
    title = _("Write down what happened elsewhere")
    consequence = _(
        "The times that the law begins or ends with it run in this case, for the resident to read. They bind nobody at "
        "the desk, and nothing becomes due for you."
    )
    done = _("It is written down. The resident can read it, with the days that follow from it.")
    power = Power.RECORD_MILESTONE
    milestone = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    decision = forms.ChoiceField(
        label=_("What do you want to write down?"), choices=DECISIONS, widget=forms.RadioSelect, initial=HAPPENED
    )
    happened_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("The day on the paper. Writing it down again corrects the day."),
        widget=DAY,
        required=False,
    )
    words = text_field(_("Your own words to the resident"), rows=3, limit=2000)

    def prepare(self) -> None:
        """Offers what the procedure counts by, with the days that are written down."""
        super().prepare()
        self.fields["words"].required = False
        found = milestones.milestones_of(self.case)
        field = cast("forms.ChoiceField", self.fields["milestone"])
        field.choices = [(mark.value, _label(wording(MARKS[mark]), on)) for mark, on in found.items()]
        self.fields["happened_on"].initial = self.today
        if not found:
            field.help_text = _now("The procedure of this case knows no times of other bodies.")
        if not any(found.values()):
            del self.fields["decision"]

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where the procedure knows times of other bodies."""
        return bool(marks_told_under([file.pack])) and case.imported_at is None

    def clean(self) -> dict[str, Any]:
        """A day is needed for what happened."""
        given = super().clean() or self.cleaned_data
        if not self._is_mistake(given) and not given.get("happened_on") and "happened_on" not in self.errors:
            self.add_error("happened_on", _now("This is needed. Please fill it in."))
        return given

    def act(self, *, now: datetime) -> str:
        """Writes it down, or takes it back."""
        given = self.cleaned_data
        told: dict[str, Any] = {
            "milestone": given["milestone"], "words": given["words"], "by": self.by, "now": now,
            "seen": self.seen_version,
        }  # fmt: skip
        if self._is_mistake(given):
            milestones.take_back_milestone(self.case.pk, **told)
        else:
            milestones.record_milestone(self.case.pk, happened_on=given["happened_on"], **told)
        return ""

    def _is_mistake(self, given: dict[str, Any]) -> bool:
        return bool(given.get("decision") == NOT_HAPPENED)


def _label(title: str, on: date | None) -> SafeString | str:
    if on is None:
        return title
    told = SafeString(_now("written down: %(day)s") % {"day": on_day(on)})
    return format_html('{} <span class="text-secondary d-block">{}</span>', title, told)
