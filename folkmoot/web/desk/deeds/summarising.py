"""Writing the nameless summary and the category, with a suggestion beside it."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import talking
from folkmoot.officers.rules.authority import Power
from folkmoot.procedures.queries import pack_of
from folkmoot.triage.actions.counting import count_rejected
from folkmoot.web.desk.case.file import read_file
from folkmoot.web.desk.deeds.base import MoveForm, text_field
from folkmoot.web.desk.deeds.choosing import category_choices
from folkmoot.web.desk.sorting.advising import Help, count_answer, help_with, said_in


class Summarise(MoveForm):
    """The nameless summary and the category."""

    name = "summarise"
    title = _("Write the summary")
    consequence = _("The summary alone is searched, in your own area. It says what the matter is, never who.")
    power = Power.SUMMARISE
    before = "desk/summary_advice.html"
    summary = text_field(
        _("Summary without names"),
        hint=_("For example: dispute about a wall between two neighbouring yards."),
        rows=3,
        limit=400,
    )
    category = forms.ChoiceField(label=_("Category"))
    #: the category that was suggested on the screen, and the one that was rejected there
    suggested = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    rejected = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def prepare(self) -> None:
        """Starts from what stands there."""
        super().prepare()
        self.choices = category_choices(pack_of(self.case))
        self.fields["summary"].initial = self.case.summary
        field = cast("forms.ChoiceField", self.fields["category"])
        field.choices = self.choices
        field.initial = self.case.category
        if not self.is_bound and self.help and self.help.best:
            self.fields["suggested"].initial = self.help.best.category.code

    @cached_property
    def help(self) -> Help | None:
        """What may be said about the category, by the summary that stands there and what the filer said."""
        text, names = said_in(read_file(self.case), summary=self.case.summary)
        return help_with(text, officer=self.officer, pack=pack_of(self.case), names=names)

    @property
    def is_answered(self) -> bool:
        """Whether the suggestion was rejected, and need not be shown again."""
        return self.is_bound and bool(self.data.get("rejected") or self.data.get("reject"))

    def clean(self) -> dict[str, Any]:
        """A press on a suggestion chooses its category; one that rejects it saves nothing yet."""
        given = super().clean() or self.cleaned_data
        taken = self.data.get("take", "")
        if taken in dict(self.choices):
            given["category"] = taken
            self.data = {**dict(self.data.items()), "category": taken}
        if self.data.get("reject"):
            # What is missing is asked for when it is saved.
            self.errors.clear()
            self.data = {**dict(self.data.items()), "rejected": self.data["reject"]}
        return given

    def is_ready(self) -> bool:
        """Whether it is to be saved."""
        return "reject" not in self.data

    def act(self, *, now: datetime) -> str:
        """Summarises, and counts what became of the suggestion."""
        summary, category = self.cleaned_data["summary"], self.cleaned_data["category"]
        talking.summarise(self.case.pk, summary=summary, category=category, by=self.by, now=now, seen=self.seen_version)
        self._count(category)
        return ""

    def _count(self, category: str) -> None:
        suggested = self.cleaned_data["rejected"] or self.cleaned_data["suggested"]
        if suggested not in dict(self.choices):
            return
        path, by, today = self.case.place_path, self.by, self.today
        is_pressed = "take" in self.data
        if category != self.case.category or is_pressed:
            count_answer(category, suggested=suggested, is_pressed=is_pressed, path=path, by=by, today=today)
        elif self.cleaned_data["rejected"]:
            count_rejected(suggested, path=path, by=by, today=today)
