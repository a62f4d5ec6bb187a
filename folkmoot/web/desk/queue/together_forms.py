"""What is asked once for many cases."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Final, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions.together import Result, assign_each, join_each, note_each
from folkmoot.cases.models import Case
from folkmoot.cases.rules.interests import Interest
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import posts_with
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.steps import OPEN, Step
from folkmoot.web.desk.deeds.base import interest_field, text_field
from folkmoot.web.desk.deeds.choosing import interest_choices, lead_choices
from folkmoot.web.desk.deeds.joining import case_label
from folkmoot.web.forms import PageForm

#: a case with the version that was on the screen
Chosen = Sequence[tuple[Case, int]]


class TogetherForm(PageForm):
    """One deed on the chosen cases."""

    title: ClassVar[str | Promise]
    consequence: ClassVar[str | Promise]

    def __init__(self, *args: Any, chosen: Chosen, officer: Officer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        self.officer = officer
        self.today = today
        self.prepare()

    def prepare(self) -> None:
        """Fills choices."""

    def act(self, *, now: datetime) -> list[Result]:
        """What became of each case."""
        # Not an abstract method: a form has Django's metaclass, which abc cannot share.
        raise NotImplementedError


class AssignTogether(TogetherForm):
    """The same lead for all."""

    title = _("Assign a lead")
    consequence = _("The post you name leads each of these cases, and each resident sees which.")
    lead = forms.TypedChoiceField(label=_("Who leads them?"), coerce=int, widget=forms.RadioSelect)
    interest = interest_field()

    def prepare(self) -> None:
        """Offers the held posts of the units that handle the cases."""
        packs = {(case.pack, case.pack_version): pack_of(case) for case, _version in self.chosen}
        cast("forms.ChoiceField", self.fields["interest"]).choices = interest_choices(packs.values())
        units = {case.unit_id for case, _version in self.chosen}
        held = (
            Appointment.objects.current(self.today)
            .filter(post__unit__in=units, post__role__in=posts_with(Power.PROPOSE))
            .select_related("post__unit__place", "user")
            .order_by("post__unit__place__path", "post__code", "kind")
        )
        me = next((s.post_id for s in self.officer.standings), None)
        cast("forms.TypedChoiceField", self.fields["lead"]).choices = lead_choices(held, me=me)

    def act(self, *, now: datetime) -> list[Result]:
        """Assigns."""
        return assign_each(
            self.chosen,
            lead_post_id=self.cleaned_data["lead"],
            interest=Interest(self.cleaned_data["interest"]),
            officer=self.officer,
            now=now,
        )


class NoteTogether(TogetherForm):
    """The same note in all."""

    title = _("Write an internal note")
    consequence = _("The same note stands in each of these cases. It stays at the desk; no party reads it.")
    body = text_field(_("Note"), rows=4)

    def act(self, *, now: datetime) -> list[Result]:
        """Notes."""
        cases = [case for case, _version in self.chosen]
        return note_each(cases, body=self.cleaned_data["body"], officer=self.officer, now=now)


class JoinTogether(TogetherForm):
    """All are joined to one of them."""

    title = _("Join these to one")
    consequence = _(
        "They are handled together in the case you choose. Each resident keeps their own tracking, clock and remedies, "
        "and answers the resolution for themselves; each can be parted again."
    )
    into = forms.ChoiceField(label=_("Which case leads?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Offers the chosen cases that can lead: open, and not joined to another."""
        leading = [case for case, _version in self.chosen if case.at in OPEN and case.at is not Step.MERGED]
        cast("forms.ChoiceField", self.fields["into"]).choices = [
            (case.reference, case_label(case)) for case in leading
        ]

    def act(self, *, now: datetime) -> list[Result]:
        """Joins."""
        into = next(case for case, _version in self.chosen if case.reference == self.cleaned_data["into"])
        return join_each(self.chosen, into_id=into.pk, officer=self.officer, now=now)


TOGETHER: Final[dict[str, type[TogetherForm]]] = {
    "assign": AssignTogether,
    "join": JoinTogether,
    "note": NoteTogether,
}
