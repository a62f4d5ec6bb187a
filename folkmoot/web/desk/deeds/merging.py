"""Merging a duplicate, compared before it is done, and undoing it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import merging
from folkmoot.cases.models import Case
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.rules.authority import Power
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.web.desk.deeds.base import MoveForm
from folkmoot.web.desk.deeds.looking import LookedAtFirst

#: How far apart in time two concerns about one matter are looked for.
NEARBY: Final = timedelta(days=60)
SHOWN: Final = 5
_WITH: Final = ("place__parent", "unit", "lead_post", "taken_by")


@dataclass(frozen=True)
class Candidate:
    """Another case that may be about the same matter."""

    case: Case
    #: how far apart the two came in
    days: int


class Merge(LookedAtFirst):
    """Joins the case to another one. The two are shown side by side before it is done."""

    move = Move.MERGE
    done = _("The cases are merged.")
    before = "desk/merge.html"
    into = forms.CharField(
        label=_("Reference of the other case"),
        help_text=_("Nine letters and numbers, such as K7M-4QX-2RC."),
        max_length=20,
        error_messages={"required": _("Choose a case from the list, or type its reference.")},
    )

    other: Case | None = None

    def prepare(self) -> None:
        """The case itself is compared, with its place and posts."""
        super().prepare()
        self.own = Candidate(self.case, 0)
        # A candidate's own button says which it is.
        self.fields["into"].required = not self.data.get("picked")

    def candidates(self) -> list[Candidate]:
        """Open cases about the same kind of matter at the same place and time, the nearest in time first."""
        case = self.case
        found = (
            Case.objects.visible_to(self.officer, power=Power.MERGE)
            .open()
            .filter(place=case.place, category=case.category, about_unit=case.about_unit_id)
            .filter(received_at__range=(case.received_at - NEARBY, case.received_at + NEARBY))
            .exclude(pk=case.pk)
            .exclude(step=Step.MERGED)
            .select_related(*_WITH)
            .order_by("-received_at", "-pk")[: SHOWN * 4]
        )
        return sorted((self._compared(other) for other in found), key=lambda each: each.days)[:SHOWN]

    def _compared(self, other: Case) -> Candidate:
        return Candidate(other, abs((other.received_at - self.case.received_at).days))

    @property
    def compared(self) -> Candidate | None:
        """The other case, once it is chosen."""
        return self._compared(self.other) if self.other else None

    def clean_into(self) -> str:
        """The other case has to be one that the officer sees."""
        wrong = _("You see no other case with this reference. Check what you typed.")
        try:
            reference = read_reference(self.data.get("picked") or self.cleaned_data["into"])
        except NotAReference as error:
            raise forms.ValidationError(wrong) from error
        found = Case.objects.visible_to(self.officer).select_related(*_WITH).filter(reference=reference)
        self.other = found.exclude(pk=self.case.pk).first()
        if self.other is None:
            raise forms.ValidationError(wrong)
        return reference

    def clean(self) -> dict[str, Any]:
        """Writes the candidate that was picked into the field."""
        given = super().clean()
        self.data = {**dict(self.data.items()), "into": given.get("into") or self.data.get("into", "")}
        return given

    def looked_at(self, given: dict[str, Any]) -> str:
        """The other case."""
        return str(given["into"])

    @property
    def button(self) -> str:
        """The first press compares."""
        return str(self.title) if self.is_asking else gettext("Look at the other case")

    def act(self, *, now: datetime) -> str:
        """Merges."""
        into_id = self.other.pk if self.other else 0
        merging.merge(self.case.pk, into_id=into_id, by=self.by, now=now, seen=self.seen_version)
        return ""


class Unmerge(MoveForm):
    """Undoes a merge."""

    move = Move.UNMERGE
    done = _("The merge is undone.")

    def act(self, *, now: datetime) -> str:
        """Unmerges."""
        merging.unmerge(self.case.pk, by=self.by, now=now, seen=self.seen_version)
        return ""
