"""Each warning raised, taken and climbed, in a browser: on My day, on the case, on the board."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from folkmoot.cases.models import Case, Clock, Supervision
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.procedures.rules.clocks import end_of_day, local_day
from tests.cases.filing import filed_on_the_web
from tests.cases.stages import led_by_the_mediator
from tests.cast import ZONE, Cast
from tests.earlywarning.sweeping import days, swept, warnings_in
from tests.journeys import keyboard

SignIn = Callable[..., Page]


def made_true(cast: Cast, kind: str) -> Case:
    """A case of the village of which one kind of warning is true now."""
    now = timezone.now()
    if kind == "recurring":
        return _case(cast, [filed_on_the_web(cast, now) for _ in range(3)][-1].case_id)
    case_id = led_by_the_mediator(cast, now).case_id
    begun = now - days(80 if kind in {"clock", "due", "overdue"} else 1)
    ahead = {"clock": 9, "due": 0, "overdue": -2}.get(kind, 90)
    due = end_of_day(local_day(now, zone=ZONE) + days(ahead), zone=ZONE)
    unled = {"step": "routed", "lead_post": None, "lead_appointment": None}
    with cast.seeing("lead"):
        Clock.objects.filter(case=case_id, stopped_at=None).update(
            started_at=begun, due_at=due, due_on=local_day(now, zone=ZONE) + days(ahead)
        )
        Case.objects.filter(pk=case_id).update(
            due_at=due,
            **({"changed_at": now - days(9)} if kind == "silent" else {}),
            **({"passed_on_count": 2, **unled} if kind == "bounced" else {}),
            **({"reopened_count": 2} if kind == "redone" else {}),
        )
        if kind == "report_missing":
            reason = Case.objects.get(pk=case_id).key.seal("It presses.", place="supervision.reason")
            Supervision.objects.create(
                case_id=case_id, post=cast.post("lead"), sealed_reason=reason, since=now - days(9),
                report_due_on=(now - days(2)).date(),
            )  # fmt: skip
    return _case(cast, case_id)


def _case(cast: Cast, case_id: int) -> Case:
    with cast.seeing("lead"):
        return Case.objects.get(pk=case_id)


KINDS = {
    "clock": ("Blue", "Most of its time has run"),
    "due": ("Yellow", "Due today"),
    "overdue": ("Orange", "Overdue"),
    "silent": ("Yellow", "Nothing happens"),
    "bounced": ("Orange", "Passed on again and again"),
    "redone": ("Orange", "Opened again and again"),
    "recurring": ("Orange", "Topic comes up again"),
    "report_missing": ("Yellow", "Report is missing"),
}


#: A topic is told to the township at once. What nobody has taken on, its secretary answers for.
WHO = {"recurring": ("coordinator", "lead"), "bounced": ("secretary", "coordinator")}


@pytest.mark.parametrize("kind", KINDS)
def test_each_warning_is_raised_climbs_and_is_taken(sign_in: SignIn, cast: Cast, kind: str) -> None:
    case = made_true(cast, kind)
    swept(cast, timezone.now())
    first, above = WHO.get(kind, ("mediator", "coordinator"))
    colour, title = KINDS[kind]
    page = sign_in(first)
    page.goto("/desk/")
    row = page.get_by_role("region", name="Warnings to take").get_by_role("listitem")
    expect(row.filter(has_text=case.spoken_reference)).to_contain_text(f"{colour} {title} ·")

    warning = warnings_in(cast, case.pk)[kind]
    assert warning.climbs_at is not None
    _age(cast, warning.pk)
    swept(cast, timezone.now())
    higher = sign_in(above)
    higher.goto(f"/desk/cases/{case.reference}/")
    notice = higher.get_by_role("note").filter(has_text=title)
    expect(notice).to_contain_text(f"Red {title} ·")
    keyboard.press(notice.get_by_role("link", name="Take this warning"))
    keyboard.write(higher.get_by_label("What is being done?"), "I have asked the road office.")
    keyboard.press(higher.get_by_role("button", name="Take this warning"))
    expect(higher.get_by_role("status").first).to_contain_text("You have taken the warning.")
    expect(notice).to_contain_text("I have asked the road office.")
    page.goto("/desk/warnings/")
    keyboard.press(page.locator("dl div").filter(has_text="Red").get_by_role("link"))
    listed = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=case.spoken_reference, exact=True))
    expect(listed).to_contain_text(f"Red {title} ·")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/desk/cases/{case.reference}/$"))


def _age(cast: Cast, warning_id: int) -> None:
    """The working days that the named post had are over."""
    with cast.seeing("lead"):
        assert CaseWarning.objects.filter(pk=warning_id).update(climbs_at=timezone.now()) == 1
