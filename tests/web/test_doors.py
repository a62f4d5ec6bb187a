from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client, RequestFactory

from folkmoot.cases.actions.codes import code_digest
from folkmoot.cases.actions.intake import Receipt
from folkmoot.officers.models import Appointment, Unit
from folkmoot.officers.scope import of_filing, seeing
from folkmoot.web.residents import session, throttle
from tests.cases.filing import filed_at_the_desk, filed_on_the_web
from tests.cast import Cast
from tests.web.some_pages import Fault, anybody, cases, ledger, mine

pytestmark = pytest.mark.urls("tests.web.some_pages")

WRONG = "four quiet wrong words"


def visitor(address: str = "192.0.2.7") -> HttpRequest:
    """Somebody at the page that asks for reference and code."""
    request = RequestFactory().post("/follow/", REMOTE_ADDR=address)
    request.session = SessionStore()
    request.user = AnonymousUser()
    return request


def come_in(client: Client, reference: str, code: str) -> None:
    """Puts into the client's session what `enter_with_code` remembers."""
    request = visitor()
    with seeing(of_filing()):
        session.enter_with_code(request, reference=reference, code=code, now=datetime.now().astimezone())
    request.session.save()
    client.cookies["sessionid"] = str(request.session.session_key)


def test_every_door_names_itself() -> None:
    assert [page.door for page in (cases, ledger, mine, anybody)] == ["officer", "officer", "resident", "public"]


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(client: Client, cast: Cast) -> None:
    answer = client.get("/cases/?step=routed")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/cases/%3Fstep%3Drouted")


def test_a_part_of_a_page_is_told_that_nobody_is_signed_in(client: Client, cast: Cast) -> None:
    answer = client.get("/cases/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_an_officer_sees_the_cases_of_their_area_in_a_page_written_late(
    client: Client, cast: Cast, now: datetime
) -> None:
    receipt = filed_on_the_web(cast, now)
    seen = {}
    for name in ("mediator", "coordinator", "stranger"):
        client.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
        seen[name] = client.get("/cases/").content.decode().split()
    assert seen == {"mediator": [receipt.reference], "coordinator": [receipt.reference], "stranger": []}


def test_an_account_without_a_post_is_told_so(client: Client, cast: Cast) -> None:
    Appointment.objects.filter(user=cast.user("mediator")).update(until_on=cast.today)
    client.force_login(cast.user("mediator"), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/cases/")
    assert answer.status_code == 403
    assert "<h1>You hold no post today</h1>" in answer.content.decode()


def test_a_page_without_the_power_for_it_is_absent(client: Client, cast: Cast) -> None:
    answers = {}
    for name in ("auditor", "mediator"):
        client.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
        answers[name] = client.get("/desk/ledger/").status_code
    assert answers == {"auditor": 200, "mediator": 404}


def test_what_a_page_wrote_before_it_failed_is_undone(client: Client, cast: Cast) -> None:
    client.force_login(cast.user("mediator"), backend="django.contrib.auth.backends.ModelBackend")
    with pytest.raises(Fault):
        client.get("/failing/")
    assert not Unit.objects.filter(title_en="Half done").exists()


def test_anybody_sees_no_case(client: Client, cast: Cast, now: datetime) -> None:
    filed_on_the_web(cast, now)
    assert "0 cases" in client.get("/anybody/").content.decode()


def test_a_resident_without_a_code_is_asked_for_it(client: Client, cast: Cast) -> None:
    assert client.get("/mine/")["Location"] == "/follow/"


def test_a_reference_and_a_code_open_one_case(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    filed_on_the_web(cast, now)
    come_in(client, receipt.reference.lower(), receipt.code)
    assert client.get("/mine/").content.decode() == f"{receipt.reference} filer"


def test_a_code_that_an_officer_has_seen_is_known_as_seen(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    come_in(client, receipt.reference, receipt.code)
    assert client.get("/mine/").content.decode() == f"{receipt.reference} filer_seen"


def test_a_resident_is_forgotten_after_two_hours(cast: Cast, now: datetime) -> None:
    request = visitor()
    key = session.Key("K7M4QX2RC", b"\1" * 32)
    session.remember(request, key, now=now)
    assert session.key_of(request, now=now + timedelta(hours=2)) == key
    assert session.key_of(request, now=now + timedelta(hours=2, seconds=1)) is None


def test_leaving_forgets_the_case(client: Client, cast: Cast, now: datetime) -> None:
    request = visitor()
    session.remember(request, session.Key("K7M4QX2RC", b"\1" * 32), now=now)
    session.leave(request)
    assert session.key_of(request, now=now) is None


def test_what_cannot_be_a_reference_is_said_and_not_counted(cast: Cast, now: datetime) -> None:
    for _ in range(throttle.LIMIT + 1):
        with pytest.raises(session.NotAReferenceTyped):
            session.enter_with_code(visitor(), reference="K7M-4QX", code=WRONG, now=now)


def guess(receipts: Iterable[Receipt], *, address: str, now: datetime) -> None:
    """Types a wrong code for each."""
    for receipt in receipts:
        with pytest.raises(session.WrongCode):
            session.enter_with_code(visitor(address), reference=receipt.reference, code=WRONG, now=now)


def test_ten_wrong_codes_close_a_concern_to_that_network_for_fifteen_minutes(cast: Cast, now: datetime) -> None:
    receipt, other = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
    guess([receipt] * throttle.LIMIT, address="192.0.2.7", now=now)
    with pytest.raises(throttle.TooManyWrongCodes) as refused:
        session.enter_with_code(visitor("192.0.2.7"), reference=receipt.reference, code=receipt.code, now=now)
    assert refused.value.until == now + throttle.WITHIN
    session.enter_with_code(visitor("192.0.2.7"), reference=other.reference, code=other.code, now=now)

    later = now + throttle.WITHIN
    request = visitor("192.0.2.7")
    session.enter_with_code(request, reference=receipt.reference, code=receipt.code, now=later)
    assert session.key_of(request, now=later) is not None


def test_whoever_guesses_elsewhere_does_not_lock_the_resident_out(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    for number in range(throttle.LIMIT):
        guess([receipt] * throttle.LIMIT, address=f"192.0.2.{number}", now=now)
    request = visitor("198.51.100.3")
    session.enter_with_code(request, reference=receipt.reference, code=receipt.code, now=now)
    assert session.key_of(request, now=now) == session.Key(
        receipt.reference, code_digest(receipt.reference, receipt.code)
    )


def test_wrong_codes_of_one_household_count_together(cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    for number in range(throttle.LIMIT):
        guess([receipt], address=f"2001:db8:1:2::{number}", now=now)
    with pytest.raises(throttle.TooManyWrongCodes):
        session.enter_with_code(visitor("2001:db8:1:2::ffff"), reference=receipt.reference, code=WRONG, now=now)
    guess([receipt], address="2001:db8:1:3::1", now=now)


def test_a_network_is_locked_whatever_the_reference_after_fifty(cast: Cast, now: datetime) -> None:
    receipts = [filed_on_the_web(cast, now) for _ in range(throttle.LIMIT_OF_NETWORK // throttle.LIMIT + 1)]
    for receipt in receipts[:-1]:
        guess([receipt] * throttle.LIMIT, address="192.0.2.7", now=now)
    last = receipts[-1]
    with pytest.raises(throttle.TooManyWrongCodes):
        session.enter_with_code(visitor("192.0.2.7"), reference=last.reference, code=last.code, now=now)
    session.enter_with_code(visitor("198.51.100.3"), reference=last.reference, code=last.code, now=now)
