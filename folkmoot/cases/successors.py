"""Who has a case next: at the level above, or after whoever leads it has stepped aside."""

from collections.abc import Iterable, Iterator
from datetime import date

from folkmoot.cases.models import Case, Review
from folkmoot.cases.queries import handling_units, next_reviewers, reviewer_of
from folkmoot.officers.models import Appointment, Unit
from folkmoot.officers.queries import appointments_with, officer_of
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.limits import Aside
from folkmoot.procedures.rules.steps import Step


def units_above(case: Case) -> list[Unit]:
    """The units above the one that has a case and that may handle it, the nearest first."""
    here = case.unit.place.path
    units = handling_units(
        case.sight_path, category=case.category, pack=pack_of(case), about_unit_id=case.about_unit_id
    )
    return [unit for unit in units if _is_above(unit, case, here=here)]


def _is_above(unit: Unit, case: Case, *, here: str) -> bool:
    is_higher = here.startswith(unit.place.path) and here != unit.place.path
    # At the root the independent unit is the level above everybody else there.
    is_independent = unit.place.path == here and unit.parent_id is None and unit.pk != case.unit_id
    return is_higher or is_independent


def next_lead(case: Case, *, aside: Aside, by: Standing, today: date) -> Appointment | None:
    """Who leads a case after `by` has stepped aside: another person of the unit, else the nearest above.

    Where the whole unit steps aside, the nearest above. A review goes to who may hear it. None where nobody is left.
    """
    own = Appointment.objects.filter(pk=by.appointment_id or 0).values_list("user_id", flat=True).first()
    for each in _in_turn(case, aside=aside, today=today):
        is_barred = case.about_unit_id in officer_of(each.user, today=today).barred_units
        if each.user_id != own and not is_barred:
            return each
    return None


def _in_turn(case: Case, *, aside: Aside, today: date) -> Iterable[Appointment]:
    if case.at is Step.IN_REVIEW:
        return _reviewers(case, aside=aside, today=today)
    units = ([] if aside is Aside.UNIT else [case.unit]) + units_above(case)
    return (each for unit in units for each in appointments_with(Power.PROPOSE, unit=unit, today=today))


def _reviewers(case: Case, *, aside: Aside, today: date) -> Iterator[Appointment]:
    yield from (each for each in next_reviewers(case, today=today) if _may_stay(each, case, aside=aside))
    running = Review.objects.filter(case=case, decided_at=None).values_list("code", flat=True).first()
    rule = next((each for each in pack_of(case).reviews if each.code == running), None)
    above = reviewer_of(case, rule, today=today) if rule else None
    if above is not None:
        yield above


def _may_stay(appointment: Appointment, case: Case, *, aside: Aside) -> bool:
    return aside is not Aside.UNIT or appointment.post.unit_id != case.unit_id
