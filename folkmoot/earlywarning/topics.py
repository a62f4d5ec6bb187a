"""The topics of the installation: which categories are counted, in which group, and what all of them are called."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from folkmoot.earlywarning.rules.topics import Group, group_of, is_counted, pack_and_code, topic_of
from folkmoot.procedures.models import PublishedPack
from folkmoot.procedures.queries import newest_pack, published_pack
from folkmoot.procedures.rules.pack import UnknownCategoryError

GROUP_TITLES: Final[dict[Group, Promise]] = {
    Group.WORK: _("Work and wages"),
    Group.LAND: _("Land and forest"),
    Group.HOME: _("Homes and buildings"),
    Group.NEIGHBOURS: _("Neighbours"),
    Group.FAMILY: _("Family and inheritance"),
    Group.HARM: _("Injury, traffic and medical care"),
    Group.TRADE: _("Contracts and consumers"),
    Group.ENVIRONMENT: _("Environment"),
    Group.SERVICES: _("Water, waste and other public services"),
    Group.STREETS: _("Streets and transport"),
    Group.SCHOOL: _("Schools"),
    Group.AFFAIRS: _("Village affairs and administration"),
    Group.SUPPORT: _("Social support"),
    Group.OTHER: _("Other topics"),
}


@dataclass(frozen=True)
class Counted:
    """A category of one version of one procedure that is counted, as a topic in its group."""

    pack: str
    version: str
    category: str
    topic: str
    group: Group


def counted_categories() -> Iterator[Counted]:
    """Every counted category of every published version."""
    for name, version in PublishedPack.objects.order_by("name", "version").values_list("name", "version"):
        pack = published_pack(name, version)
        for category in pack.categories:
            lineage = pack.lineage(category.code)
            if is_counted(lineage):
                yield Counted(name, version, category.code, topic_of(name, category.code), group_of(name, lineage))


def topics_by_group() -> dict[Group, tuple[str, ...]]:
    """The topics of each group, in a fixed order; a group without any is left out."""
    found = sorted({(each.group, each.topic) for each in counted_categories()})
    return {group: tuple(topic for of, topic in found if of is group) for group in Group if group in dict(found)}


def topics_within(topic: str) -> tuple[str, ...]:
    """The topics that a group holds, or the topic itself."""
    return (topic,) if pack_and_code(topic) else topics_by_group().get(Group(topic), ())


def title_of_topic(topic: str) -> str:
    """What a group or a topic is called in the running language; its code where no published pack has it any longer."""
    found = pack_and_code(topic)
    if found is None:
        return str(GROUP_TITLES[Group(topic)])
    pack, code = found
    try:
        category = newest_pack(pack).category(code)
    except UnknownCategoryError:
        # A newer version has dropped it; signals of the past still speak of it.
        older = {(each.category, each.pack): each.version for each in counted_categories()}
        if (code, pack) not in older:
            return code
        category = published_pack(pack, older[code, pack]).category(code)
    return category.title.in_language(get_language() or "en")
