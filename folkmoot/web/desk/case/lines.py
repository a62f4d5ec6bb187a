"""Cases as lines of a list, written in one pass: in a template's loop they cost more than all the rest of My day."""

from collections.abc import Callable, Iterable
from functools import cache
from html import escape
from typing import Final

from django.template import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.cases.models import Case
from folkmoot.web.doors import OfficerRequest
from folkmoot.web.names import place_name, proper_name
from folkmoot.web.templatetags.desk import last_moment
from folkmoot.web.templatetags.times import due, on_day, when
from folkmoot.web.templatetags.words import category_title, step_name

_LINE: Final = (
    '<li class="list-group-item"><div class="row g-1"><div class="col-md-9">'
    '<a class="row-link" href="{address}"><span class="reference">{reference}</span></a>{why} · {step}'
    '<span class="d-block">{summary}</span>'
    '<span class="text-secondary small">{category} · {place} · {received}</span></div>'
    '<div class="col-md-3 text-md-end">{due}</div></div></li>'
)


class CaseLines:
    """Writes lines for one page; what repeats from line to line is written once."""

    def __init__(self, request: OfficerRequest) -> None:
        self.context = Context({"request": request})
        self.address = reverse("desk:case", args=["-"]).removesuffix("-/")
        self.received = escape(_("received"))
        self.category: Callable[[str, str, str], str] = cache(lambda *of: escape(category_title(*of)))
        self.places: dict[int, str] = {}

    def of(self, cases: Iterable[Case], *, why: str | Promise = "") -> SafeString:
        """The lines of these cases, whose places are loaded. `why` says of all of them why they stand here."""
        return SafeString("\n".join(self._line(case, str(why)) for case in cases))

    def heard(self, cases: Iterable[Case]) -> SafeString:
        """The lines of cases in which a party had the last word; `last_kind` of each says which kind it was."""
        last = {"answer": _("The resident answered"), "dispute": _("Not resolved, says the resident")}
        return SafeString(
            "\n".join(self._line(case, last.get(vars(case)["last_kind"], _("A party wrote"))) for case in cases)
        )

    def _line(self, case: Case, why: str) -> str:
        return _LINE.format(
            address=f"{self.address}{case.reference}/",
            reference=case.spoken_reference,
            why=f" · <strong>{escape(why)}</strong>" if why else "",
            step=escape(step_name(case)),
            summary=proper_name(case.summary),
            category=self.category(case.category, case.pack, case.pack_version),
            place=self._place(case),
            received=f"{self.received} {on_day(case.received_at)}",
            due=self._due(case),
        )

    def _place(self, case: Case) -> str:
        if case.place_id not in self.places:
            self.places[case.place_id] = place_name(case.place)
        return self.places[case.place_id]

    def _due(self, case: Case) -> str:
        if case.due_at is None:
            return '<span class="text-secondary">–</span>'
        end = last_moment(case.due_at)
        return f'{due(self.context, end)}<span class="text-secondary d-block small text-nowrap">{when(end)}</span>'
