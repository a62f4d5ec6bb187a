"""A region as its file describes it: levels, the units that stand at each place, and their posts."""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from folkmoot.places.rules.region_file import NO_TITLE, RegionError, RegionFault, Table, Title

__all__ = [
    "Level",
    "PostTemplate",
    "Region",
    "RegionError",
    "RegionFault",
    "Title",
    "UnitTemplate",
    "load_region",
    "shipped_regions",
]

SHIPPED = Path(__file__).resolve().parent.parent / "data"
REGION_FILE = "region.toml"
EVERY_CATEGORY = "*"
UNIT_KINDS = ("committee", "office", "department", "enterprise", "building")
SLUG = re.compile(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Level:
    """One floor of the tree; `population_year` is the year of the census its places' population comes from."""

    code: str
    title: Title
    population_year: int | None = None


@dataclass(frozen=True, slots=True)
class PostTemplate:
    """A post of every unit made from a template."""

    role: str
    title: Title


@dataclass(frozen=True, slots=True)
class UnitTemplate:
    """A unit that every place of a level has.

    `parent` is the code of another template: the unit above stands at the same place or at the nearest place above
    that has one. None is a unit that answers to nobody. `competences` are categories; `*` is all, none of them a unit
    that handles only what is handed to it. `hours` is when it is open, where all of them keep the same hours.
    """

    code: str
    level: str
    kind: str
    title: Title
    competences: tuple[str, ...]
    parent: str | None
    posts: tuple[PostTemplate, ...]
    hours: Title = NO_TITLE


@dataclass(frozen=True, slots=True)
class Region:
    """A region whole; `levels` run from the top down, `root` is the code of its topmost place."""

    name: str
    title: Title
    country: str
    subdivision: str
    time_zone: str
    pack: str
    packs: tuple[str, ...]
    root: str
    attribution: Title
    levels: tuple[Level, ...]
    units: tuple[UnitTemplate, ...]
    folder: Path

    @property
    def level_codes(self) -> tuple[str, ...]:
        """The codes of the levels from the top down."""
        return tuple(level.code for level in self.levels)

    @property
    def places_file(self) -> Path:
        """The table of its places, for `read_places`."""
        return self.folder / "places.csv"

    @property
    def outlines_file(self) -> Path | None:
        """The outlines of its places, for `Outlines.load`, or None where it has none."""
        path = self.folder / "outlines.geojson"
        return path if path.exists() else None

    def units_at(self, level: str) -> tuple[UnitTemplate, ...]:
        """Return the units that a place of a level has, each after its parent."""
        return tuple(unit for unit in self.units if unit.level == level)


def shipped_regions() -> tuple[str, ...]:
    """Return the names of the regions that come with the package."""
    return tuple(sorted(path.parent.name for path in SHIPPED.glob(f"*/{REGION_FILE}")))


def load_region(name_or_path: str | Path, *, roles: Collection[str] = ()) -> Region:
    """Return a region by its name if it comes with the package, else from its file or the folder that holds it.

    `roles`, when given, is the closed set that posts choose from. Raises `RegionError`.
    """
    path = SHIPPED / name_or_path / REGION_FILE if str(name_or_path) in shipped_regions() else Path(name_or_path)
    path = path / REGION_FILE if path.is_dir() else path
    try:
        table = Table(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise RegionError(key=str(name_or_path), reason=RegionFault.NOT_FOUND) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegionError(key=str(name_or_path), reason=RegionFault.NOT_TOML, value=str(error)) from error
    region = _region(table, folder=path.parent, roles=roles)
    table.done()
    return region


def _region(table: Table, *, folder: Path, roles: Collection[str]) -> Region:
    levels = tuple(_level(item) for item in table.tables("levels"))
    _check_once("levels", [level.code for level in levels])
    units = _units(table, levels=[level.code for level in levels], roles=roles)
    return Region(
        name=table.text("name", pattern=SLUG),
        title=table.title("title"),
        country=table.text("country", pattern=re.compile("[A-Z]{2}")),
        subdivision=table.text("subdivision", default=""),
        time_zone=_time_zone(table),
        pack=table.text("pack", pattern=SLUG),
        packs=table.texts("packs", default=[]),
        root=table.text("root"),
        attribution=table.title("attribution"),
        levels=levels,
        units=units,
        folder=folder,
    )


def _time_zone(table: Table) -> str:
    name = table.text("time_zone")
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RegionError(key="time_zone", reason=RegionFault.BAD_VALUE, value=name) from error


def _level(table: Table) -> Level:
    level = Level(
        code=table.text("code", pattern=SLUG),
        title=table.title("title"),
        population_year=table.number("population_year"),
    )
    table.done()
    return level


def _units(table: Table, *, levels: list[str], roles: Collection[str]) -> tuple[UnitTemplate, ...]:
    units = [_unit(item, levels=levels, roles=roles) for item in table.tables("units")]
    _check_once("units", [unit.code for unit in units])
    known = {unit.code: unit for unit in units}
    for number, unit in enumerate(units, start=1):
        key = f"units[{number}].parent"
        if unit.parent is None:
            continue
        if unit.parent not in known:
            raise RegionError(key=key, reason=RegionFault.UNKNOWN_UNIT, value=unit.parent)
        if levels.index(known[unit.parent].level) > levels.index(unit.level):
            raise RegionError(key=key, reason=RegionFault.UNIT_BELOW_ITS_CHILD, value=unit.parent)
    ordered = sorted(units, key=lambda unit: (levels.index(unit.level), _height(unit, known)))
    return tuple(ordered)


def _height(unit: UnitTemplate, known: dict[str, UnitTemplate]) -> int:
    """How many units stand above."""
    height, above = 0, unit
    while above.parent is not None:
        height, above = height + 1, known[above.parent]
        if height > len(known):
            raise RegionError(key="units", reason=RegionFault.UNIT_WITHIN_ITSELF, value=unit.code)
    return height


def _unit(table: Table, *, levels: list[str], roles: Collection[str]) -> UnitTemplate:
    level = table.text("level")
    if level not in levels:
        raise RegionError(key=table.key("level"), reason=RegionFault.UNKNOWN_LEVEL, value=level)
    unit = UnitTemplate(
        code=table.text("code", pattern=SLUG),
        level=level,
        kind=table.text("kind", pattern=re.compile("|".join(UNIT_KINDS))),
        title=table.title("title"),
        competences=table.texts("competences"),
        parent=table.text("parent", default="") or None,
        posts=tuple(_post(item, roles=roles) for item in table.tables("posts")),
        hours=table.title_if_any("hours"),
    )
    _check_once(table.key("posts"), [post.role for post in unit.posts])
    table.done()
    return unit


def _post(table: Table, *, roles: Collection[str]) -> PostTemplate:
    role = table.text("role", pattern=SLUG)
    if roles and role not in roles:
        raise RegionError(key=table.key("role"), reason=RegionFault.UNKNOWN_ROLE, value=role)
    post = PostTemplate(role=role, title=table.title("title"))
    table.done()
    return post


def _check_once(key: str, codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise RegionError(key=key, reason=RegionFault.DUPLICATE, value=code)
