"""What is said of signals by e-mail: numbers, days and links. No topic and no place: they are read at the desk."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from folkmoot.earlywarning.models import Signal
from folkmoot.places.queries import local_day


def signals_wait(count: int) -> str:
    """The subject of a mail in which nothing but signals waits."""
    return ngettext("%(count)s signal waits for you", "%(count)s signals wait for you", count) % {"count": count}


def lines_of_signals(signals: Sequence[Signal], *, address: Sequence[str]) -> Iterator[str]:
    """A line for each signal to be taken, and where they are read; nothing where there is none."""
    if not signals:
        return
    yield _("Signals of places and topics, to be taken:")
    yield ""
    for signal in signals:
        yield _line(signal)
    yield from (f"  {each}" for each in address)
    yield ""


def _line(signal: Signal) -> str:
    days = (signal.until - signal.since).days + 1
    cases = ngettext("%(cases)s case", "%(cases)s cases", signal.cases) % {"cases": signal.cases}
    said = ngettext("%(cases)s within %(days)s day", "%(cases)s within %(days)s days", days)
    told = said % {"cases": cases, "days": days}
    if signal.climbs_at is None:
        return told
    # It climbs at the 24:00 of a day.
    day = date_format(local_day(signal.climbs_at - timedelta(seconds=1)), pgettext("format of a day", "j M Y"))
    return _("%(signal)s, to be taken by %(day)s") % {"signal": told, "day": day}
