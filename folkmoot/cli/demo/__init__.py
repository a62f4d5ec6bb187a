"""`folkmoot demo`: an installation of its own with a made-up cast and made-up or real concerns, served at once."""

import os
from pathlib import Path
from typing import Final

import psycopg
from django.utils import timezone

from folkmoot.cli.database import owner_url, pending_migrations, set_up_django
from folkmoot.cli.demo.history import make_own_history
from folkmoot.cli.demo.real import find_reports, kind_of_reports, show_reports
from folkmoot.cli.installation import bring_up_to_date, ensure_key, make, read_region
from folkmoot.cli.output import err
from folkmoot.cli.serving import serve
from folkmoot.cli.words import _
from folkmoot.lib.home import home
from folkmoot.places.rules.region import Region

#: Known to everybody, hence good for the demo alone.
PASSWORD: Final = "nine herons over the lake"  # noqa: S105
DEFAULT: Final = "jiangxi"


def demo(region: str, *, host: str, port: int, data: Path | None, is_empty: bool, is_anew: bool) -> None:
    """Makes the demo where it does not stand yet, says where to enter it, and serves it.

    `data` holds the real reports of a region that shows them; `is_empty` begins without any. `is_anew` throws the demo
    of this region away first. Raises CommandError.
    """
    described = read_region(region)
    enter_home(described.name)
    ensure_key()
    set_up_django()
    stands = _stands() and not is_anew
    # Before anything is made or thrown away: the file may be missing.
    reports = find_reports(described, data=data, is_empty=is_empty, stands=stands)
    os.environ["FOLKMOOT_DEMO_REPORTS"] = kind_of_reports(described, reports, stands=stands)
    if not stands:
        _throw_away()
        _begin(described)
    elif pending_migrations():
        bring_up_to_date()
    if reports:
        show_reports(reports)
    make_own_history()
    name = "localhost" if host == "127.0.0.1" else host
    err.print(_("Enter as any of the cast: http://{name}:{port}/demo/").format(name=name, port=port))
    err.print(_("Or sign in by user name, such as mediator; the password is: {password}").format(password=PASSWORD))
    serve(only=None, host=host, port=port)


def enter_home(region: str) -> None:
    """Each region's demo has a home of its own, apart from every other installation."""
    os.environ["FOLKMOOT_HOME"] = str(home() / ("demo" if region == DEFAULT else f"demo-{region}"))
    os.environ["FOLKMOOT_DEMO"] = "yes"
    # Its cast has a password that everybody knows: it never touches another database, nor another key.
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "FOLKMOOT_KEY"):
        os.environ.pop(variable, None)


def _stands() -> bool:
    """Whether an earlier start has got as far as the cast. An earlier version's demo does not count: it has no past."""
    from django.db import connection

    from folkmoot.demo.queries import begun

    return "ledger_event" in connection.introspection.table_names() and begun() is not None


def _throw_away() -> None:
    """Empties the demo's own database, so that what was left half made is made anew."""
    from django.db import connection

    connection.close()
    with psycopg.connect(owner_url(), autocommit=True) as owner:
        owner.execute("DROP SCHEMA public CASCADE")
        owner.execute("CREATE SCHEMA public")


def _begin(region: Region) -> None:
    from folkmoot.demo.actions.beginning import begin
    from folkmoot.demo.forgetting import without_jobs
    from folkmoot.demo.rules.times import HISTORY

    now = timezone.now()
    since = now - HISTORY
    make(region, password=PASSWORD, now=since)
    with err.status(_("Appointing the cast …")), without_jobs():
        begin(password=PASSWORD, since=since, now=now)
