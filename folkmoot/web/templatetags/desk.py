"""Filters of the desk's pages."""

from datetime import datetime, timedelta

from django import template
from django.contrib.messages.storage.base import Message
from django.http import QueryDict

from folkmoot.cases.notices import spoken_key
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer
from folkmoot.web.desk.contact import SAFE_CHANNELS
from folkmoot.web.desk.undoing import Undo
from folkmoot.web.desk.undoing import undo_of as undo_by_tags

register = template.Library()


@register.filter
def in_groups(secret: str) -> str:
    """A code or key in groups of six, for reading aloud."""
    return spoken_key(secret)


@register.simple_tag
def with_query(query: QueryDict, **changes: object) -> str:
    """The query of an address with some parts changed; a part that becomes empty is left out."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value not in {None, ""}:
            changed[name] = str(value)
    return changed.urlencode()


@register.filter
def may_search(officer: Officer | None) -> bool:
    """Whether there is anything that an officer may search."""
    return officer is not None and officer.may(Power.READ)


@register.filter
def safe_channel(code: str) -> str:
    """A safe way to reach somebody, in words."""
    return str(SAFE_CHANNELS.get(code, code))


@register.filter
def last_moment(end: datetime) -> datetime:
    """A clock ends at 24:00; the last second before it still bears the day that people mean."""
    return end - timedelta(seconds=1)


@register.filter
def undo_of(message: Message) -> Undo | None:
    """What a message offers to take back."""
    return undo_by_tags(message.extra_tags or "")
