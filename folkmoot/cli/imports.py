"""`folkmoot import`: what comes in from files."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from folkmoot.cli.speaking import Commands
from folkmoot.cli.words import _

app = Commands()

_TOLD: Final = {
    "added": _("added"),
    "renamed": _("renamed"),
    "moved": _("moved"),
    "merged": _("merged"),
    "ended": _("ended"),
    "corrected": _("corrected"),
    "units": _("units made"),
}


@app.command(help=_("Bring the tree of places to what a CSV file says. Nothing is changed when a row is refused."))
def places(
    file: Annotated[Path, typer.Argument(help=_("Columns: code, parent, level, name, and others that are optional."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))] = False,
) -> None:
    from django.utils import timezone

    from folkmoot.cli.errors import CommandError
    from folkmoot.cli.output import err, out, say_json
    from folkmoot.cli.place_faults import sentence_of_fault
    from folkmoot.cli.serving import require_ready
    from folkmoot.places.rules.table import PlaceFileError, read_places

    require_ready()

    from folkmoot.places.actions.importing import import_places
    from folkmoot.places.models import Place, Region
    from folkmoot.places.queries import local_day

    levels = [level["code"] for level in Region.objects.get().levels]
    known = frozenset(Place.objects.values_list("code", flat=True))
    now = timezone.now()
    with err.status(_("Reading places …")):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = read_places(lines, levels=levels, known=known)
        except PlaceFileError as error:
            raise CommandError(_("{file}: {reason}").format(file=file, reason=sentence_of_fault(error))) from error
        except UnicodeDecodeError as error:
            raise CommandError(_("{file}: The file is not UTF-8. Save it as UTF-8.").format(file=file)) from error
        imported = import_places(rows, on=local_day(now), by=None, now=now)
        units = _make_units()
    told = asdict(imported) | {"units": units}
    if as_json:
        say_json(told)
        return
    for name, count in told.items():
        out.print(f"{_TOLD[name]}: {count}")


def _make_units() -> int:
    """The units of new places of a region that came with the package; for one's own `init --region FILE` makes them."""
    from django.utils import timezone

    from folkmoot.officers.actions.units import make_units
    from folkmoot.places.models import Region
    from folkmoot.places.rules.region import load_region, shipped_regions

    name = Region.objects.get().name
    return make_units(load_region(name), now=timezone.now()) if name in shipped_regions() else 0
