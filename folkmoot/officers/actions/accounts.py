"""Making accounts and appointments, and ending appointments."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from folkmoot.ledger.actions import record
from folkmoot.officers.actions.units import CHAIN
from folkmoot.officers.errors import (
    AdministratorPostMissing,
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
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.models import Region


@transaction.atomic
def found(*, username: str, password: str, name: str, language: str, now: datetime) -> Appointment:
    """
    Makes the first account and appoints it administrator of the root, as nobody is there yet who could.

    Raises AlreadyFounded once anybody was ever appointed, AdministratorPostMissing, UsernameTaken, PasswordTooWeak.
    """
    if Appointment.objects.exists():
        raise AlreadyFounded
    region = Region.objects.get()
    post = Post.objects.filter(role=Role.ADMINISTRATOR, unit__place=region.root).order_by("pk").first()
    if post is None:
        raise AdministratorPostMissing
    user = _new_user(username=username, password=password, name=name, language=language)
    record("account.made", by=None, now=now, chain=CHAIN, user=user.pk)
    today = now.astimezone(ZoneInfo(region.time_zone)).date()
    return _appoint(post, user=user, kind=AppointmentKind.HOLDER, from_on=today, until_on=None, by=None, now=now)


@transaction.atomic
def make_account(*, username: str, password: str, name: str, language: str, by: Standing, now: datetime) -> User:
    """An account that may do nothing yet. Raises MayNotKeepOfficers, UsernameTaken, PasswordTooWeak."""
    if not by.has(Power.KEEP_OFFICERS):
        raise MayNotKeepOfficers
    user = _new_user(username=username, password=password, name=name, language=language)
    record("account.made", by=by, now=now, chain=CHAIN, user=user.pk)
    return user


@transaction.atomic
def appoint(
    post: Post,
    *,
    user: User,
    from_on: date,
    by: Standing,
    now: datetime,
    kind: AppointmentKind = AppointmentKind.HOLDER,
    until_on: date | None = None,
) -> Appointment:
    """
    Appoints a person to a post from a day until a day, which no longer counts (None: until it is ended).

    Raises MayNotKeepOfficers, NotAnOffice, EndsBeforeItBegins, PostHeld.
    """
    _require(by, post=post)
    if post.role == Role.AUTOMATION:
        raise NotAnOffice
    if until_on is not None and until_on < from_on:
        raise EndsBeforeItBegins(field="until_on")
    return _appoint(post, user=user, kind=kind, from_on=from_on, until_on=until_on, by=by, now=now)


@transaction.atomic
def end_appointment(appointment: Appointment, *, until_on: date, by: Standing, now: datetime) -> Appointment:
    """
    Ends an appointment before `until_on`, which no longer counts; one not begun yet then never begins.

    Raises MayNotKeepOfficers, AppointmentOver where it ends sooner already.
    """
    locked = (
        Appointment.objects.select_for_update(of=("self",)).select_related("post__unit__place").get(pk=appointment.pk)
    )
    _require(by, post=locked.post)
    if locked.until_on is not None and locked.until_on <= until_on:
        raise AppointmentOver
    locked.until_on = max(until_on, locked.from_on)
    locked.save(update_fields=["until_on"])
    record(
        "appointment.ended", by=by, now=now, chain=CHAIN,
        appointment=locked.pk, post=locked.post_id, until=locked.until_on.isoformat(),
    )  # fmt: skip
    return locked


def _require(by: Standing, *, post: Post) -> None:
    if not by.has(Power.KEEP_OFFICERS) or not by.covers(post.unit.place.path):
        raise MayNotKeepOfficers


def _new_user(*, username: str, password: str, name: str, language: str) -> User:
    user = User(username=username, name=name, language=language)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(reasons=tuple(error.messages)) from error
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameTaken(field="username") from error
    return user


def _appoint(
    post: Post,
    *,
    user: User,
    kind: AppointmentKind,
    from_on: date,
    until_on: date | None,
    by: Standing | None,
    now: datetime,
) -> Appointment:
    try:
        with transaction.atomic():
            appointment = Appointment.objects.create(
                post=post, user=user, kind=kind, from_on=from_on, until_on=until_on
            )
    except IntegrityError as error:
        raise PostHeld(field="from_on") from error
    record(
        "appointment.made", by=by, now=now, chain=CHAIN,
        appointment=appointment.pk, post=post.pk, user=user.pk, holds=kind.value,
        since=from_on.isoformat(), until=until_on.isoformat() if until_on else None,
    )  # fmt: skip
    return appointment
