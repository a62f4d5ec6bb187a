"""Tags for times. They show the clock of the region, which the door has set; what is exact stands in `datetime`."""

from datetime import date, datetime
from functools import lru_cache
from typing import Final

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, override, pgettext
from django.utils.translation import gettext as _

register = template.Library()

#: how a format writes the time of a day, and what holds its place while the day alone is written
_CLOCK: Final = "H:i"
_PLACE_OF_TIME: Final = "@"
#: days before its end from which a clock is marked
SOON_DAYS: Final = 3


@register.filter
def when(at: datetime | date | None) -> SafeString:
    """A moment with its time, or a day; nothing for None."""
    if at is None:
        return SafeString()
    return format_html('<time datetime="{}">{}</time>', _exact(at), _written(at))


@register.filter
def on_day(at: datetime | date | None) -> SafeString:
    """The day of a moment in the region; nothing for None."""
    if at is None:
        return SafeString()
    day = timezone.localtime(at).date() if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', _exact(at), _written(day))


def written_day(at: datetime | date) -> str:
    """The day of a moment in the region, for a sentence."""
    return _written(timezone.localtime(at).date() if isinstance(at, datetime) else at)


@register.simple_tag(takes_context=True)
def due(context: Context, at: datetime | None) -> SafeString:
    """How long a clock still runs or has run out, in days of the region; the exact time as a title. "" for None."""
    if at is None:
        return SafeString()
    now: datetime = context["request"].now
    days = (timezone.localtime(at).date() - timezone.localtime(now).date()).days
    mark = "overdue" if at < now else "soon" if days < SOON_DAYS else "later"
    return format_html(
        '<time class="due due-{}" datetime="{}" title="{}">{}</time>',
        mark,
        _exact(at),
        _written(at),
        _overdue(-days) if at < now else _left(days, at),
    )


@register.simple_tag(takes_context=True)
def ago(context: Context, at: datetime | None) -> SafeString:
    """How long something is over, in days of the region; the exact time as a title. "" for None."""
    if at is None:
        return SafeString()
    now: datetime = context["request"].now
    days = (timezone.localtime(now).date() - timezone.localtime(at).date()).days
    return format_html('<time datetime="{}" title="{}">{}</time>', _exact(at), _written(at), days_ago(days))


@register.filter
def in_days(days: float | None) -> str:
    """A duration in whole days, "" for None."""
    if days is None:
        return ""
    if days < 1:
        return _("less than a day")
    whole = int(days)
    return ngettext("%(days)d day", "%(days)d days", whole) % {"days": whole}


def _left(days: int, at: datetime) -> str:
    if days == 0:
        return _("due today, %(time)s") % {"time": _time(at)}
    if days == 1:
        return _("due tomorrow")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def _overdue(days: int) -> str:
    if days == 0:
        return _("overdue since today")
    return ngettext("overdue by %(days)d day", "overdue by %(days)d days", days) % {"days": days}


def days_ago(days: int) -> str:
    """How long ago, in words."""
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def _exact(at: datetime | date) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


def _written(at: datetime | date) -> str:
    language = get_language() or "en"
    if not isinstance(at, datetime):
        return _formatted(at, pgettext("format of a day", "j M Y"), language)
    local = timezone.localtime(at)
    moment = pgettext("format of a moment", "j M Y, H:i")
    if _CLOCK not in moment:
        return date_format(local, moment)
    return _formatted(local.date(), moment.replace(_CLOCK, _PLACE_OF_TIME), language).replace(_PLACE_OF_TIME, _time(at))


@lru_cache(maxsize=4096)
def _formatted(day: date, format_: str, language: str) -> str:
    # A long list says the same days over and over, and writing one takes longer than reading its case.
    with override(language):
        return date_format(day, format_)


def _time(at: datetime) -> str:
    """The last second of a day is its end, which people call 24:00."""
    local = timezone.localtime(at)
    return "24:00" if (local.hour, local.minute, local.second) == (23, 59, 59) else f"{local:%H:%M}"
