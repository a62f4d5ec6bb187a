"""Naming those who help with a case, and ending that."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import joint
from folkmoot.cases.actions.shared_clock import shared_day
from folkmoot.cases.hands import extent_of, possible_helpers
from folkmoot.cases.models import Case, Member
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.joint import SHARED, reached
from folkmoot.officers.rules.authority import Power, Reach, reach
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.queries import find_places
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.queries import pack_of
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds.base import DeedForm, interest_field, text_field
from folkmoot.web.desk.deeds.choosing import lead_choices
from folkmoot.web.templatetags.frame import title_of

#: so many places of a name are looked at for posts
PLACES = 8


class NameMember(DeedForm):
    """Somebody helps, with a task of their own."""

    name = "name_member"
    title = _("Name somebody who helps")
    consequence = _(
        "One post goes on leading. Whoever you name sees this one case, reads it, writes notes and does the task; the "
        "resident reads who helps."
    )
    done = _("The post helps from now on, and the resident can see it.")
    power = Power.JOIN_HANDS
    before = "desk/name_member.html"

    there = forms.CharField(
        label=_("Somebody from another place"),
        help_text=_("The name of any place: what you type is looked for first, and the posts there are then offered."),
        required=False,
        max_length=80,
    )
    looked = forms.CharField(widget=forms.HiddenInput, required=False)
    post = forms.TypedChoiceField(label=_("Who helps?"), coerce=int, widget=forms.RadioSelect)
    task = text_field(_("What is their task?"), rows=2, limit=200)
    due_on = forms.DateField(
        label=_("By which day?"),
        help_text=_("On the day of the case's clock, it moves along with that clock."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    interest = interest_field(label=_("Questions to whoever will help"))

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """A coordinator decides it; a lead where the pack's rule is reached."""
        if case.at not in SHARED:
            return False
        is_free = reach(by.role, Power.JOIN_HANDS) is Reach.AREA
        return is_free or reached(file.extent(case), rule=file.pack.joint_handling) is not None

    def prepare(self) -> None:
        """Offers who holds a post along the places of the case and of those joined to it, and where one looked."""
        typed = str(self.data.get("there", "")).strip()
        self.is_looking = bool(typed) and typed != self.data.get("looked", "")
        for field in ("post", "task", "interest"):
            self.fields[field].required = not self.is_looking
        self.found = find_places(typed, today=self.today, limit=PLACES) if typed else []
        self.grounds = reached(extent_of(self.case), rule=pack_of(self.case).joint_handling)
        held = possible_helpers(self.case, today=self.today, at={*self._along(), *(each.path for each in self.found)})
        cast("forms.TypedChoiceField", self.fields["post"]).choices = lead_choices(held, me=self.by.post_id)
        self.fields["due_on"].initial = shared_day(self.case) or self.today

    def _along(self) -> set[str]:
        joined = self.case.merged.values_list("place_path", flat=True).distinct()
        return {path for place in (self.case.place_path, *joined) for path in (place, *ancestors(place))}

    def clean(self) -> dict[str, Any]:
        """What was looked for is written into the page, so that the next press names somebody."""
        given = super().clean() or self.cleaned_data
        self.data = {**dict(self.data.items()), "looked": str(self.data.get("there", "")).strip()}
        return given

    def is_ready(self) -> bool:
        """A place that was typed is looked at first."""
        return not self.is_looking

    @property
    def button(self) -> str:
        """It is called by what the press does."""
        return gettext("Name this post") if self.is_bound else str(self.title)

    def act(self, *, now: datetime) -> str:
        """Names the member."""
        given = self.cleaned_data
        joint.name_member(
            self.case.pk,
            post_id=given["post"],
            task=given["task"],
            due_on=given["due_on"],
            interest=Interest(given["interest"]),
            by=self.by,
            now=now,
        )
        return ""


class EndMembership(DeedForm):
    """Somebody no longer helps."""

    name = "end_membership"
    title = _("End that somebody helps")
    consequence = _("The post no longer sees the case. What it had not done falls to the lead.")
    done = _("The post no longer helps.")
    power = Power.JOIN_HANDS
    post = forms.TypedChoiceField(label=_("Who no longer helps?"), coerce=int, widget=forms.RadioSelect)

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where somebody helps."""
        return bool(file.members)

    def prepare(self) -> None:
        """Offers those who help."""
        helping = Member.objects.filter(case=self.case, until=None).select_related("post__unit").order_by("since", "pk")
        cast("forms.TypedChoiceField", self.fields["post"]).choices = [
            (each.post_id, f"{title_of(each.post)} · {title_of(each.post.unit)}") for each in helping
        ]

    def act(self, *, now: datetime) -> str:
        """Ends it."""
        joint.end_membership(self.case.pk, post_id=self.cleaned_data["post"], by=self.by, now=now)
        return ""
