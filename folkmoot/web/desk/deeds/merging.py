"""Merging a duplicate, looked at before it is done, and undoing it."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import merging
from folkmoot.cases.models import Case
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.rules.authority import Power
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.web.desk.deeds.base import MoveForm

#: How far apart in time two concerns about one matter are looked for.
NEARBY: Final = timedelta(days=60)
SHOWN: Final = 5


class Merge(MoveForm):
    """Joins the case to another one. The other one is shown before it is done."""

    move = Move.MERGE
    done = _("The cases are merged.")
    template = "desk/merge.html"
    into = forms.CharField(
        label=_("Reference of the other case"),
        help_text=_("Nine letters and numbers, such as K7M-4QX-2R8."),
        max_length=20,
    )
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    other: Case | None = None
    is_looked_at: bool = False

    def candidates(self) -> list[Case]:
        """Open cases about the same kind of matter at the same place and time."""
        case = self.case
        return list(
            Case.objects.visible_to(self.officer, power=Power.MERGE)
            .open()
            .filter(place=case.place, category=case.category, about_unit=case.about_unit_id)
            .filter(received_at__range=(case.received_at - NEARBY, case.received_at + NEARBY))
            .exclude(pk=case.pk)
            .exclude(step=Step.MERGED)
            .order_by("-received_at", "-pk")[:SHOWN]
        )

    def clean_into(self) -> str:
        """The other case has to be one that the officer sees."""
        wrong = _("You see no other case with this reference. Check what you typed.")
        try:
            reference = read_reference(self.cleaned_data["into"])
        except NotAReference as error:
            raise forms.ValidationError(wrong) from error
        found = Case.objects.visible_to(self.officer).select_related("place", "unit").filter(reference=reference)
        self.other = found.exclude(pk=self.case.pk).first()
        if self.other is None:
            raise forms.ValidationError(wrong)
        return reference

    def clean(self) -> dict[str, Any]:
        """The first press only shows the other case."""
        given = super().clean() or self.cleaned_data
        self.is_looked_at = bool(given.get("checked")) and given.get("checked") == given.get("into")
        # What is written into the page again says which case was looked at.
        self.data = {**dict(self.data.items()), "checked": given.get("into", "")}
        return given

    def is_ready(self) -> bool:
        """Whether the other case was shown."""
        return self.is_looked_at

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
