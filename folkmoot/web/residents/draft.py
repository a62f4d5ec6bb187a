"""A concern on its way: what the resident has written so far, page by page."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from django.http import HttpRequest

from folkmoot.cases.actions.intake import Concern
from folkmoot.cases.models.party import ContactCard
from folkmoot.officers.models import Unit
from folkmoot.officers.queries import unit_chain
from folkmoot.places.models import Place
from folkmoot.web.residents import sealed

_NAME: Final = "draft"


class Page(StrEnum):
    """The pages of raising a concern, in their order; each is the name of its address, after "raise_"."""

    WHAT = "what"
    PLACE = "place"
    OFFICE = "office"
    CATEGORY = "category"
    CONTACT = "contact"
    CHECK = "check"

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"residents:raise_{self.value}"

    @property
    def number(self) -> int:
        """1 for the first."""
        return list(Page).index(self) + 1

    @property
    def before(self) -> "Page | None":
        """The page one goes back to."""
        return list(Page)[self.number - 2] if self.number > 1 else None


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
    name: str = ""
    phone: str = ""
    email: str = ""
    safe_channel: str = ""
    hours: str = ""
    code_name: str = ""
    no_voicemail: bool = False
    language: str = ""
    #: from here on, mending one page leads back to the last
    has_been_checked: bool = False

    @property
    def first_gap(self) -> Page | None:
        """The first page on which something is missing without which nothing can be sent."""
        needed = ((self.narrative, Page.WHAT), (self.place, Page.PLACE), (self.category, Page.CATEGORY))
        return next((page for value, page in needed if not value), None)

    @property
    def contact(self) -> ContactCard:
        """How the resident can be reached."""
        return ContactCard(
            phone=self.phone,
            email=self.email,
            safe_channel=self.safe_channel,
            hours=self.hours,
            code_name=self.code_name,
            no_voicemail=self.no_voicemail,
        )

    def next_page(self, page: Page) -> Page:
        """Where to go on from a page."""
        if self.has_been_checked and self.first_gap is None:
            return Page.CHECK
        return list(Page)[page.number]

    def with_answers(self, answers: dict[str, Any]) -> "Draft":
        """The draft with what one page asked for. Another place may have other units."""
        known: dict[str, Any] = {
            name: "" if answer is None else answer for name, answer in answers.items() if name in _FIELDS
        }
        if isinstance(known.get("happened_on"), date):
            known["happened_on"] = known["happened_on"].isoformat()
        return replace(self, **known)


_FIELDS: Final = frozenset(Draft.__dataclass_fields__)


def draft_of(request: HttpRequest, *, now: datetime) -> Draft:
    """What the session keeps, an empty draft where it keeps none."""
    return Draft(**(sealed.kept(request, _NAME, now=now) or {}))


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
        narrative=draft.narrative,
        wish=draft.wish,
        where=draft.where,
        happened_on=date.fromisoformat(draft.happened_on) if draft.happened_on else None,
        about_unit=about,
        name=draft.name,
        contact=draft.contact,
        language=draft.language or language,
    )
