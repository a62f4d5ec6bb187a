"""What is asked when a concern is taken in."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import Channel
from folkmoot.officers.models import Unit
from folkmoot.procedures.rules.pack import Pack
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


#: whose concern it is; what the resident's own page asks too
WHOSE: Final = (("", _("Their own")), ("other", _("Somebody else's, for whom they speak")), ("group", _("A group's")))
SECTIONS: Final = (
    (_("What happened"), ("channel", "narrative", "wish", "where", "happened_on", "category", "about_unit", "summary")),
    (_("Who speaks"), ("name", "whose", "on_behalf_of", "households", "language")),
    (
        _("How they hear from us"),
        ("safe_channel", "phone", "email", "address", "hours", "code_name", "no_voicemail"),
    ),
    (_("A code that nobody here knows"), ("own_code", "own_code_again")),
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
    #: the category that was suggested on the screen, and the one whose button was pressed there
    suggested = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    taken = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
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
    whose = forms.ChoiceField(
        label=_("Whose concern is it?"), choices=WHOSE, required=False, widget=forms.RadioSelect, initial=""
    )
    on_behalf_of = forms.CharField(
        label=_("The other one's name"),
        help_text=_("Only where they speak for somebody else. It may stay empty."),
        max_length=120,
        required=False,
    )
    households = forms.IntegerField(
        label=_("About how many households are in the group?"),
        help_text=_("It is sealed with what they said and counted nowhere. It may stay empty."),
        min_value=2,
        max_value=100_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
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

    def __init__(self, *args: Any, pack: Pack, units: Iterable[Unit], today: date, **kwargs: Any) -> None:
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
        # Most speak the language in which the desk works.
        self.fields["language"].initial = get_language()

    def sections(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """The fields under their headings, in the order in which one asks."""
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]

    def clean(self) -> dict[str, Any]:
        """Whose name is given is spoken for, and a number of households makes a group."""
        given = super().clean() or self.cleaned_data
        if not given.get("whose"):
            given["whose"] = "other" if given.get("on_behalf_of") else "group" if given.get("households") else ""
        return given

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
