"""The page of a case: what happened, and what is next."""

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.models import Case
from folkmoot.cases.permissions import post_for
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.pack import ClockName, ClockRule
from folkmoot.procedures.rules.steps import LED
from folkmoot.web.desk.case_file import read_file
from folkmoot.web.desk.case_parts import TaskLine
from folkmoot.web.desk.deeds.base import DeedForm
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.desk.possible import possible_deeds
from folkmoot.web.doors import OfficerRequest, officer_page


@dataclass(frozen=True)
class Button:
    """A deed that is open to the officer."""

    name: str
    title: str | Promise
    consequence: str | Promise
    is_move: bool


@officer_page
def case_page(request: OfficerRequest, reference: str) -> HttpResponseBase:
    """One case. That it was opened is kept in its reading list."""
    case = find_case(request, reference)
    reader = standing_for(request, Power.READ, case)
    file = read_file(case)
    note_reading(case, by=reader, user_id=request.officer.user_id, now=request.now)
    buttons = [_button(deed) for deed, _post in possible_deeds(request.officer, case, file, now=request.now)]
    return render(
        request,
        "desk/case.html",
        {
            "case": case,
            "file": file,
            "moves": [b for b in buttons if b.is_move],
            "deeds": [b for b in buttons if not b.is_move],
            "rule": _rule(case),
            "is_provisional": any(c.is_provisional for c in file.clocks if c.name == case.due_clock),
            "is_led": case.at in LED,
            "is_vacant": _is_vacant(request, case),
            "is_history": case.imported_at is not None and case.adopted_at is None,
            "tasks": [(task, _may_finish(request.officer, case, task)) for task in file.tasks],
            "may_verify": request.officer.may(Power.VERIFY_LEDGER)
            and post_for(request.officer, Power.VERIFY_LEDGER, case) is not None,
        },
    )


def _button(deed: type[DeedForm]) -> Button:
    return Button(deed.name, deed.title, deed.consequence, is_move=deed.move is not None)


def _rule(case: Case) -> ClockRule | None:
    return load_pack(case.pack).clock(ClockName(case.due_clock)) if case.due_clock else None


def _is_vacant(request: OfficerRequest, case: Case) -> bool:
    """Whether the appointment with which somebody leads has ended."""
    held = case.lead_appointment
    return held is not None and held.until_on is not None and held.until_on <= request.today


def _may_finish(officer: Officer, case: Case, task: TaskLine) -> bool:
    if task.done_at is not None:
        return False
    is_own = any(s.post_id in {task.post_id, task.set_by_id} for s in officer.standings)
    return is_own or post_for(officer, Power.TASK, case) is not None
