"""What is asked when a concern is taken in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import Channel
from folkmoot.officers.models import Unit
from folkmoot.web.desk.contact import ContactFields
from folkmoot.web.desk.deeds.base import text_field
from folkmoot.web.desk.deeds.choosing import category_choices, unit_choices
from folkmoot.web.forms import PageForm

#: how somebody reaches a desk
AT_THE_DESK = (Channel.VISIT, Channel.WALK_IN, Channel.PHONE, Channel.LETTER, Channel.MESSAGE)


class PlaceForm(PageForm):
    """Finds a place."""

    place = forms.CharField(
        label=_("Search for a place in your area"),
        help_text=_("Its name, a part of it, its pinyin or initials, or its code."),
        max_length=60,
    )


class ConcernForm(ContactFields):
    """One concern. Only what happened and the category are needed."""

    channel = forms.ChoiceField(label=_("How did it come in?"), choices=[(c.value, c.label) for c in AT_THE_DESK])
    narrative = text_field(_("What happened?"), hint=_("In the resident's own words, as far as you can."))
    wish = forms.CharField(
        label=_("What does the resident ask for?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    where = forms.CharField(label=_("Where exactly?"), max_length=400, required=False)
    happened_on = forms.DateField(
        label=_("On which day?"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    category = forms.ChoiceField(label=_("Category"))
    about_unit = forms.TypedChoiceField(
        label=_("Is it about an office or its people?"),
        help_text=_("Then it is handed in past that unit, to the level above, and the unit never sees it."),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        label=_("Summary without names"),
        help_text=_("It alone is searched. Say what the matter is, never who."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    on_behalf_of = forms.CharField(label=_("Whose concern is it, if not their own?"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    own_code = forms.CharField(
        label=_("Code of their own"),
        help_text=_("Turn the keyboard to the resident and look away: at least 12 characters that nobody else knows."),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    own_code_again = forms.CharField(
        label=_("The same code once more"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    field_order = [
        "channel", "narrative", "wish", "where", "happened_on", "category", "about_unit", "summary", "name",
        "on_behalf_of", "language", "phone", "email", "address", "safe_channel", "hours", "code_name", "no_voicemail",
        "own_code", "own_code_again",
    ]  # fmt: skip

    def __init__(self, *args: Any, pack: str, units: Iterable[Unit], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, choices in (
            ("category", [("", _("Choose one")), *category_choices(pack)]),
            ("about_unit", [("", _("No")), *unit_choices(units)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        self.fields["about_unit"].initial = ""

    def clean_happened_on(self) -> date | None:
        """Nothing has happened tomorrow."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean_own_code_again(self) -> str:
        """Typed unseen, so typed twice."""
        again: str = self.cleaned_data["own_code_again"]
        if again != self.cleaned_data.get("own_code", ""):
            raise forms.ValidationError(_("The two codes differ. Let the resident type both once more."))
        return again
