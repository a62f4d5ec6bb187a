import pytest
from django.db import connection

from folkmoot.officers.actions.accounts import appoint, make_account
from folkmoot.officers.errors import MayNotKeepOfficers, PostHeld
from tests.cast import NOW, PASSWORD, Cast


def test_the_tests_run_as_a_role_that_owns_nothing(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = relowner WHERE rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_a_post_is_held_by_one_person_at_a_time(cast: Cast) -> None:
    administrator = cast.standing("administrator")
    with pytest.raises(PostHeld):
        appoint(cast.post("mediator"), user=cast.user("stranger"), from_on=cast.today, by=administrator, now=NOW)


def test_only_an_administrator_makes_accounts(cast: Cast) -> None:
    with pytest.raises(MayNotKeepOfficers):
        make_account(username="x", password=PASSWORD, name="", language="en", by=cast.standing("lead"), now=NOW)
