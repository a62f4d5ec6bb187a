"""A group of three and a group of thirty take the same statements, on the page of the case and in what is done."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.models import Case
from folkmoot.procedures.rules.steps import Step
from tests.cases.filing import case_of, filed_on_the_web
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast

SignIn = Callable[[str], Client]


def grow(cast: Cast, first: Receipt, now: datetime, *, by: int) -> None:
    """So many concerns more are joined to the first."""
    numbers = [filed_on_the_web(cast, now).case_id for _ in range(by)]
    with cast.seeing("coordinator"):
        merged = {"step": Step.MERGED, "step_before_merge": Step.RECEIVED, "merged_into": first.case_id}
        Case.objects.filter(pk__in=numbers).update(**merged)


def count(press: Callable[[], HttpResponse], *, answers: int) -> int:
    """The statements of one press, which has to answer so."""
    with CaptureQueriesContext(connection) as asked:
        assert press().status_code == answers
    return len(asked)


def test_a_group_of_thirty_takes_the_statements_of_a_group_of_three(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = led_by_the_mediator(cast, now)
    there = f"/desk/cases/{first.reference}/"
    mediator, coordinator = at_desk("mediator"), at_desk("coordinator")
    forms = {
        "tell_together": mediator, "propose": mediator, "hand_over": mediator, "name_member": coordinator,
        "join_others": coordinator,
    }  # fmt: skip

    def opened(browser: Client, deed: str = "") -> int:
        return count(lambda: browser.get(f"{there}{deed}"), answers=200)

    def sent(deed: str, **given: object) -> int:
        given["seen"] = case_of(cast, first).version
        return count(lambda: mediator.post(f"{there}{deed}/", given), answers=302)

    def look() -> list[int]:
        told = [sent("tell_together", body="We meet on Friday."), sent("note", body="Seen.")]
        return [opened(mediator), *(opened(browser, f"{deed}/") for deed, browser in forms.items()), *told]

    grow(cast, first, now, by=2)
    look()
    grow(cast, first, now, by=1)
    few = look()
    grow(cast, first, now, by=27)
    assert look() == few
