"""What each page of raising a concern asks."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.models import Unit
from folkmoot.places.models import Place
from folkmoot.procedures.rules.pack import Pack
from folkmoot.web.forms import PageForm
from folkmoot.web.residents.draft import DETAILS
from folkmoot.web.templatetags.frame import title_of
from folkmoot.web.words import wording

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

#: characters; a long letter has about 3,000
LONGEST_TEXT: Final = 20_000
EARLIEST: Final = date(1900, 1, 1)

CHANNELS: Final[tuple[tuple[str, Promise], ...]] = (
    ("", _("I will look here myself")),
    ("phone", _("By telephone")),
    ("email", _("By e-mail")),
    ("visit", _("By a visit at the door")),
    ("letter", _("By letter")),
    ("notice", _("By a notice at the village office")),
    ("call_in", _("I come by the office and ask")),
    ("none", _("In no way: do not contact me")),
)
CHANNEL_HINTS: Final[dict[str, Promise]] = {
    "": _("With the reference and the code, whenever you like."),
    "notice": _("It shows the reference and nothing else."),
    "call_in": _("With the reference and the code on paper. You need neither a telephone nor e-mail."),
}
WHOSE: Final[tuple[tuple[str, Promise], ...]] = (
    ("", _("It is my own")),
    ("other", _("I write for somebody else")),
    ("group", _("We are a group")),
)
WHOSE_HINTS: Final[dict[str, Promise]] = {
    "other": _("For example a parent, a child, or a neighbour who does not write."),
    "group": _("One of you speaks. Nobody else has to be named."),
}


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
    """What happened."""

    narrative = long_text(
        label=_("What happened?"),
        hint=_("In your own words, and what you would like to be done. What you write is kept under lock."),
        rows=8,
        required=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["narrative"].error_messages["required"] = _("Write what happened. A few words are enough.")


class WishForm(PageForm):
    """What is asked for."""

    wish = long_text(label=_("What should be done?"), rows=4, required=False)


class WhereForm(PageForm):
    """The spot within the place."""

    where = forms.CharField(
        label=_("Where exactly?"),
        help_text=_("For example a house, a field or a crossing."),
        required=False,
        max_length=500,
    )


class WhenForm(PageForm):
    """The day."""

    happened_on = forms.DateField(
        label=_("When did it happen?"),
        help_text=_("If it goes on for some time: the day on which it began."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Write the day as year-month-day, such as 2026-03-10.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_happened_on(self) -> date | None:
        on: date | None = self.cleaned_data["happened_on"]
        if on is not None and not EARLIEST <= on <= self.today:
            raise forms.ValidationError(_("This day lies in the future, or too far back. Check the year."))
        return on


class NameForm(PageForm):
    """Who writes."""

    name = forms.CharField(
        label=_("What is your name?"),
        help_text=_("Only those who work on your concern see it."),
        required=False,
        max_length=120,
    )


class PlaceForm(PageForm):
    """Where: a word to search for, or a place that was pressed."""

    query = forms.CharField(
        label=_("Where is it?"),
        help_text=_("The village, the neighbourhood or the town: a part of its name, pinyin, the first letters."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"enterkeyhint": "search", "data-live": "found"}),
    )
    place = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if not Place.objects.current(self.today).filter(code=answers.get("place") or "").exists():
            self.add_error("query", _("Search for the place or open the list, then press its name."))
        return answers


class OfficeForm(PageForm):
    """Whether it is about an office or its people."""

    NONE: Final = "none"

    about = forms.ChoiceField(
        label=_("Is it about one of these offices, or about people who work there?"),
        help_text=_(
            "If you choose an office, your concern is handed in past it: it goes to the level above, and neither that "
            "office nor those below it ever see it."
        ),
        error_messages={"required": _("Press one of the answers.")},
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
        label=_("What kind of matter is it?"),
        help_text=_("It need not be exact: whoever reads it can correct it, and your days do not change."),
        error_messages={"required": _("Choose one. If none fits, choose “Other”.")},
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["category"]).choices = [
            (each.code, wording(each.title)) for each in pack.categories
        ]


class ContactForm(PageForm):
    """By which way one wants to hear. The first way needs nothing."""

    safe_channel = forms.ChoiceField(
        label=_("How will you hear from us?"),
        help_text=_("Choose a way that is safe for you. You can always look here yourself as well."),
        choices=CHANNELS,
        required=False,
    )


class ReachForm(PageForm):
    """What the chosen way needs."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        error_messages={"required": _("Write the number at which we may call you, or choose another way.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={
            "required": _("Write the address to which we may write, or choose another way."),
            "invalid": _("This is no e-mail address. It looks like name@example.org."),
        },
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        error_messages={"required": _("Write where we find you, or choose another way.")},
    )
    hours = forms.CharField(
        label=_("At which hours?"), help_text=_("For example: weekdays after six."), required=False, max_length=120
    )
    code_name = forms.CharField(
        label=_("A code name"),
        help_text=_("Whoever calls or comes asks for this name and says nothing of the matter."),
        required=False,
        max_length=60,
    )
    no_voicemail = forms.BooleanField(label=_("Never leave a voice message"), required=False)

    def __init__(self, *args: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(DETAILS.get(channel, ())):
            del self.fields[name]


class WhoseForm(PageForm):
    """Whose concern it is."""

    whose = forms.ChoiceField(label=_("Whose concern is it?"), choices=WHOSE, required=False)


class OtherForm(PageForm):
    """For whom one writes."""

    on_behalf_of = forms.CharField(
        label=_("For whom do you write?"),
        help_text=_("Their name. Tell them that you write, if you can do so safely. You may leave this empty."),
        required=False,
        max_length=120,
    )


class GroupForm(PageForm):
    """About how many a group is."""

    households = forms.IntegerField(
        label=_("About how many households does it concern?"),
        help_text=_(
            "So that whoever comes knows what to expect. The number is kept under lock with your words; "
            "it is counted nowhere. You may leave this empty."
        ),
        required=False,
        min_value=2,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a number, such as 12, or leave this empty."),
            "min_value": _("A group has at least 2 households. Write a number, or leave this empty."),
            "max_value": _("Write a smaller number, or leave this empty."),
        },
    )
