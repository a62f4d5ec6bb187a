"""Past nights as a film on the map: how rare what came in was, place by place and night by night.

Each night is a link, so that it plays by hand without JavaScript. It names no place below a township.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Max
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.earlywarning.models import Night
from folkmoot.earlywarning.topics import title_of_topic
from folkmoot.officers.rules.authority import Power
from folkmoot.places.models import Place
from folkmoot.places.queries import Around, around
from folkmoot.places.rules.paths import code as code_of
from folkmoot.web.desk.signals.lines import amount
from folkmoot.web.desk.signals.map import wider
from folkmoot.web.desk.signals.tabs import tabs
from folkmoot.web.doors import OfficerRequest, officer_page_with
from folkmoot.web.forms import PageForm
from folkmoot.web.maps import AROUND, shaded_map
from folkmoot.web.names import plain_place_name
from folkmoot.web.templatetags.times import written_day

#: nights that are shown where nobody chose, and at most
USUAL: Final = 28
MOST: Final = 92
#: nights in one of which chance alone does as much, from which on a place is shaded 1, 2, 3 and 4
RARE: Final = (7, 30, 90, 365)
SIGNAL: Final = 5
_NIGHT: Final = timedelta(days=1)
#: as a browser's field for days reads it, in every language
_ISO: Final = "%Y-%m-%d"


class PeriodForm(PageForm):
    """From which night to which."""

    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput({"type": "date"}, format=_ISO))
    last = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput({"type": "date"}, format=_ISO))

    def clean(self) -> dict[str, Any]:
        """Refuses a period that ends before it begins, or is too long to be watched."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last night lies before the first one."))
        elif first and last and (last - first).days >= MOST:
            self.add_error("last", _("Choose at most %(most)s nights.") % {"most": MOST})
        return given


@dataclass(frozen=True)
class Found:
    """What raised a signal on a night, or would have."""

    place: Place | None
    topic: str
    cases: int
    expected: str


@dataclass(frozen=True)
class Frame:
    """One night: the shade of each place by its code, and what stood out."""

    day: date
    shades: Mapping[str, int]
    found: list[Found]
    #: codes of the places that were looked at as a whole
    tiers: frozenset[str]
    href: str

    @property
    def says(self) -> str:
        """The day in words."""
        return written_day(self.day)

    @property
    def written(self) -> str:
        """The shades as the script reads them."""
        return " ".join(f"{code}:{shade}" for code, shade in sorted(self.shades.items()))


@officer_page_with(Power.OVERVIEW)
def film_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """The nights of a place and of those right below it, in a period; one of them is shown."""
    place = _place(request, code)
    newest = Night.objects.filter(tier=place.path).aggregate(last=Max("as_of"))["last"]
    form = PeriodForm(request.GET if {"first", "last"} <= request.GET.keys() else None, initial=_usual(newest))
    period = form.cleaned_data if form.is_valid() else _usual(newest) if newest and not form.is_bound else {}
    near = around(place, today=request.today)
    frames = _frames(place, near, period) if period else []
    shown = _shown(frames, request.GET.get("night", ""))
    number = frames.index(shown) if shown else 0
    drawn = _map(request, near, shown) if shown else SafeString()
    context: dict[str, Any] = {
        "place": place,
        "above": [each for each in near.above if _is_in(each, request.officer.areas(Power.OVERVIEW))],
        "tabs": tabs(request, "film"),
        "form": form,
        "has_nights": newest is not None,
        "frames": frames,
        "shown": shown,
        "number": number,
        "before": frames[number - 1] if number else None,
        "after": frames[number + 1] if number + 1 < len(frames) else None,
        "map": drawn,
        "legend": [*legend(), *([(AROUND, _("not in this film"))] if f"map-{AROUND}" in drawn else [])],
        "below": [each for each in near.below if shown and each.code in shown.tiers],
    }
    return render(request, "desk/signals/film.html", context, status=422 if form.errors else 200)


def legend() -> list[tuple[int, str]]:
    """The shades in words, from the most usual to a signal."""
    return [
        (0, _("as usual")),
        *((shade, _("by chance one night in %(nights)s") % {"nights": n}) for shade, n in enumerate(RARE, start=1)),
        (SIGNAL, _("a signal")),
    ]


