"""What each page of raising a concern asks."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.models import Unit
from folkmoot.places.models import Place
from folkmoot.procedures.rules.pack import Pack
from folkmoot.web.forms import PageForm
from folkmoot.web.templatetags.frame import language_tag, title_of
from folkmoot.web.templatetags.words import place_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: characters; a long letter has about 3,000
LONGEST_TEXT: Final = 20_000
EARLIEST: Final = date(1900, 1, 1)

CHANNELS: Final[tuple[tuple[str, Promise], ...]] = (
    ("", _("I will look here myself")),
    ("phone", _("By telephone")),
    ("email", _("By e-mail")),
    ("letter", _("By letter")),
    ("visit", _("By a visit")),
    ("none", _("In no way: do not contact me")),
)
#: each in its own words, so that whoever cannot read this page finds theirs
LANGUAGES: Final = [
    (code, format_html('<span lang="{}">{}</span>', language_tag(code), get_language_info(code)["name_local"]))
    for code, _name in settings.LANGUAGES
]


def long_text(
    *, label: "str | _StrPromise", hint: "str | _StrPromise" = "", rows: int = 6, required: bool
) -> forms.CharField:
    """A field for as much as somebody wants to say."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": _("This is longer than 20,000 characters. Shorten it; files can be added later.")
        },
    )


class WhatForm(PageForm):
    """What happened and what is asked for."""

    narrative = long_text(
        label=_("What happened?"),
        hint=_("In your own words. You need not know the right ones. What you write is kept under lock."),
        rows=8,
        required=True,
    )
    wish = long_text(label=_("What should be done?"), rows=3, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["narrative"].error_messages["required"] = _("Write what happened. A few words are enough.")


class PlaceForm(PageForm):
    """Where and when. The places to choose from are what was searched or opened."""

    query = forms.CharField(
        label=_("Search for the village, the neighbourhood or the town"),
        help_text=_("Its name or a part of it, in characters or in pinyin, the first letters, or its code."),
        max_length=80,
    )
    place = forms.CharField(
        label=_("Choose the place"),
        max_length=24,
        widget=forms.RadioSelect,
        error_messages={"required": _("Search for the place or open the list, then choose one.")},
    )
    where = forms.CharField(
        label=_("Where exactly?"),
        help_text=_("For example a house, a field or a crossing."),
        required=False,
        max_length=500,
    )
    happened_on = forms.DateField(
        label=_("When did it happen?"),
        help_text=_("If it goes on for some time: the day on which it began."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as year-month-day, such as 2026-03-10.")},
    )

    def __init__(self, *args: Any, places: Iterable[tuple[str, SafeString]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.choices = list(places)
        widget = self.fields["place"].widget
        if isinstance(widget, forms.RadioSelect):
            widget.choices = self.choices

    def clean_happened_on(self) -> date | None:
        on: date | None = self.cleaned_data["happened_on"]
        if on is not None and not EARLIEST <= on <= self.today:
            raise forms.ValidationError(_("This day lies in the future, or too far back. Check the year."))
        return on

    def clean_place(self) -> str:
        code: str = self.cleaned_data["place"]
        if not Place.objects.current(self.today).filter(code=code).exists():
            raise forms.ValidationError(self.fields["place"].error_messages["required"])
        return code

    def clean(self) -> dict[str, Any]:
        # A word to search for is one of the two ways to a place; where no places are shown, it is the one to mend.
        self.errors.pop("query", None)
        if "place" in self.errors and not self.choices:
            self.errors["query"] = self.errors.pop("place")
        return super().clean() or self.cleaned_data


class OfficeForm(PageForm):
    """Whether it is about an office or its people."""

    NONE: Final = "none"

    about = forms.ChoiceField(
        label=_("Is it about one of these offices, or about people who work there?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = (self.NONE, _("No, it is about something else"))
        cast("forms.ChoiceField", self.fields["about"]).choices = [
            nothing,
            *((unit.code, title_of(unit)) for unit in units),
        ]

    def clean_about(self) -> str:
        code: str = self.cleaned_data["about"]
        return "" if code == self.NONE else code


class CategoryForm(PageForm):
    """What kind of matter it is. The page writes the tree; here stands which codes there are."""

    category = forms.ChoiceField(
        label=_("Which of these is nearest?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one. If none fits, choose “Other”.")},
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        cast("forms.ChoiceField", self.fields["category"]).choices = [
            (each.code, each.title.in_language(language)) for each in pack.categories
        ]


class ContactForm(PageForm):
    """Who it is and how they can be reached safely. Nothing of it is needed."""

    name = forms.CharField(label=_("Your name"), required=False, max_length=120)
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This is no e-mail address. It looks like name@example.org.")},
    )
    safe_channel = forms.ChoiceField(
        label=_("How may we reach you without danger to you?"),
        choices=CHANNELS,
        required=False,
        widget=forms.RadioSelect,
    )
    hours = forms.CharField(
        label=_("At which hours?"), help_text=_("For example: weekdays after six."), required=False, max_length=120
    )
    code_name = forms.CharField(
        label=_("A code name"),
        help_text=_("Whoever calls asks for this name and says nothing of the matter."),
        required=False,
        max_length=60,
    )
    no_voicemail = forms.BooleanField(label=_("Never leave a voice message"), required=False)
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        channel = answers.get("safe_channel")
        if channel == "phone" and not answers.get("phone"):
            self.add_error("phone", _("Write the number at which we may call you, or choose another way."))
        if channel == "email" and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address to which we may write, or choose another way."))
        return answers


def place_choice(place: Place, *, above: Iterable[Place]) -> tuple[str, SafeString]:
    """A place as one choice, with the places it lies in, the nearest first."""
    around = [place_name(each) for each in above]
    if not around:
        return place.code, place_name(place)
    return place.code, format_html(
        '{} <span class="text-secondary">{}</span>',
        place_name(place),
        format_html_join(" · ", "{}", ((a,) for a in around)),
    )
