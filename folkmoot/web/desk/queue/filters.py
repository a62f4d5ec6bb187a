"""What the queue can be narrowed by. All of it stands in the address; words do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, cast
from urllib.parse import urlencode

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.places.models import Place
from folkmoot.places.queries import find_places
from folkmoot.procedures.queries import packs_here
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Step
from folkmoot.web import words
from folkmoot.web.desk.deeds.choosing import Choice, category_choices
from folkmoot.web.doors import OfficerRequest
from folkmoot.web.forms import PageForm
from folkmoot.web.words import wording

MORE_THAN_ANY = 10_000


class State(StrEnum):
    """Groups of steps."""

    OPEN = "open"
    OVERDUE = "overdue"
    ALL = "all"


class Lead(StrEnum):
    """Who leads."""

    MINE = "mine"
    NONE = "none"
    VACANT = "vacant"


class Sort(StrEnum):
    """In which order; "" in an address is the first of them."""

    DUE = "due"
    DUE_LAST = "due_last"
    RECEIVED = "received"
    RECEIVED_FIRST = "received_first"
    PLACE = "place"


class Column(StrEnum):
    """What can be shown of a case beside its reference."""

    MATTER = "matter"
    PLACE = "place"
    STEP = "step"
    LEAD = "lead"
    DUE = "due"
    RECEIVED = "received"
    CHANNEL = "channel"
    CHANGED = "changed"


COLUMNS: Final[dict[Column, Promise]] = {
    Column.MATTER: _("Matter"),
    Column.PLACE: _("Place"),
    Column.STEP: _("Step"),
    Column.LEAD: _("Lead"),
    Column.DUE: _("Due"),
    Column.RECEIVED: _("Received"),
    Column.CHANNEL: _("Channel"),
    Column.CHANGED: _("Last change"),
}
USUAL: Final = (Column.MATTER, Column.PLACE, Column.STEP, Column.LEAD, Column.DUE, Column.RECEIVED)


@dataclass(frozen=True)
class QueueFilter:
    """A filter as it was understood; what was not, is left out."""

    state: str = State.OPEN
    category: str = ""
    categories: tuple[str, ...] = ()
    #: the procedure whose category it is; "" for those under which concerns come in
    pack: str = ""
    place: Place | None = None
    lead: Lead | None = None
    source: str = ""
    sort: str = Sort.DUE
    columns: tuple[Column, ...] = USUAL
    page: int = 1

    def kept(self) -> dict[str, str]:
        """Which cases it leaves, wherever they lie, as an export tells the ledger."""
        parts = {"state": self.state, "category": self.category, "lead": self.lead or "", "source": self.source}
        return {name: str(value) for name, value in parts.items() if value}

    def query(self) -> str:
        """The filter as the query of an address, without the page."""
        parts = {
            "state": self.state if self.state != State.OPEN else "",
            "category": self.category,
            "place": self.place.code if self.place else "",
            "lead": self.lead or "",
            "source": self.source,
            "sort": self.sort if self.sort != Sort.DUE else "",
            "columns": ".".join(self.columns) if self.columns != USUAL else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})


class QuickSelect(forms.Select):
    """A list written in one pass; Django's own renders a template for each of its options."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """The same markup as Django's."""
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) == chosen else "", title) for key, title in self.choices),
        )
        return format_html(
            '<select name="{}"{}>{}</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class QuickBoxes(forms.CheckboxSelectMultiple):
    """Check boxes written in one pass."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        """One line a box; the fieldset around them is the page's."""
        chosen = set(map(str, value or ()))
        return format_html_join(
            "",
            '<div class="form-check"><label class="form-check-label"><input class="form-check-input" type="checkbox"'
            ' name="{}" value="{}"{}> <span>{}</span></label></div>',
            ((name, key, SafeString(" checked") if str(key) in chosen else "", title) for key, title in self.choices),
        )


