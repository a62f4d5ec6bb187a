"""Making an installation, and bringing it up to date."""

import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.utils import timezone

from folkmoot.cli.database import migrate, owner_url, set_up_django
from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import err, out, progress_bar, say_json
from folkmoot.cli.place_faults import sentence_of_fault
from folkmoot.cli.words import _, ngettext
from folkmoot.lib.home import home
from folkmoot.lib.sealing import KeyMissing, load_key, make_key
from folkmoot.officers.rules.authority import Role
from folkmoot.places.rules.region import Region, RegionError, RegionFault, load_region, shipped_regions

ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Made:
    """What stands after `init`. The password is told once: it is kept nowhere."""

    home: str
    region: str
    places: int
    units: int
    username: str | None = None
    password: str | None = None


def init(region: str, *, as_json: bool) -> None:
    """Makes what does not stand yet: key, database, tables, places, units, the first administrator."""
    made = make(read_region(region), password=secrets.token_urlsafe(12))
    if as_json:
        say_json(asdict(made))
        return
    out.print(_("The installation stands in {home}.").format(home=made.home))
    out.print(
        _("Region {region}: {places} places, {units} units.").format(
            region=made.region, places=made.places, units=made.units
        )
    )
    if made.password is None:
        return
    out.print(
        _("The first account is {name}, its password {password}").format(name=made.username, password=made.password)
    )
    out.print(_("The password is shown this once. Change it after signing in."))
    out.print(
        _("Keep a copy of {key}: without it nothing that was said can be read.").format(key=Path(made.home) / "key")
    )


def read_region(name: str) -> Region:
    """A region that comes with the package, or one's own. Raises CommandError, RegionError."""
    try:
        return load_region(name, roles=[role.value for role in Role if role is not Role.AUTOMATION])
    except RegionError as error:
        if error.reason is not RegionFault.NOT_FOUND:
            raise CommandError(
                _("The region {name} cannot be read: {reason}").format(name=name, reason=sentence_of_fault(error))
            ) from error
        known = ", ".join(shipped_regions())
        raise CommandError(
            _("There is no region {name}. Name one of {known}, or the file of your own.").format(name=name, known=known)
        ) from error


def make(region: Region, *, password: str, now: datetime | None = None) -> Made:
    """Makes the installation, step by step; what stands already is left as it is. It is founded `now`, or at once."""
    ensure_key()
    set_up_django()
    bring_up_to_date()
    username = _fill(region, password=password, now=now or timezone.now())

    from folkmoot.officers.models import Unit
    from folkmoot.places.models import Place

    return Made(
        home=str(home()),
        region=region.name,
        places=Place.objects.count(),
        units=Unit.objects.count(),
        username=username,
        password=password if username else None,
    )


def ensure_key() -> None:
    """Writes a key file unless there is a key."""
    try:
        load_key(home())
    except KeyMissing:
        err.print(_("The key of this installation is in {key}.").format(key=make_key(home())))


def bring_up_to_date() -> None:
    """Runs the migrations that are pending and gives the application's role its rights."""
    with err.status(_("Preparing the database …")):
        migrate(owner_url=owner_url(), app_role=str(urlsplit(os.environ["DATABASE_URL"]).username))


def make_missing_posts() -> None:
    """Gives the places of a region that comes with the package the units and posts which its file has gained.

    The file of a region of one's own is not known here: `init` reads it again.
    """
    from folkmoot.officers.actions.units import make_units
    from folkmoot.officers.models import Post
    from folkmoot.places.models import Region as Standing

    name = Standing.objects.values_list("name", flat=True).first()
    if name not in shipped_regions():
        return
    before = Post.objects.count()
    make_units(read_region(name), now=timezone.now())
    if made := Post.objects.count() - before:
        out.print(ngettext("{count} post is new.", "{count} posts are new.", made).format(count=made))


def _fill(region: Region, *, password: str, now: datetime) -> str | None:
    """Places, units and the first account; its name, or None where somebody was appointed before."""
    from folkmoot.officers.actions.accounts import found
    from folkmoot.officers.actions.units import make_units
    from folkmoot.officers.models import Appointment
    from folkmoot.places.actions import regions as places
    from folkmoot.places.models import Region as Standing
    from folkmoot.places.rules.outlines import OutlineFileError
    from folkmoot.places.rules.table import PlaceFileError

    standing = Standing.objects.values_list("name", flat=True).first()
    if standing is not None and standing != region.name:
        raise CommandError(_("This installation has the region {name} already.").format(name=standing))
    if standing is None:
        with progress_bar(_("Places"), total=_count_lines(region.places_file)) as progress:
            try:
                places.load_region(region, now=now, progress=progress)
            except (PlaceFileError, OutlineFileError) as error:
                raise CommandError(
                    _("The places of {name} cannot be read: {reason}").format(
                        name=region.name, reason=sentence_of_fault(error)
                    )
                ) from error
    with progress_bar(_("Units"), total=None) as progress:
        make_units(region, now=now, progress=progress)
    if Appointment.objects.exists():
        return None
    found(username=ADMINISTRATOR, password=password, name=_("Administrator"), language="en", now=now)
    return ADMINISTRATOR


def _count_lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _line in lines) - 1
