"""Open warnings with their cases, as a list: of what an officer sees anyway, narrowed by place, colour, kind, taker."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, IntegerField, Min, QuerySet, Subquery

from folkmoot.cases.models import Case
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.earlywarning.queries import BY_URGENCY, loaded
from folkmoot.earlywarning.rules.kinds import Colour
from folkmoot.officers.rules.standing import Officer

#: cases on one page
PAGE: Final = 50
#: beyond this many warnings nobody counts on
COUNTED: Final = 1000
_URGENCIES: Final = tuple(colour.value for colour in reversed(Colour))
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Taken(StrEnum):
    """By whom a warning is, or is still to be, taken."""

    #: nobody took it, and it names a post of the officer
    MINE = "mine"
    NOBODY = "nobody"
    SOMEBODY = "somebody"


@dataclass(frozen=True)
class Wanted:
    """Which open warnings a list shows; what is empty narrows nothing. `path` is that of a place."""

    path: str = ""
    colour: str = ""
    kind: str = ""
    taken: str = ""


@dataclass(frozen=True)
class Warned:
    """A page of warned cases: their warnings in order, those of one case together, and how many there are in all.

    `cases` and `total` are counted up to COUNTED warnings; where `is_more`, they are no more than a beginning.
    """

    warnings: Sequence[CaseWarning]
    cases: int
    total: int
    is_last: bool

    @property
    def is_more(self) -> bool:
        """Whether there are more warnings than anybody counts."""
        return self.total > COUNTED

    @property
    def case_ids(self) -> list[int]:
        """The cases of the page, in order."""
        return list(dict.fromkeys(warning.case_id for warning in self.warnings))


def warned_cases(officer: Officer, wanted: Wanted, *, page: int = 1) -> Warned:
    """What `actions.reading.read_warned_cases` shows and records: call that one from a page. Two statements.

    In one, the whole list would be put in order once more for the rows of its page: three times as slow.
    """
    found = _narrowed(officer, wanted)
    start = (page - 1) * PAGE
    rows = loaded(found.filter(case__in=list(_case_ids(found)[start : start + PAGE + 1])))
    of_case: dict[int, list[CaseWarning]] = defaultdict(list)
    for warning in rows.annotate(counts=_counts(found)):
        of_case[warning.case_id].append(warning)
    shown = sorted(of_case.values(), key=_urgency)
    cases, total = vars(shown[0][0])["counts"] if shown else (0, 0)
    return Warned(list(chain(*shown[:PAGE])), cases=cases, total=total, is_last=len(shown) <= PAGE)


def _narrowed(officer: Officer, wanted: Wanted) -> QuerySet[CaseWarning]:
    cases = Case.objects.visible_to(officer)
    found = CaseWarning.objects.open().filter(case__in=cases.within(wanted.path) if wanted.path else cases)
    if wanted.colour:
        found = found.filter(colour=wanted.colour)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    match wanted.taken:
        case Taken.MINE:
            return found.to_take(officer)
        case Taken.NOBODY:
            return found.filter(taken_at=None)
        case Taken.SOMEBODY:
            return found.filter(taken_at__isnull=False)
    return found


def _urgency(warnings: Sequence[CaseWarning]) -> tuple[int, datetime, int]:
    """Where a case stands in the list: as `_case_ids` has it."""
    urgency = min(_URGENCIES.index(warning.colour) for warning in warnings)
    climbs = min((warning.climbs_at for warning in warnings if warning.climbs_at), default=_NEVER)
    return urgency, climbs, warnings[0].case_id


def _case_ids(found: QuerySet[CaseWarning]) -> QuerySet[CaseWarning, int]:
    """The cases in the order of the most urgent warning of each."""
    grouped = found.order_by().values("case").annotate(urgency=Min(BY_URGENCY), climbs=Min("climbs_at"))
    return grouped.order_by("urgency", F("climbs").asc(nulls_last=True), "case").values_list("case", flat=True)


def _counts(found: QuerySet[CaseWarning]) -> Subquery:
    """How many cases there are in all, and how many warnings, among the first ones."""
    both = Func(
        "case",
        template="ARRAY[COUNT(DISTINCT %(expressions)s), COUNT(*)]",
        output_field=ArrayField(IntegerField()),
    )
    first = CaseWarning.objects.filter(pk__in=found.order_by().values("pk")[: COUNTED + 1])
    return Subquery(first.order_by().values(counts=both))
