"""What the parts of the design are shown with."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import Clock, Pause
from folkmoot.places.models import Region
from folkmoot.procedures.queries import newest_pack
from folkmoot.web.desk.signals.plot import Plot, plot_of
from folkmoot.web.forms import PageForm
from folkmoot.web.why import Why, days_in, why_of

#: steps of space, as in frontend/scss/_tokens.scss
SPACES: Final = ("space-1", "space-2", "space-3", "space-4", "space-5", "space-6")
SHADES: Final = tuple(range(6))


class Question(PageForm):
    """A field of each kind."""

    words = forms.CharField(label=_("A line of words"), help_text=_("A hint stands above what it is about."))
    story = forms.CharField(label=_("A longer text"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = forms.DateField(label=_("A day"), widget=forms.DateInput(attrs={"type": "date"}), required=False)
    kind = forms.ChoiceField(label=_("One of a list"), choices=[("a", _("The first")), ("b", _("The second"))])
    way = forms.ChoiceField(
        label=_("One of a few"),
        choices=[("a", _("The first")), ("b", _("The second, whose words are so long that they go onto another line"))],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label=_("Yes or no"), required=False)
    file = forms.FileField(label=_("A file"), required=False)


def forms_in_each_state() -> dict[str, PageForm]:
    """The same questions: empty, filled in, with faults, and closed."""
    closed = Question(prefix="closed", initial=_FILLED)
    for field in closed.fields.values():
        field.disabled = True
    return {
        "empty": Question(prefix="empty"),
        "filled": Question(prefix="filled", initial=_FILLED),
        "faulty": Question({}, prefix="faulty"),
        "closed": closed,
    }


def moments(now: datetime) -> list[datetime]:
    """A moment of each kind that a clock can point to."""
    return [now + timedelta(**away) for away in _AWAY]


def count_of_a_clock(region: Region, *, now: datetime, today: date) -> Why | None:
    """The count of a clock that stood for some days and was given more time; None where the pack has no such clock."""
    pack, days = newest_pack(region.pack), days_in(region, today=today)
    found = [(name, pack.pauses_of(name)) for name in pack.extensions if pack.pauses_of(name)]
    if not found:
        return None
    name, reasons = found[0]
    pause = Pause(code=reasons[0].code, from_on=days.today - timedelta(days=6), until_on=days.today - timedelta(days=3))
    clock = Clock(name=name.value, started_at=now - timedelta(days=9), due_on=days.today, extended_times=1)
    counted = why_of(clock, pack=pack, pauses=[pause], days=days)
    return replace(counted, on=counted.counted_on)


def ways() -> list[dict[str, Any]]:
    """Three views of the same thing, the first of which one looks at."""
    return [
        {"href": "#tabs", "title": title, "is_here": number == 0}
        for number, title in enumerate((_("Open"), _("Overdue"), _("Everything that was ever here")))
    ]


def plot_of_a_year(today: date) -> Plot:
    """A quiet year whose last week is not."""
    cases = {today - timedelta(days=back): 1 for back in range(7, 360, 11)} | {
        today - timedelta(days=back): 3 for back in range(0, 7, 2)
    }
    label = _("Cases of a year in runs of seven days; twelve in the last of them")
    return plot_of(cases, since=today - timedelta(days=6), until=today, expected=0.7, label=str(label))


def shades() -> list[tuple[int, str]]:
    """Each shade of a map with its words."""
    return [(shade, _("shade %(number)d") % {"number": shade}) for shade in SHADES]


_AWAY: Final[tuple[dict[str, int], ...]] = ({"days": -12}, {"hours": -1}, {"hours": 4}, {"days": 2}, {"days": 20})
_FILLED: Final = {"words": _("Words"), "story": _("A longer text"), "kind": "b", "way": "a", "agreed": True}
