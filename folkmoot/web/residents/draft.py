"""A concern on its way: what the resident has written so far, page by page."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.cases.actions.intake import Concern
from folkmoot.cases.models.party import ContactCard
from folkmoot.officers.models import Unit
from folkmoot.officers.queries import unit_chain
from folkmoot.places.models import Place
from folkmoot.web.residents import sealed
from folkmoot.web.residents.pages import MAIN, Page

_NAME: Final = "draft"

#: what each way of hearing asks beside itself; ways that are not named ask nothing
DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "phone": ("phone", "hours", "code_name", "no_voicemail"),
    "email": ("email",),
    "letter": ("address",),
    "visit": ("address", "hours", "code_name"),
}


@dataclass(frozen=True)
class Draft:
    """What has been written so far; everything may be empty. `place` is a code, `happened_on` a day in ISO 8601."""

    narrative: str = ""
    wish: str = ""
    place: str = ""
    where: str = ""
    happened_on: str = ""
    #: the code of the unit that it is about
    about: str = ""
    category: str = ""
    #: "" one's own, "other" somebody else's, "group" that of several
    whose: str = ""
    on_behalf_of: str = ""
    households: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    safe_channel: str = ""
    hours: str = ""
    code_name: str = ""
    no_voicemail: bool = False
    #: from here on, mending one page leads back to the last
    has_been_checked: bool = False
    #: the digest, in hexadecimal digits, under which it was put aside
    kept: str = ""

    @property
    def first_gap(self) -> Page | None:
        """The first page on which something is missing without which nothing can be sent."""
        needed = ((self.narrative, Page.WHAT), (self.place, Page.PLACE), (self.category, Page.CATEGORY))
        return next((page for value, page in needed if not value), None)

    @property
    def is_complete(self) -> bool:
        """Whether it was on the last page already and could be sent."""
        return self.has_been_checked and self.first_gap is None

    @property
    def contact(self) -> ContactCard:
        """How the resident can be reached: what the chosen way needs, and nothing that was written for another one."""
        asked = {name: getattr(self, name) for name in DETAILS.get(self.safe_channel, ())}
        return ContactCard(safe_channel=self.safe_channel, **asked)

    def next_page(self, page: Page) -> Page:
        """Where to go on from a page."""
        if page is Page.CONTACT and self.safe_channel in DETAILS:
            return Page.REACH
        if page is Page.WHOSE and self.whose:
            return Page.OTHERS
        if self.is_complete:
            return Page.CHECK
        if page in (Page.WHOSE, Page.OTHERS):
            return Page.WHAT
        if page is Page.WHAT and self.place:
            return self.first_gap or Page.CATEGORY
        return MAIN[page.number] if page in MAIN else self.first_gap or Page.CHECK

    def with_answers(self, answers: Mapping[str, Any]) -> "Draft":
        """The draft with what one page asked for."""
        known: dict[str, Any] = {
            name: "" if answer is None else answer for name, answer in answers.items() if name in _FIELDS
        }
        if isinstance(known.get("happened_on"), date):
            known["happened_on"] = known["happened_on"].isoformat()
        if "households" in known:
            known["households"] = str(known["households"])
        return replace(self, **known)


_FIELDS: Final = frozenset(Draft.__dataclass_fields__)


def draft_from(values: Mapping[str, Any]) -> Draft:
    """A draft as it was kept, be it by an older version that asked for other things."""
    return Draft(**{name: value for name, value in values.items() if name in _FIELDS})


def draft_of(request: HttpRequest, *, now: datetime) -> Draft:
    """What the session keeps, an empty draft where it keeps none."""
    return draft_from(sealed.kept(request, _NAME, now=now) or {})


def keep_draft(request: HttpRequest, draft: Draft, *, now: datetime) -> None:
    """Keeps a draft. The first one begins a session of its own, so that nobody who knew the one before can follow."""
    if _NAME not in request.session:
        request.session.cycle_key()
    sealed.keep(request, _NAME, asdict(draft), now=now)


def drop_draft(request: HttpRequest) -> None:
    """Forgets it."""
    sealed.forget(request, _NAME)


def place_of(draft: Draft, *, today: date) -> Place | None:
    """The place that was chosen, if it exists today."""
    return Place.objects.current(today).filter(code=draft.place).first() if draft.place else None


def units_near(place: Place) -> list[Unit]:
    """The units at a place and above, the nearest first."""
    return list(unit_chain(place.path))


def concern_of(draft: Draft, *, place: Place, about: Unit | None, language: str) -> Concern:
    """The concern as it is sent."""
    return Concern(
        place=place,
        category=draft.category,
        narrative="\n\n".join(filter(None, (draft.narrative, who_speaks(draft)))),
        wish=draft.wish,
        where=draft.where,
        happened_on=date.fromisoformat(draft.happened_on) if draft.happened_on else None,
        about_unit=about,
        name=draft.name,
        contact=draft.contact,
        language=language,
        on_behalf_of=draft.on_behalf_of if draft.whose == "other" else "",
    )


def who_speaks(draft: Draft) -> str:
    """Said with the words, and sealed with them: how many a group stands for is no figure to be counted."""
    match draft.whose:
        case "other":
            return _("I write this for somebody else.")
        case "group" if draft.households:
            about = ngettext(
                "It concerns about %(number)s household.",
                "It concerns about %(number)s households.",
                int(draft.households),
            )
            return "\n".join((_("We are a group; one of us speaks."), about % {"number": draft.households}))
        case "group":
            return _("We are a group; one of us speaks.")
        case _:
            return ""
