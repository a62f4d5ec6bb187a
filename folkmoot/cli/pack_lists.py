"""The published packs of this installation, as a table."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.utils import timezone
from rich.table import Table

from folkmoot.cases.models import Case
from folkmoot.cli.words import _
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import region
from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.packs import newest
from folkmoot.procedures.queries import published_pack
from folkmoot.procedures.rules.steps import OPEN


class Listed(NamedTuple):
    """One version: `use` is "front" where every concern comes in, "other" where the desk may put it, else ""."""

    name: str
    version: str
    in_force_from: str
    published_at: str
    use: str
    open_cases: int
    cases: int


def listed() -> list[Listed]:
    """Every published version, by name and then the newest first."""
    here, counts = region(), _counts()
    rows = []
    for name in sorted(set(PublishedPack.objects.values_list("name", flat=True))):
        versions = dict(PublishedPack.objects.filter(name=name).values_list("version", "published_at"))
        latest, role = newest(versions), "front" if name == here.pack else "other" if name in here.packs else ""
        for version, at in sorted(versions.items(), key=lambda each: each[1], reverse=True):
            in_force = published_pack(name, version).in_force_from.isoformat()
            use = role if version == latest else ""
            moment = timezone.localtime(at).isoformat(timespec="minutes")
            rows.append(Listed(name, version, in_force, moment, use, *counts.get((name, version), (0, 0))))
    return rows


def table_of(rows: list[Listed]) -> Table:
    """The same for a terminal."""
    uses = {"front": _("every concern comes in under it"), "other": _("the desk may put a case under it"), "": "–"}
    table = Table(show_lines=False)
    for title in (_("Pack"), _("In force from"), _("Published"), _("Use here"), _("Open cases"), _("All cases")):
        table.add_column(title, overflow="fold")
    for row in rows:
        pack = f"{row.name} {row.version}"
        numbers = (str(row.open_cases), str(row.cases))
        table.add_row(pack, row.in_force_from, row.published_at[:10], uses[row.use], *numbers)
    return table


def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    """Open and all cases by pack and version."""
    with seeing(of_post(automatic_post())):
        found = Case.objects.order_by().values_list("pack", "pack_version")
        counted = found.annotate(open=Count("pk", filter=Q(step__in=[step.value for step in OPEN])), all=Count("pk"))
        return {(name, version): (is_open, every) for name, version, is_open, every in counted}
