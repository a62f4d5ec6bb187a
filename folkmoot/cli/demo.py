"""`folkmoot demo`: an installation of its own with a made-up cast, served at once."""

import os
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from rich.table import Table

from folkmoot.cli.database import set_up_django
from folkmoot.cli.installation import ensure_key, make, read_region
from folkmoot.cli.output import err, progress_bar
from folkmoot.cli.serving import serve
from folkmoot.cli.words import _
from folkmoot.lib.home import home
from folkmoot.officers.rules.authority import Role
from folkmoot.places.rules.region import Region

#: Known to everybody, hence good for the demo alone.
PASSWORD: Final = "nine herons over the lake"  # noqa: S105
NAMES: Final = {
    "CN": "陈立平、李秀英、王建国、刘桂芳、赵明、孙丽、周海涛、吴敏、郑文、黄晓梅、林红、何军、马兰、罗勇、高洁、唐磊"
    "、徐志强、梁峰、宋燕、许静",
    "": "Ada、Bruno、Clara、David、Emma、Felix、Gina、Hugo、Ines、Jonas、Karin、Leo、Mia、Nils、Olga、Paul"
    "、Rita、Simon、Tina、Urs",
}


@dataclass(frozen=True)
class Seat:
    """A post of the demo and who is to hold it."""

    post: str
    username: str


def demo(region: str, *, host: str, port: int) -> None:
    """Makes the demo where it does not stand yet, says who is in it, and serves it."""
    os.environ["FOLKMOOT_HOME"] = str(home() / "demo")
    os.environ["FOLKMOOT_DEMO"] = "yes"
    # Its cast has a password that everybody knows: it never touches another database, nor another key.
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "FOLKMOOT_KEY"):
        os.environ.pop(variable, None)
    if not _stands():
        described = read_region(region)
        make(described, password=PASSWORD)
        _appoint_cast(described)
    _say_who()
    serve(only=None, host=host, port=port)


def _stands() -> bool:
    """Whether an earlier start has finished making it and nothing is pending since."""
    ensure_key()
    set_up_django()

    from django.db import connection

    from folkmoot.cli.database import pending_migrations
    from folkmoot.officers.models import Appointment

    if "officers_appointment" not in connection.introspection.table_names() or pending_migrations():
        return False
    return Appointment.objects.exclude(post__role=Role.ADMINISTRATOR).exists()


def _appoint_cast(region: Region) -> None:
    """Appoints somebody to each of the seats, all or none."""
    from django.db import transaction

    from folkmoot.officers.actions.accounts import appoint, make_account
    from folkmoot.officers.models import Appointment, Post
    from folkmoot.officers.queries import standing_of
    from folkmoot.places.queries import local_day

    if Appointment.objects.exclude(post__role=Role.ADMINISTRATOR).exists():
        return
    now = timezone.now()
    first = Appointment.objects.select_related("post__unit__place").get()
    administrator = standing_of(first.post, first)
    names = NAMES.get(region.country, NAMES[""]).split("、")
    seats = _seats(region)
    with transaction.atomic(), progress_bar(_("People"), total=len(seats)) as progress:
        for number, seat in enumerate(seats):
            user = make_account(
                username=seat.username,
                password=PASSWORD,
                name=names[number % len(names)],
                language="zh-hans" if region.country == "CN" else "en",
                by=administrator,
                now=now,
            )
            post = Post.objects.select_related("unit__place").get(code=seat.post)
            appoint(post, user=user, from_on=local_day(now), by=administrator, now=now)
            progress(1)


def _seats(region: Region) -> list[Seat]:
    """Every post on the way from one lowest place up to the root, once a role and unit, and a stranger elsewhere."""
    from folkmoot.officers.models import Post
    from folkmoot.places.models import Place
    from folkmoot.places.rules.paths import ancestors

    places = Place.objects.filter(level=region.level_codes[-1]).order_by("path")
    lowest, elsewhere = places[0], places.reverse()[0]
    chain = (*ancestors(lowest.path), lowest.path)
    posts = Post.objects.filter(unit__place__path__in=chain).exclude(role__in=[Role.AUTOMATION, Role.ADMINISTRATOR])
    taken: set[str] = set()
    seats = []
    for post in posts.select_related("unit__place").order_by("-unit__place__path", "pk"):
        username = post.role.replace("_", "-")
        if username in taken:
            if post.role not in _AT_EVERY_LEVEL:
                continue
            username = f"{username}-{post.unit.place.level}"
        if username not in taken:
            taken.add(username)
            seats.append(Seat(post=post.code, username=username))
    stranger = (
        Post.objects.filter(unit__place__path__in=(*ancestors(elsewhere.path), elsewhere.path), role=Role.COORDINATOR)
        .exclude(unit__place__path__in=chain)
        .order_by("unit__place__path")
        .last()
    )
    if stranger is not None:
        seats.append(Seat(post=stranger.code, username="stranger"))
    return seats


_AT_EVERY_LEVEL: Final = (Role.COORDINATOR, Role.CALL_BACK, Role.REVIEWER)


def _say_who() -> None:
    from folkmoot.officers.models import Appointment

    table = Table(_("User name"), _("Post"), _("Unit"), box=None)
    for held in Appointment.objects.select_related("user", "post__unit").order_by("pk"):
        table.add_row(held.user.username, held.post.title_en, held.post.unit.title_en)
    err.print(table)
    err.print(_("Everybody's password is: {password}").format(password=PASSWORD))