def shade_of(p: float, *, threshold: float) -> int:
    """The shade of a place on a night on which chance alone does as much with probability `p`."""
    if p <= threshold:
        return SIGNAL
    return sum(1 / p >= nights for nights in RARE)


def _place(request: OfficerRequest, code: str) -> Place:
    areas = request.officer.areas(Power.OVERVIEW)
    wanted = Place.objects.filter(code=code) if code else Place.objects.filter(path=areas[0])
    place = wanted.first()
    if place is None or not _is_in(place, areas):
        raise Http404
    return place


def _is_in(place: Place, areas: Sequence[str]) -> bool:
    return any(place.path.startswith(area) for area in areas)


def _usual(newest: date | None) -> dict[str, date]:
    return {"first": newest - (USUAL - 1) * _NIGHT, "last": newest} if newest else {}


def _frames(place: Place, near: Around, period: Mapping[str, date]) -> list[Frame]:
    """One for each night of the period that was looked at, the earliest first. Two statements."""
    paths = [place.path, *(each.path for each in near.below)]
    nights = Night.objects.filter(tier__in=paths, as_of__range=(period["first"], period["last"]))
    by_day: dict[date, list[Night]] = {}
    for night in nights.order_by("as_of", "tier"):
        by_day.setdefault(night.as_of, []).append(night)
    places = _places([found["place"] for each in by_day.values() for night in each for found in _signals(night)])
    query = f"first={period['first']}&last={period['last']}"
    address = reverse("desk:signals_film_at", args=[place.code])
    return [
        Frame(day, _shades(place, near, each), _found(each, places), _tiers(each), f"{address}?{query}&night={day}")
        for day, each in by_day.items()
    ]


def _signals(night: Night) -> list[dict[str, Any]]:
    return [found for found in night.found if found["p"] <= night.threshold_p]


def _places(paths: Sequence[str]) -> dict[str, Place]:
    return {each.path: each for each in Place.objects.filter(path__in=set(paths))} if paths else {}


def _found(nights: Sequence[Night], places: Mapping[str, Place]) -> list[Found]:
    """What stood out, the rarest first; what several tiers found at one place is told once."""
    told: dict[tuple[str, str], Found] = {}
    for each in sorted((found for night in nights for found in _signals(night)), key=lambda found: found["p"]):
        found = Found(places.get(each["place"]), title_of_topic(each["topic"]), each["cases"], amount(each["expected"]))
        told.setdefault((each["place"], each["topic"]), found)
    return list(told.values())


def _tiers(nights: Sequence[Night]) -> frozenset[str]:
    return frozenset(code_of(night.tier) for night in nights)


def _shades(place: Place, near: Around, nights: Sequence[Night]) -> dict[str, int]:
    """Of each place below the highest shade: of its own nights, and of what the wider night found within it."""
    own = {night.tier: shade_of(night.p, threshold=night.threshold_p) for night in nights}
    shades = {each.code: 0 for each in (place, *near.below)} if place.path in own else {}
    shades |= {each.code: own[each.path] for each in (place, *near.below) if each.path in own}
    for night in (each for each in nights if each.tier == place.path):
        for found in night.found:
            shade = shade_of(found["p"], threshold=night.threshold_p)
            for each in near.below:
                if found["place"].startswith(each.path):
                    shades[each.code] = max(shades.get(each.code, 0), shade)
    return shades


def _shown(frames: Sequence[Frame], night: str) -> Frame | None:
    return next((each for each in frames if each.day.isoformat() == night), frames[-1] if frames else None)


def _map(request: OfficerRequest, near: Around, shown: Frame) -> SafeString:
    """The places below, or the place itself on a wider map where those below have no outlines."""
    return _drawn(near, near.place, shown) or _drawn(wider(request, near), near.place, shown)


def _drawn(near: Around | None, place: Place, shown: Frame) -> SafeString:
    if near is None:
        return SafeString()
    words = dict(legend())

    def says(each: Place) -> str:
        name = plain_place_name(each)
        return f"{name}: {words[shown.shades[each.code]]}" if each.code in shown.shades else name

    def href(each: Place) -> str:
        is_closer = each.code in shown.tiers and each.code != place.code
        return reverse("desk:signals_film_at", args=[each.code]) if is_closer else ""

    return shaded_map(near, href=href, says=says, shade=lambda each: shown.shades.get(each.code, AROUND))
