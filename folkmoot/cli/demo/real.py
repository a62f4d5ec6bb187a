"""Real reports for a demo: found, entered once, and a few of them taken up."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils import timezone

from folkmoot.cli.concerns import explained
from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import progress_bar
from folkmoot.cli.words import _
from folkmoot.places.rules.region import Region

#: Names a file or a folder with the files below.
VARIABLE: Final = "FOLKMOOT_DEMO_DATA"


@dataclass(frozen=True, slots=True)
class Source:
    """What a region's reports are called where they are published, and how they are read."""

    file: str
    map_name: str
    address: str


#: Made-up cases are written for this country alone.
MADE_UP_IN: Final = "CN"
SOURCES: Final = {
    "zurich": Source("zurich_reports.csv", "zurich", "https://data.stadt-zuerich.ch/dataset/geo_zueri_wie_neu"),
    "newyork": Source("nyc311_mixed_sample.csv", "nyc311-mixed", "https://data.cityofnewyork.us/d/erm2-nwe9"),
}


@dataclass(frozen=True, slots=True)
class Reports:
    """A file that is there, and the map by which it is read."""

    file: Path
    map_name: str


def find_reports(region: Region, *, data: Path | None, is_empty: bool, stands: bool) -> Reports | None:
    """The real reports that are still to be entered for a region that shows them; None where there are none to enter.

    Raises CommandError with where to get them.
    """
    source = SOURCES.get(region.name)
    if source is None or is_empty or (stands and not data):
        return None
    named = data or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    file = named / source.file if named and named.is_dir() else named
    if file is not None and file.is_file():
        return Reports(file.absolute(), source.map_name)
    raise CommandError(
        _(
            "The demo of {name} shows real, public reports, which do not come with Folkmoot. Get them from {address} "
            "and name the file with --data, or begin without any with --empty."
        ).format(name=region.name, address=source.address)
    )


def kind_of_reports(region: Region, reports: Reports | None, *, stands: bool) -> str:
    """What the demo's banner says: "made-up", "real" or "none"."""
    from folkmoot.demo.queries import has_reports

    if region.country == MADE_UP_IN:
        return "made-up"
    return "real" if reports or (stands and has_reports()) else "none"


def show_reports(reports: Reports) -> None:
    """Enters the reports that are not there yet, and lets the cast take a few of them up. Raises CommandError."""
    from folkmoot.cli.concerns import Counter
    from folkmoot.demo.actions.adopting import enter_reports
    from folkmoot.demo.actions.publishing import publish_past
    from folkmoot.demo.forgetting import without_jobs
    from folkmoot.demo.queries import has_reports
    from folkmoot.places.queries import local_day

    if has_reports():
        return
    with explained(), progress_bar(_("Real reports"), total=None) as advance:
        enter_reports(reports.file, map_name=reports.map_name, now=timezone.now(), progress=Counter(advance))
    with without_jobs():
        publish_past(today=local_day(timezone.now()))
