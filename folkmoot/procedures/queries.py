"""What the region decides about procedures, and the packs as they were published."""

import time
from functools import cache, lru_cache
from typing import Final, Protocol

from folkmoot.places.models import Region
from folkmoot.places.queries import region
from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.packs import newest, parse_pack
from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.clocks import Calendar
from folkmoot.procedures.rules.pack import Pack

#: After so long a running process finds a version that another one has published.
FRESH_SECONDS: Final = 60


def calendar() -> Calendar:
    """The region's rest days. Raises UnknownCountryError."""
    here = region()
    return calendar_for(here.country, here.subdivision or None)


class Under(Protocol):
    """What was opened under a version of a pack: a case."""

    @property
    def pack(self) -> str: ...
    @property
    def pack_version(self) -> str: ...


def pack_of(case: Under) -> Pack:
    """The pack under which a case was opened. Raises PublishedPack.DoesNotExist."""
    return published_pack(case.pack, case.pack_version)


def pack_named(name_and_version: str) -> Pack:
    """The pack written as in the ledger, "intl/2026.1". Raises PublishedPack.DoesNotExist."""
    name, _, version = name_and_version.partition("/")
    return published_pack(name, version)


@cache
def published_pack(name: str, version: str) -> Pack:
    """A published pack; read once a process, as it never changes. Raises PublishedPack.DoesNotExist."""
    published = PublishedPack.objects.get(name=name, version=version)
    return parse_pack(published.toml, file=f"{name}/{version}")


def newest_pack(name: str) -> Pack:
    """The newest published version of a pack. Raises PublishedPack.DoesNotExist."""
    return published_pack(name, _newest_version(name, int(time.monotonic() // FRESH_SECONDS)))


@lru_cache(maxsize=64)
def _newest_version(name: str, _period: int) -> str:
    versions = PublishedPack.objects.filter(name=name).values_list("version", flat=True)
    found = newest(versions)
    if found is None:
        raise PublishedPack.DoesNotExist(f"No version of {name} is published.")
    return found


def packs_here(here: Region) -> tuple[Pack, ...]:
    """The packs of the region in their newest versions: first the one under which every concern comes in."""
    return tuple(newest_pack(name) for name in dict.fromkeys([here.pack, *here.packs]))
