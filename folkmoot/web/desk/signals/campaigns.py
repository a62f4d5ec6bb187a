"""Campaigns: times in which offices ask residents to come forward. They stand beside a signal as a known reason."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.errors import CaseError
from folkmoot.earlywarning.actions.campaigns import announce_campaign
from folkmoot.earlywarning.models import Campaign
from folkmoot.earlywarning.rules.topics import Group
from folkmoot.earlywarning.topics import GROUP_TITLES
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Place
from folkmoot.places.queries import around
from folkmoot.places.rules.paths import ancestors, subtree
from folkmoot.web.desk.signals.tabs import tabs
from folkmoot.web.doors import OfficerRequest, officer_page
from folkmoot.web.forms import PageForm

#: the newest that are listed
SHOWN: Final = 50


class CampaignForm(PageForm):
    """A campaign to be announced."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("As offices announced it to everybody. It is read beside signals."),
        max_length=120,
    )
    topic = forms.ChoiceField(label=gettext_lazy("What is it about?"), required=False)
    from_on = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", gettext_lazy("all topics"))
        self.fields["topic"].choices = [everything, *GROUP_TITLES.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuses a time that ends before it begins."""
        given = super().clean() or {}
        if given.get("from_on") and given.get("until_on") and given["until_on"] < given["from_on"]:
            self.add_error("until_on", _("The last day lies before the first one."))
        return given


@officer_page
def campaigns_page(request: OfficerRequest, code: str = "") -> HttpResponseBase:
    """The campaigns at a place, above it and below; who keeps its places announces another one."""
    areas = request.officer.areas(Power.OVERVIEW) + request.officer.areas(Power.KEEP_PLACES)
    if not areas:
        raise Http404
    wanted = Place.objects.filter(code=code) if code else Place.objects.filter(path=areas[0])
    place = wanted.first()
    if place is None or not any(place.path.startswith(area) for area in areas):
        raise Http404
    keeper = next((each for each in request.officer.standings if each.keeps_places_at(place.path)), None)
    form = CampaignForm(request.POST or None) if keeper else None
    if form and form.is_valid() and keeper and _announced(request, form, place, keeper):
        return redirect("desk:campaigns_at", code=place.code)
    near = around(place, today=request.today)
    context: dict[str, Any] = {
        "tabs": tabs(request, "campaigns"),
        "place": place,
        "above": [each for each in near.above if any(each.path.startswith(area) for area in areas)],
        "below": near.below if keeper else [],
        "campaigns": [(each, _about(each)) for each in _campaigns(place)[:SHOWN]],
        "form": form,
        "by": keeper,
    }
    return render(request, "desk/signals/campaigns.html", context, status=422 if form and form.errors else 200)


def _announced(request: OfficerRequest, form: CampaignForm, place: Place, by: Standing) -> bool:
    told = form.cleaned_data
    topic = Group(told["topic"]) if told["topic"] else None
    days = {"from_on": told["from_on"], "until_on": told["until_on"]}
    try:
        announce_campaign(place, title=told["title"], topic=topic, by=by, now=request.now, **days)
    except CaseError as refusal:
        form.add_refusal(refusal)
        return False
    messages.success(request, _("The campaign is announced. It stands beside every signal that it may explain."))
    return True


def _campaigns(place: Place) -> QuerySet[Campaign]:
    """Those that touch a place, the newest first."""
    low, high = subtree(place.path)
    touches = Q(place__path__in=ancestors(place.path)) | Q(place__path__gte=low, place__path__lt=high)
    return Campaign.objects.filter(touches).select_related("place").order_by("-from_on", "-pk")


def _about(campaign: Campaign) -> str:
    return str(GROUP_TITLES[Group(campaign.topic)]) if campaign.topic else _("all topics")
