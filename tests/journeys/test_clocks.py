"""A time that stands, more of it, and another procedure: pressed at the desk, read by the resident."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from folkmoot.cases.models import Clock
from tests.cases.stages import led_by_the_mediator
from tests.cast import ZONE, Cast
from tests.journeys import keyboard
from tests.journeys.following import come_back


def open_deed(page: Page, reference: str, title: str) -> None:
    page.goto(f"/desk/cases/{reference}/")
    keyboard.press(page.get_by_role("link", name=title, exact=True))


def shown_day(cast: Cast, case_id: int) -> str:
    with cast.seeing("mediator"):
        return Clock.objects.get(case_id=case_id, name="answer", stopped_at=None).due_on.isoformat()


def test_a_pause_and_more_time_are_told_with_the_count_behind_the_date(
    cast: Cast, page: Page, sign_in: Callable[..., Page]
) -> None:
    now = timezone.now()
    receipt = led_by_the_mediator(cast, now)
    lead = sign_in("mediator")
    open_deed(lead, receipt.reference, "Let the time stand")
    keyboard.check(lead.get_by_label("Waiting for an expert opinion or inspection"))
    until = now.astimezone(ZONE).date() + timedelta(days=6)
    keyboard.write_day(lead.get_by_label("Planned last day on which it stands"), until)
    keyboard.press(lead.get_by_role("button", name="Let the time stand"))
    expect(lead.get_by_text("The time stands. The resident can read why")).to_be_visible()
    open_deed(lead, receipt.reference, "Ask for more time")
    keyboard.write(lead.get_by_label("Why more time is needed"), "The engineer is ill.")
    keyboard.press(lead.get_by_role("button", name="Ask for more time"))
    expect(lead.get_by_text("asked for, not decided yet")).to_be_visible()

    coordinator = sign_in("coordinator")
    coordinator.goto("/desk/")
    expect(coordinator.get_by_text("More time is asked for: you decide")).to_be_visible()
    open_deed(coordinator, receipt.reference, "Decide about more time")
    keyboard.check(coordinator.get_by_label("Grant it"))
    keyboard.press(coordinator.get_by_role("button", name="Decide about more time"))
    expect(coordinator.get_by_text("It is decided. The resident can read it.")).to_be_visible()

    come_back(page, reference=receipt.reference, code=receipt.code)
    expect(page.get_by_text("The engineer is ill.")).to_be_visible()
    why = page.locator("details.why").first
    keyboard.press(why.locator("summary"))
    expect(why.get_by_text("10 more days were granted.")).to_be_visible()
    expect(why.get_by_text("Waiting for an expert opinion or inspection")).to_be_visible()
    expect(why.locator(".why-end time")).to_have_attribute("datetime", shown_day(cast, receipt.case_id))


def test_a_case_is_put_under_the_petition_procedure_and_its_filer_reads_the_law(
    cast: Cast, page: Page, sign_in: Callable[..., Page]
) -> None:
    receipt = led_by_the_mediator(cast, timezone.now())
    promised = shown_day(cast, receipt.case_id)
    coordinator = sign_in("coordinator")
    open_deed(coordinator, receipt.reference, "Put under another procedure")
    keyboard.choose(coordinator.get_by_label("Procedure and category"), "cn-petition.village_affairs")
    keyboard.write(coordinator.get_by_label("Why"), "It is about a decision of the village.")
    keyboard.press(coordinator.get_by_role("button", name="Put under another procedure"))
    expect(coordinator.get_by_text("The case goes on under the other procedure.")).to_be_visible()
    assert shown_day(cast, receipt.case_id) == promised

    come_back(page, reference=receipt.reference, code=receipt.code)
    expect(page.get_by_text("It is about a decision of the village.")).to_be_visible()
    keyboard.press(page.get_by_role("link", name="Letters and visits", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Letters and visits")
    expect(page.locator("svg.pack-picture")).to_be_visible()
    expect(page.locator("#petition-34 blockquote")).to_contain_text("60日内办结")