class QueueForm(PageForm):
    """What the queue asks. It is sent by POST: the words then go into the session, the rest into the address."""

    words = forms.CharField(label=_("Words of the summary"), max_length=80, required=False)
    state = forms.ChoiceField(label=_("Step"), required=False, widget=QuickSelect)
    category = forms.ChoiceField(label=_("Category"), required=False, widget=QuickSelect)
    place = forms.CharField(label=_("Place, pinyin or code"), max_length=60, required=False)
    lead = forms.ChoiceField(
        label=_("Lead"),
        required=False,
        widget=QuickSelect,
        choices=[
            ("", _("Anybody")),
            (Lead.MINE, _("Mine")),
            (Lead.NONE, _("None yet")),
            (Lead.VACANT, _("Post is vacant")),
        ],
    )
    source = forms.ChoiceField(
        label=_("Source"),
        required=False,
        widget=QuickSelect,
        choices=[("", _("Any")), ("own", _("Taken in here")), ("imported", _("Imported"))],
    )
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        widget=QuickSelect,
        choices=[
            ("", _("Due first")),
            (Sort.DUE_LAST, _("Due last")),
            (Sort.RECEIVED, _("Newest first")),
            (Sort.RECEIVED_FIRST, _("Oldest first")),
            (Sort.PLACE, _("By place")),
        ],
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        required=False,
        choices=list(COLUMNS.items()),
        widget=QuickBoxes,
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=MORE_THAN_ANY, widget=forms.HiddenInput)

    def __init__(self, *args: Any, packs: Sequence[Pack], officer: Officer, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.packs = packs
        self.officer = officer
        self.today = today
        states = [(State.OPEN, _("Open")), (State.OVERDUE, _("Overdue")), (State.ALL, _("All"))]
        self._choose("state", [*states, *((step.value, words.STEPS[step]) for step in Step)])
        self._choose("category", [("", _("Any")), *_categories(packs)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_place(self) -> Place | None:
        """The place that was meant, in the officer's areas: by its code or, where several fit, the highest."""
        text = self.cleaned_data["place"].strip()
        if not text:
            return None
        for area in self.officer.areas(Power.READ):
            found = find_places(text, today=self.today, within=area, limit=1)
            if found:
                return found[0]
        raise forms.ValidationError(_("No place in your area is called that."))

    def _meant(self, category: str) -> tuple[Pack, str]:
        """The procedure and the category that a choice names."""
        name, dot, code = category.partition(".")
        if not dot:
            return self.packs[0], category
        return next(pack for pack in self.packs if pack.name == name), code

    @classmethod
    def of_address(cls, query: QueryDict, *, words: str, request: OfficerRequest) -> "QueueForm":
        """The form as an address fills it. The words stand in no address."""
        columns = [code for code in query.get("columns", "").split(".") if code in set(Column)]
        return cls.of_request({**query.dict(), "words": words, "columns": columns or list(USUAL)}, request)

    @classmethod
    def of_request(cls, data: Mapping[str, Any], request: OfficerRequest) -> "QueueForm":
        """The form with what was sent, for whoever sent it."""
        return cls(data, packs=packs_here(request.region), officer=request.officer, today=request.today)

    def in_words(self) -> list[str]:
        """Which cases the list shows, wherever they lie: step, category, lead, source, and whether words are sought."""
        wanted = self.wanted()
        said = []
        for name, value in wanted.kept().items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                title = str(dict(cast("list[tuple[str, str]]", field.choices))[value]).strip()
                said.append(title if name in {"state", "category"} else f"{field.label}: {title}")
        return [*said, gettext("with the words that you searched")] if self.cleaned_data.get("words") else said

    def wanted(self) -> QueueFilter:
        """The filter, without the parts that are wrong; the form says which."""
        if not self.is_bound:
            return QueueFilter()
        self.is_valid()
        given = self.cleaned_data
        category = given.get("category") or ""
        pack, code = self._meant(category)
        return QueueFilter(
            state=given.get("state") or State.OPEN,
            category=category,
            categories=pack.descendants(code) if code else (),
            pack=pack.name if pack is not self.packs[0] else "",
            place=given.get("place"),
            lead=Lead(given["lead"]) if given.get("lead") else None,
            source=given.get("source") or "",
            sort=given.get("sort") or Sort.DUE,
            columns=tuple(column for column in Column if column in given.get("columns", ())) or USUAL,
            page=given.get("page") or 1,
        )


def _categories(packs: Sequence[Pack]) -> list[Choice]:
    """Those under which concerns come in, then those of the other procedures, each with its name."""
    front, *others = packs
    found = category_choices(front)
    for pack in others:
        title = wording(pack.title)
        found += [(f"{pack.name}.{code}", f"{title}: {label}") for code, label in category_choices(pack)]
    return found
