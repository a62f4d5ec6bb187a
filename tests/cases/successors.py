"""Somebody who comes to a post after the one whom the cast knows there."""

from datetime import datetime

from folkmoot.officers.actions.accounts import appoint, make_account
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import officer_of
from folkmoot.officers.rules.standing import Officer
from tests.cast import Cast


def successor_of(name: str, cast: Cast, now: datetime) -> Officer:
    """A new person in the post; whoever held it has left it today. Their user name is the old one with `new_`."""
    by, post = cast.standing("administrator"), cast.post(name)
    Appointment.objects.filter(post=post).update(until_on=cast.today)
    user = make_account(
        username=f"new_{name}", password=cast.password, name="New here", language="en", by=by, now=now
    )  # fmt: skip
    appoint(post, user=user, from_on=cast.today, by=by, now=now)
    return officer_of(user, today=cast.today)
