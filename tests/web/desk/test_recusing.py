"""The questions of the pack in the forms, and who takes a case up or steps aside, on the page of the case."""

from collections.abc import Callable
from datetime import datetime

from django.test import Client

from folkmoot.cases.actions.procedures import put_under
from folkmoot.cases.models import Case
from folkmoot.procedures.packs import load_pack
from tests.cases.filing import case_of
from tests.cases.stages import led_by_the_mediator
from tests.cases.successors import successor_of
from tests.cast import Cast

SignIn = Callable[[str], Client]


def codes(browser: Client, reference: str, deed: str) -> list[object]:
    """The answers that a form offers."""
    form = browser.get(f"/desk/cases/{reference}/{deed}/").context["form"]
    return [code for code, _label in form.fields["interest"].choices]


def test_a_form_asks_what_the_pack_of_the_case_asks(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("coordinator")
    intl, labour = load_pack("intl"), load_pack("cn-labour")
    assert codes(browser, receipt.reference, "hand_over") == ["none", *(each.code for each in intl.conflicts)]
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        put_under(receipt.case_id, pack="cn-labour", category="pay", reason="Wages.", by=by, now=now)
    assert codes(browser, receipt.reference, "hand_over") == ["none", *(each.code for each in labour.conflicts)]
    page = browser.get(f"/desk/cases/{receipt.reference}/hand_over/").content.decode()
    assert "Is your own unit the employer?" in page


def test_a_yes_says_which_way_the_pack_shows(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    given = {"seen": case_of(cast, receipt).version, "lead": cast.post("secretary").pk, "reason": "Leave."}
    there = f"/desk/cases/{receipt.reference}/hand_over/"
    own = at_desk("mediator").post(there, {**given, "interest": "own_interest"})
    unit = at_desk("mediator").post(there, {**given, "interest": "unit_complained_about"})
    assert [each.status_code for each in (own, unit)] == [422, 422]
    assert "Name somebody else." in str(own.context["form"].errors["interest"])
    assert "Pass the case on to another unit" in str(unit.context["form"].errors["interest"])


def test_who_comes_to_the_post_finds_taking_up_before_all_else(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    officer = successor_of("mediator", cast, now)
    browser = at_desk("new_mediator")
    offered = browser.get(f"/desk/cases/{receipt.reference}/").context["moves"]
    assert (offered[0].name, offered[0].is_main) == ("take_up", True)
    assert {each.name for each in offered} & {"propose", "ask", "hand_over"} == set()
    seen = case_of(cast, receipt).version
    answer = browser.post(f"/desk/cases/{receipt.reference}/take_up/", {"seen": seen, "interest": "none"})
    assert answer.status_code == 302
    assert case_of(cast, receipt).lead_appointment_id == officer.standings[0].appointment_id
    after = browser.get(f"/desk/cases/{receipt.reference}/").context["moves"]
    assert {"take_up", "propose"} & {each.name for each in after} == {"propose"}


def test_a_missing_answer_is_named_as_the_question_is(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    successor_of("mediator", cast, now)
    there = f"/desk/cases/{receipt.reference}/take_up/"
    answer = at_desk("new_mediator").post(there, {"seen": case_of(cast, receipt).version})
    assert answer.context["form"].errors["interest"] == ["“Questions to you” is needed."]


def test_whoever_steps_aside_names_the_question_and_nobody_else(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = led_by_the_mediator(cast, now)
    browser = at_desk("mediator")
    assert codes(browser, receipt.reference, "step_aside") == [each.code for each in load_pack("intl").conflicts]
    given = {"seen": case_of(cast, receipt).version, "interest": "close_to_a_party"}
    browser.post(f"/desk/cases/{receipt.reference}/step_aside/", given)
    with cast.seeing("coordinator"):
        assert Case.objects.get(pk=receipt.case_id).lead_post == cast.post("secretary")
    page = at_desk("secretary").get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert "The lead stepped aside because of an interest of their own." in page
