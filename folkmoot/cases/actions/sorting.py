"""Sorting a concern under a category, while its summary is still to be written."""

from datetime import datetime

from django.db import transaction

from folkmoot.cases.actions.moving import save, touch
from folkmoot.cases.errors import Missing
from folkmoot.cases.models import Case
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import UnknownCategoryError


@transaction.atomic
def sort(case_id: int, *, category: str, by: Standing, now: datetime, seen: int | None = None) -> Case:
    """Puts a case under another category of its pack. Raises NotAllowed, ChangedMeanwhile, Missing."""
    case = touch(case_id, Power.SUMMARISE, by=by, seen=seen)
    try:
        case.category = pack_of(case).category(category).code
    except UnknownCategoryError as error:
        raise Missing(field="category") from error
    return save(case, "case.sorted", by=by, now=now, category=case.category)
