"""Publishing packs. What was published once stays as it is."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from folkmoot.ledger.actions import record
from folkmoot.procedures.errors import PublishedOtherwise
from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.packs import parse_pack, shipped_packs, text_of, versions_of

#: The chain of the ledger in which the packs stand.
CHAIN = "packs"


@transaction.atomic
def publish(toml: str, *, now: datetime, file: str = "pack.toml") -> PublishedPack:
    """
    Publishes a pack, from when on cases can be opened under it; publishing the same text again changes nothing.

    Raises PackFault with every fault of the text, PublishedOtherwise where this version stands with another text.
    """
    pack = parse_pack(toml, file=file)
    standing = PublishedPack.objects.filter(name=pack.name, version=pack.version).first()
    if standing is not None:
        if standing.toml != toml:
            raise PublishedOtherwise(pack.name, pack.version)
        return standing
    published = PublishedPack.objects.create(name=pack.name, version=pack.version, toml=toml, published_at=now)
    record("pack.published", by=None, now=now, chain=CHAIN, pack=pack.name, version=pack.version)
    return published


@transaction.atomic
def publish_all(texts: Mapping[str, str], *, now: datetime) -> list[tuple[PublishedPack, bool]]:
    """Publishes several packs, by their files, all or none; each with whether it is new. Raises what `publish` does."""
    standing = set(PublishedPack.objects.values_list("name", "version"))
    published = [publish(toml, now=now, file=file) for file, toml in texts.items()]
    return [(pack, (pack.name, pack.version) not in standing) for pack in published]


def publish_shipped(*, now: datetime) -> list[PublishedPack]:
    """Publishes what came with the package and is not published yet; returns the new ones."""
    standing = set(PublishedPack.objects.values_list("name", "version"))
    shipped = [(name, version) for name in shipped_packs() for version in versions_of(name)]
    return [publish(text_of(name, version), now=now) for name, version in shipped if (name, version) not in standing]
