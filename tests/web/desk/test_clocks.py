"""Pauses, more time and another procedure, pressed at the desk and read by the resident."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.cases.actions import extending, pausing
from folkmoot.cases.models import Case, Clock, Extension, Pause
from folkmoot.officers.actions.accounts import appoint
from folkmoot.officers.models import AppointmentKind
from tests.cases.stages import led_by_the_mediator
from tests.cast import ZONE, Cast
from tests.web.desk.conftest import SignIn
from tests.web.residents.pressing import follow


@pytest.fixture
def now() -> datetime:
    """The moment at which the pages are opened."""
    return timezone.now()


def case_page(browser: Client, receipt) -> str:  # type: ignore[no-untyped-def]
    return browser.get(f"/desk/cases/{receipt.reference}/").content.decode()


def offered(page: str) -> set[str]:
    names = {"pause", "end_pause", "ask_extension", "decide_extension", "put_under"}
    return names & set(re.findall(r'href="/desk/cases/[^/"]+/([a-z_]+)/"', page))


def press(browser: Client, receipt, cast: Cast, deed: str, **answers: object) -> int:  # type: ignore[no-untyped-def]
    with cast.seeing("coordinator"):
        seen = Case.objects.get(pk=receipt.case_id).version
    answer = browser.post(f"/desk/cases/{receipt.reference}/{deed}/", {"seen": seen, **answers})
    return answer.status_code


def days_in(page: str) -> list[str]:
    """What each count on a page comes to, as the day stands in the markup."""
    ends = re.findall(r'<p class="why-end">.*?datetime="([0-9-]+)"', page, re.DOTALL)
    assert ends
    return sorted(ends)


def shown(cast: Cast, receipt) -> list[str]:  # type: ignore[no-untyped-def]
    with cast.seeing("mediator"):
        clocks = Clock.objects.filter(case_id=receipt.case_id, stopped_at=None)
        return sorted(clock.due_on.isoformat() for clock in clocks)


def today(now: datetime) -> date:
    return now.astimezone(ZONE).date()


def test_the_lead_lets_the_time_stand_and_go_on(cast: Cast, now: datetime, at_desk: SignIn, client: Client) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("mediator")
    assert offered(case_page(browser, receipt)) == {"pause", "ask_extension"}
    until = today(now) + timedelta(days=9)
    answers = {"reason": "expert_opinion", "until_on": until.isoformat()}
    assert press(browser, receipt, cast, "pause", **answers) == 302
    page = case_page(browser, receipt)
    assert "The time stands, until" in page
    assert offered(page) == {"pause", "end_pause", "ask_extension"}
    follow(client, receipt)
    assert "Waiting for an expert opinion or inspection" in client.get("/follow/case/").content.decode()
    with cast.seeing("mediator"):
        row = Pause.objects.get(case_id=receipt.case_id)
    assert press(browser, receipt, cast, "end_pause", pause=row.pk) == 302
    assert offered(case_page(browser, receipt)) == {"pause", "ask_extension"}


def test_a_pause_that_is_too_long_is_refused_at_its_field(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("mediator")
    until = (today(now) + timedelta(days=60)).isoformat()
    answer = browser.post(
        f"/desk/cases/{receipt.reference}/pause/", {"seen": 4, "reason": "expert_opinion", "until_on": until}
    )
    with cast.seeing("mediator"):
        version = Case.objects.get(pk=receipt.case_id).version
    answer = browser.post(
        f"/desk/cases/{receipt.reference}/pause/", {"seen": version, "reason": "expert_opinion", "until_on": until}
    )
    assert answer.status_code == 422
    assert "does not allow that many days" in answer.content.decode()


def test_a_question_may_stop_the_time_in_the_same_form(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    until = today(now) + timedelta(days=5)
    answers = {"question": "Since when?", "stands_until": until.isoformat()}
    assert press(at_desk("mediator"), receipt, cast, "ask", **answers) == 302
    with cast.seeing("mediator"):
        assert [(row.code, row.until_on) for row in Pause.objects.filter(case_id=receipt.case_id)] == [
            ("information_from_resident", until)
        ]


def test_the_desk_writes_down_what_a_board_did_and_corrects_it(
    cast: Cast, now: datetime, at_desk: SignIn, client: Client
) -> None:
    receipt = led_by_the_mediator(cast, now)
    assert (
        press(at_desk("coordinator"), receipt, cast, "put_under", category="cn-labour.pay", reason="It is pay.") == 302
    )
    browser, day = at_desk("mediator"), today(now)
    address = f"/desk/cases/{receipt.reference}/record_milestone/"
    assert address in case_page(browser, receipt)
    assert "It was written down by mistake" not in browser.get(address).content.decode()
    assert press(browser, receipt, cast, "record_milestone", milestone="award_served", happened_on="") == 422
    assert press(browser, receipt, cast, "record_milestone", milestone="award_served", happened_on=day) == 302
    page = case_page(browser, receipt)
    assert ("Bring an action against the award" in page, "Something that happened elsewhere" in page) == (True, True)
    follow(client, receipt)
    assert "Written down in your case: Award received" in client.get("/follow/case/").content.decode()
    mistake = {"milestone": "award_served", "decision": "not_happened", "happened_on": ""}
    assert press(browser, receipt, cast, "record_milestone", **mistake) == 302
    assert shown(cast, receipt) == [max(shown(cast, receipt))]


def test_an_officer_with_several_posts_decides_in_the_one_that_may(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    by, day = cast.standing("administrator"), today(now)
    # The post at the county comes first, and is not the nearest one that approves.
    for post, since in (("lead", day - timedelta(days=2)), ("coordinator", day)):
        kind = AppointmentKind.DEPUTY
        appoint(cast.post(post), user=cast.user("auditor"), from_on=since, kind=kind, by=by, now=now)
    assert (
        press(at_desk("mediator"), receipt, cast, "ask_extension", clock="answer", reason="The engineer is ill.") == 302
    )
    browser = at_desk("auditor")
    assert "decide_extension" in offered(case_page(browser, receipt))
    with cast.seeing("mediator"):
        asked = Extension.objects.get(case_id=receipt.case_id)
    answers = {"request": asked.pk, "decision": "grant", "words": ""}
    assert press(browser, receipt, cast, "decide_extension", **answers) == 302
    with cast.seeing("mediator"):
        asked.refresh_from_db()
        assert asked.decided_by == cast.post("coordinator")


def test_who_may_decide_about_more_time_is_offered_it_and_nobody_else(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("mediator")
    assert press(browser, receipt, cast, "ask_extension", clock="answer", reason="The engineer is ill.") == 302
    assert "asked for, not decided yet" in case_page(browser, receipt)
    found = {who: offered(case_page(at_desk(who), receipt)) for who in ("mediator", "coordinator", "lead", "auditor")}
    assert {who: "decide_extension" in deeds for who, deeds in found.items()} == {
        "mediator": False,
        "coordinator": True,
        "lead": False,
        "auditor": False,
    }
    with cast.seeing("mediator"):
        asked = Extension.objects.get(case_id=receipt.case_id)
    answers = {"request": asked.pk, "decision": "refuse", "words": ""}
    assert press(at_desk("coordinator"), receipt, cast, "decide_extension", **answers) == 422
    assert press(at_desk("lead"), receipt, cast, "decide_extension", **answers | {"words": "No."}) == 422
    assert press(at_desk("coordinator"), receipt, cast, "decide_extension", **answers | {"decision": "grant"}) == 302
    with cast.seeing("mediator"):
        asked.refresh_from_db()
        assert asked.is_granted is True


def test_a_case_is_put_under_another_procedure(cast: Cast, now: datetime, at_desk: SignIn, client: Client) -> None:
    receipt = led_by_the_mediator(cast, now)
    answers = {"category": "cn-petition.village_affairs", "reason": "It is about a decision of the village."}
    assert press(at_desk("coordinator"), receipt, cast, "put_under", **answers) == 302
    assert 'href="/law/cn-petition/2026.1/"' in case_page(at_desk("mediator"), receipt)
    follow(client, receipt)
    page = client.get("/follow/case/").content.decode()
    assert "Letters and visits" in page
    assert 'href="/law/cn-petition/2026.1/"' in page


@pytest.mark.parametrize("kind", ["plain", "paused", "extended", "both"])
def test_the_explained_day_is_the_shown_day(
    cast: Cast, now: datetime, at_desk: SignIn, client: Client, kind: str
) -> None:
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        by = cast.standing("mediator")
        if kind in {"paused", "both"}:
            until = today(now) + timedelta(days=12)
            pausing.pause(receipt.case_id, reason="hearing", until_on=until, by=by, now=now)
        if kind in {"extended", "both"}:
            asked = extending.ask_extension(receipt.case_id, clock="answer", reason="Ill.", by=by, now=now)
    if kind in {"extended", "both"}:
        with cast.seeing("coordinator"):
            by = cast.standing("coordinator")
            extending.grant_extension(receipt.case_id, extension_id=asked.pk, by=by, now=now)
    assert days_in(case_page(at_desk("mediator"), receipt)) == shown(cast, receipt)
    follow(client, receipt)
    page = client.get("/follow/case/").content.decode()
    assert days_in(page) == shown(cast, receipt)
    assert ("on which the time stands, not counted:" in page) is (kind in {"paused", "both"})
    assert ("10 more days were granted." in page) is (kind in {"extended", "both"})


def test_my_day_says_what_stands_what_goes_on_and_what_waits_for_a_decision(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    standing, over, asked = (led_by_the_mediator(cast, now) for _ in range(3))
    with cast.seeing("mediator"):
        by = cast.standing("mediator")
        pausing.pause(standing.case_id, reason="hearing", until_on=today(now) + timedelta(days=3), by=by, now=now)
        pausing.pause(over.case_id, reason="hearing", until_on=today(now), by=by, now=now)
        Pause.objects.filter(case_id=over.case_id).update(
            from_on=today(now) - timedelta(days=4), until_on=today(now) - timedelta(days=1)
        )
        extending.ask_extension(asked.case_id, clock="answer", reason="Ill.", by=by, now=now)
    mine = lines_of(at_desk("mediator"), "/desk/")
    assert mine["The time stands"] == [standing.reference]
    assert mine["The pause is over: the time goes on"] == [over.reference]
    assert "More time is asked for: you decide" not in mine
    assert lines_of(at_desk("coordinator"), "/desk/")["More time is asked for: you decide"] == [asked.reference]
    assert "More time is asked for: you decide" not in lines_of(at_desk("lead"), "/desk/")


def lines_of(browser: Client, address: str) -> dict[str, list[str]]:
    """References by what the page says of them."""
    found: dict[str, list[str]] = {}
    page = browser.get(address).content.decode()
    for reference, why in re.findall(r'href="/desk/cases/(\w+)/">.*?</a> · <strong>([^<]+)</strong>', page):
        found.setdefault(why, []).append(reference)
    return found


def test_the_queue_marks_what_stands(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        by = cast.standing("mediator")
        pausing.pause(receipt.case_id, reason="hearing", until_on=today(now), by=by, now=now)
    page = at_desk("mediator").get("/desk/queue/").content.decode()
    marked = [row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if "stands until" in row]
    assert [receipt.reference in row for row in marked] == [True]


def test_the_queue_can_be_narrowed_to_a_category_of_another_procedure(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt, other = led_by_the_mediator(cast, now), led_by_the_mediator(cast, now)
    answers = {"category": "cn-mediation.neighbour", "reason": "The neighbours want to talk."}
    assert press(at_desk("coordinator"), receipt, cast, "put_under", **answers) == 302
    page = at_desk("mediator").get("/desk/queue/?category=cn-mediation.neighbour").content.decode()
    assert receipt.reference in page
    assert other.reference not in page
