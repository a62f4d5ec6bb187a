"""The page of a case: what happened, and what is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise

from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.models import Case
from folkmoot.cases.permissions import post_for
from folkmoot.lib.kept_plans import keeping_plans
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.procedures.rules.steps import LED, Move
from folkmoot.web.desk.case.clocks import ask_about_clocks
from folkmoot.web.desk.case.file import read_file
from folkmoot.web.desk.case.parts import TaskLine
from folkmoot.web.desk.case.possible import possible_deeds
from folkmoot.web.desk.case.reports import missing_reports
from folkmoot.web.desk.case.standstill import standstill_of
from folkmoot.web.desk.deeds.base import DeedForm
from folkmoot.web.desk.finding import find_case, standing_for
from folkmoot.web.desk.parts import as_a_whole
from folkmoot.web.desk.warnings.lines import lines_in
from folkmoot.web.doors import OfficerRequest, officer_page


@dataclass(frozen=True)
class Button:
    """A deed that is open to the officer."""

    name: str
    title: str | Promise
    consequence: str | Promise
    is_move: bool
    #: whether it carries the case on, and is the one to press before all others
    is_main: bool = False


#: the moves that carry a case on, the first of those that are open before all others
MAIN: Final = (Move.ACKNOWLEDGE, Move.ACCEPT, Move.ADOPT, Move.PROPOSE, Move.DECIDE_REVIEW)


@officer_page
def case_page(request: OfficerRequest, reference: str) -> HttpResponseBase:
    """One case. That it was opened is kept in its reading list."""
    with keeping_plans():
        case = find_case(request, reference)
        reader = standing_for(request, Power.READ, case)
        file = read_file(case)
    ask_about_clocks(file, case, region=request.region, today=request.today)
    note_reading(case, by=reader, user_id=request.officer.user_id, now=request.now)
    buttons = _buttons(deed for deed, _post in possible_deeds(request.officer, case, file, now=request.now))
    context = {
        "case": case,
        "file": file,
        "reader": reader,
        "moves": [b for b in buttons if b.is_move],
        "deeds": [b for b in buttons if not b.is_move],
        "due_clock": next((c for c in file.clocks if c.name == case.due_clock), None),
        "other_clocks": [c for c in file.clocks if c.name != case.due_clock],
        "is_led": case.at in LED,
        "standstill": standstill_of(case, file, today=request.today),
        "is_history": case.imported_at is not None and case.adopted_at is None,
        "tasks": [(task, _may_finish(request.officer, case, task)) for task in file.tasks],
        "may_part": post_for(request.officer, Power.UNMERGE, case) is not None,
        "missing_reports": missing_reports(case, file, today=request.today),
        "warnings": lines_in(case, file, officer=request.officer),
        "may_verify": request.officer.may(Power.VERIFY_LEDGER)
        and post_for(request.officer, Power.VERIFY_LEDGER, case) is not None,
    }
    return as_a_whole(request, render(request, "desk/case.html", context))


def _buttons(deeds: Iterable[type[DeedForm]]) -> list[Button]:
    """The deeds in their order; the main one, if there is one, is the first of all."""
    found = list(deeds)
    moves = {deed.move for deed in found}
    main = next((move for move in MAIN if move in moves), None)
    found.sort(key=lambda deed: (not deed.comes_first, main is None or deed.move is not main))
    return [
        Button(
            deed.name,
            deed.title,
            deed.consequence,
            is_move=deed.move is not None or deed.comes_first,
            is_main=deed.comes_first or (main is not None and deed.move is main),
        )
        for deed in found
    ]


def _may_finish(officer: Officer, case: Case, task: TaskLine) -> bool:
    if task.done_at is not None:
        return False
    is_own = any(s.post_id in {task.post_id, task.set_by_id} for s in officer.standings)
    return is_own or post_for(officer, Power.TASK, case) is not None
