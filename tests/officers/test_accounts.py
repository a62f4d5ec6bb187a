from datetime import timedelta

import pytest
from django.db import connection

from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.officers.actions.accounts import appoint, end_appointment, found, make_account
from folkmoot.officers.errors import (
    AlreadyFounded,
    AppointmentOver,
    EndsBeforeItBegins,
    MayNotKeepOfficers,
    NotAnOffice,
    PasswordTooWeak,
    PostHeld,
    UsernameTaken,
)
from folkmoot.officers.models import Appointment, AppointmentKind, Post, User
from folkmoot.officers.queries import current_appointment, officer_of, with_vacancy
from folkmoot.officers.rules.authority import Role
from folkmoot.officers.rules.standing import Standing
from tests.cast import COUNTY, NOW, OTHER_COUNTY, PASSWORD, TODAY, Cast

ONE_DAY = timedelta(days=1)


@pytest.fixture
def administrator(cast: Cast) -> Standing:
    return cast.standing("administrator")


@pytest.fixture
def guest(administrator: Standing) -> User:
    return make_account(username="guest", password=PASSWORD, name="顾客", language="zh-hans", by=administrator, now=NOW)


def test_the_tests_run_as_a_role_that_owns_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_an_account_alone_gives_nothing(guest: User) -> None:
    assert officer_of(guest, today=TODAY).standings == ()
    assert guest.check_password(PASSWORD)


def test_a_user_name_is_given_once(cast: Cast, administrator: Standing) -> None:
    with pytest.raises(UsernameTaken):
        make_account(username="lead", password=PASSWORD, name="", language="en", by=administrator, now=NOW)


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234"])
def test_a_password_that_can_be_guessed_is_refused(administrator: Standing, password: str) -> None:
    with pytest.raises(PasswordTooWeak) as caught:
        make_account(username="guest", password=password, name="", language="en", by=administrator, now=NOW)
    assert len(caught.value.reasons) >= 1
    assert not User.objects.filter(username="guest").exists()


@pytest.mark.parametrize("name", ["lead", "reviewer", "province_coordinator", "auditor"])
def test_only_an_administrator_makes_accounts_and_appoints(cast: Cast, guest: User, name: str) -> None:
    by = cast.standing(name)
    with pytest.raises(MayNotKeepOfficers):
        make_account(username="another", password=PASSWORD, name="", language="en", by=by, now=NOW)
    with pytest.raises(MayNotKeepOfficers):
        appoint(cast.post(f"{COUNTY}.county-centre.safety"), user=guest, from_on=TODAY, by=by, now=NOW)


def test_an_administrator_appoints_in_their_own_area_alone(cast: Cast, guest: User, administrator: Standing) -> None:
    of_county = Standing(
        post_id=administrator.post_id,
        role=Role.ADMINISTRATOR,
        unit_id=administrator.unit_id,
        area=cast.place(COUNTY).path,
        appointment_id=administrator.appointment_id,
    )
    here, there = (cast.post(f"{code}.county-centre.safety") for code in (COUNTY, OTHER_COUNTY))
    appoint(here, user=guest, from_on=TODAY, by=of_county, now=NOW)
    with pytest.raises(MayNotKeepOfficers):
        appoint(there, user=guest, from_on=TODAY, by=of_county, now=NOW)


def test_a_post_is_held_by_one_person_at_a_time(cast: Cast, guest: User, administrator: Standing) -> None:
    with pytest.raises(PostHeld):
        appoint(cast.post("mediator"), user=guest, from_on=TODAY + ONE_DAY, by=administrator, now=NOW)


def test_a_deputy_stands_beside_the_holder(cast: Cast, guest: User, administrator: Standing) -> None:
    kind = AppointmentKind.DEPUTY
    appoint(cast.post("mediator"), user=guest, kind=kind, from_on=TODAY, by=administrator, now=NOW)
    (standing,) = officer_of(guest, today=TODAY).standings
    assert standing.post_id == cast.standing("mediator").post_id
    held = current_appointment(standing.post_id, today=TODAY)
    assert held is not None
    assert held.user == cast.user("mediator")


def test_a_post_passes_on_the_day_that_no_longer_counts(cast: Cast, guest: User, administrator: Standing) -> None:
    post, tomorrow = cast.post("mediator"), TODAY + ONE_DAY
    end_appointment(Appointment.objects.get(post=post), until_on=tomorrow, by=administrator, now=NOW)
    appoint(post, user=guest, from_on=tomorrow, by=administrator, now=NOW)
    holders = [current_appointment(post.pk, today=day) for day in (TODAY, tomorrow)]
    assert [held and held.user.username for held in holders] == ["mediator", "guest"]


def test_an_ended_appointment_leaves_a_visible_vacancy(cast: Cast, administrator: Standing) -> None:
    appointment = Appointment.objects.get(post=cast.post("mediator"))
    end_appointment(appointment, until_on=TODAY, by=administrator, now=NOW)
    assert with_vacancy(Post.objects.filter(pk=appointment.post_id), today=TODAY).get().is_vacant
    with pytest.raises(AppointmentOver):
        end_appointment(appointment, until_on=TODAY + ONE_DAY, by=administrator, now=NOW)


def test_an_appointment_does_not_end_before_it_begins(cast: Cast, guest: User, administrator: Standing) -> None:
    post = cast.post(f"{COUNTY}.county-centre.safety")
    with pytest.raises(EndsBeforeItBegins):
        appoint(post, user=guest, from_on=TODAY, until_on=TODAY - ONE_DAY, by=administrator, now=NOW)


def test_nobody_is_appointed_to_the_automatic_post(cast: Cast, guest: User, administrator: Standing) -> None:
    with pytest.raises(NotAnOffice):
        appoint(cast.post("automation"), user=guest, from_on=TODAY, by=administrator, now=NOW)


def test_a_first_administrator_comes_once(cast: Cast) -> None:
    with pytest.raises(AlreadyFounded):
        found(username="second", password=PASSWORD, name="", language="en", now=NOW)


def test_every_appointment_stands_in_the_ledger(cast: Cast, guest: User, administrator: Standing) -> None:
    post = cast.post(f"{COUNTY}.county-centre.safety")
    made = appoint(post, user=guest, from_on=TODAY, by=administrator, now=NOW)
    event = Event.objects.filter(chain="officers").latest("seq")
    assert (event.kind, event.post_id) == ("appointment.made", administrator.post_id)
    assert event.data == {
        "appointment": made.pk,
        "post": post.pk,
        "user": guest.pk,
        "holds": "holder",
        "since": "2026-03-10",
        "until": None,
    }
    assert chain_fault("officers") is None
