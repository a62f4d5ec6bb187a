"""Making the units and posts that a region's file gives to each level, at every place of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.lib.copying import copy_rows, draw_ids
from folkmoot.officers.models import Post, Unit
from folkmoot.officers.rules.authority import Role
from folkmoot.places.models import Place
from folkmoot.places.rules import paths
from folkmoot.places.rules.region import Region, Title, UnitTemplate

#: The chain of the ledger in which accounts, units and appointments stand.
CHAIN = "officers"

AUTOMATIC = Title(en="Automatic post", zh="系统自动岗位")

_HOURS = ("hours_en", "hours_zh")
_UNIT_COLUMNS = ("id", "code", "kind", "title_en", "title_zh", "place_id", "parent_id", "competences", *_HOURS)
_POST_COLUMNS = ("id", "code", "unit_id", "role", "title_en", "title_zh")


@dataclass(frozen=True, slots=True)
class _New:
    """A unit that does not stand yet."""

    pk: int
    template: UnitTemplate
    place: Place


@transaction.atomic
def make_units(region: Region, *, now: datetime, progress: Callable[[int], None] | None = None) -> int:
    """
    Makes each place's units and posts that do not stand yet, and returns how many units were made.

    A unit that stands gets the posts that its region's file has gained. A unit's code is its place's and its template's
    (`360102002001.mediation-committee`), a post's is its unit's and its role. The first unit of the root holds the
    automatic post, `automation`. `progress` is told of each new unit.
    """
    standing = dict(Unit.objects.values_list("code", "id"))
    wanted = list(_wanted(region))
    missing = [(t, place) for t, place in wanted if unit_code(place.code, t.code) not in standing]
    ids = draw_ids(Unit._meta.db_table, count=len(missing))
    new = [_New(number, template, place) for number, (template, place) in zip(ids, missing, strict=True)]
    standing |= {unit_code(unit.place.code, unit.template.code): unit.pk for unit in new}
    copy_rows(Unit._meta.db_table, columns=_UNIT_COLUMNS, rows=_units(new, standing=standing, progress=progress))
    posts = list(_missing_posts(wanted, units=standing))
    post_ids = draw_ids(Post._meta.db_table, count=len(posts))
    copy_rows(
        Post._meta.db_table, columns=_POST_COLUMNS, rows=((pk, *post) for pk, post in zip(post_ids, posts, strict=True))
    )
    _make_automatic_post(region)
    if new or posts:
        record("units.made", by=None, now=now, chain=CHAIN, region=region.name, units=len(new), posts=len(posts))
    return len(new)


def unit_code(place: str, template: str) -> str:
    """The code of the unit that a template gives to a place."""
    return f"{place}.{template}"


def _wanted(region: Region) -> Iterator[tuple[UnitTemplate, Place]]:
    """Templates with their places, each after the one above it."""
    for level in region.levels:
        places = list(Place.objects.filter(level=level.code, merged_into=None, valid_until=None).order_by("code"))
        for template in region.units_at(level.code):
            yield from ((template, place) for place in places)


def _units(
    new: list[_New], *, standing: dict[str, int], progress: Callable[[int], None] | None
) -> Iterator[tuple[Any, ...]]:
    for unit in new:
        template, title = unit.template, unit.template.title.of_place(unit.place.name, latin=unit.place.latin)
        yield (
            unit.pk, unit_code(unit.place.code, template.code), template.kind, title.en, title.zh, unit.place.pk,
            _parent(template, place=unit.place, standing=standing), list(template.competences),
            template.hours.en, template.hours.zh,
        )  # fmt: skip
        if progress:
            progress(1)


def _parent(template: UnitTemplate, *, place: Place, standing: dict[str, int]) -> int | None:
    """The unit above: at the same place, else at the nearest place above that has one."""
    if template.parent is None:
        return None
    candidates = (standing.get(unit_code(code, template.parent)) for code in reversed(paths.codes(place.path)))
    return next((found for found in candidates if found is not None), None)


def _missing_posts(
    wanted: Iterable[tuple[UnitTemplate, Place]], *, units: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    """The posts that these units have in the region's file and not yet here; a unit that was closed gets none."""
    standing = set(Post.objects.values_list("code", flat=True))
    closed = set(Unit.objects.exclude(valid_until=None).values_list("code", flat=True))
    for template, place in wanted:
        unit = unit_code(place.code, template.code)
        for post in template.posts if unit not in closed else ():
            if (code := f"{unit}.{post.role}") not in standing:
                yield code, units[unit], post.role, post.title.en, post.title.zh


def _make_automatic_post(region: Region) -> None:
    if Post.objects.filter(role=Role.AUTOMATION).exists():
        return
    head_office = region.units_at(region.level_codes[0])[0]
    unit = Unit.objects.get(code=unit_code(region.root, head_office.code))
    Post.objects.create(
        code=Role.AUTOMATION.value, unit=unit, role=Role.AUTOMATION, title_en=AUTOMATIC.en, title_zh=AUTOMATIC.zh
    )
