"""What is said of warnings by e-mail: counts, references and links. Never what a case is about, and no name."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from folkmoot.cases.models import Case
from folkmoot.earlywarning.models import CaseWarning, Signal, WarningColour
from folkmoot.earlywarning.notices_of_signals import lines_of_signals, signals_wait
from folkmoot.earlywarning.queries import Digest
from folkmoot.places.queries import local_day


def send_digest(address: str, *, digest: Digest, signals: Sequence[Signal], language: str) -> None:
    """Sends one officer's digest in their language. Raises what the mail server raises."""
    with translation.override(language):
        subject = ngettext("%(count)s warning waits for you", "%(count)s warnings wait for you", digest.waiting) % {
            "count": digest.waiting
        }
        if signals and not digest.waiting:
            subject = signals_wait(len(signals))
        message = digest_text(digest, signals=signals)
        send_mail(subject=subject, message=message, from_email=None, recipient_list=[address])


def digest_text(digest: Digest, *, signals: Sequence[Signal]) -> str:
    """The words of the mail, in the running language: a few lines for each case, the most urgent one first."""
    colours = [(colour.label, digest.news[colour.value]) for colour in reversed(WarningColour)]
    news = _(", ").join(f"{label} {count}" for label, count in colours if count) or _("none")
    parts = [
        *([_("To be taken:"), ""] if digest.to_take else []),
        *_of_cases(digest.to_take),
        *([_("… and more at the desk."), ""] if digest.waiting > len(digest.to_take) else []),
        *lines_of_signals(signals, address=_address("desk/signals/")),
        _("Taken by your posts and still true: %(count)s") % {"count": len(digest.taken)},
        _("New in your area since yesterday: %(news)s") % {"news": news},
        *_address("desk/warnings/digest/"),
        "",
        _("A warning speaks of a case, a service, a place and a topic, never of people."),
        _("You asked for this mail. It can be ended at the desk, below the daily digest."),
    ]
    return "\n".join(str(part) for part in parts)


def _of_cases(warnings: Sequence[CaseWarning]) -> Iterator[str]:
    order = list(dict.fromkeys(warning.case_id for warning in warnings))
    together = sorted(warnings, key=lambda warning: order.index(warning.case_id))
    for _case_id, group in groupby(together, key=lambda warning: warning.case_id):
        yield from _of_case(list(group))
        yield ""


def _of_case(warnings: Sequence[CaseWarning]) -> Iterator[str]:
    case: Case = warnings[0].case
    yield _head(case, warnings)
    for warning in warnings:
        colour = WarningColour(warning.colour).label
        yield "  " + _("%(colour)s: %(kind)s") % {"colour": colour, "kind": warning.get_kind_display()}
    yield from (f"  {address}" for address in _address(f"desk/cases/{case.reference}/"))


def _head(case: Case, warnings: Sequence[CaseWarning]) -> str:
    climbs_at = min((warning.climbs_at for warning in warnings if warning.climbs_at), default=None)
    if climbs_at is None:
        return case.spoken_reference
    # It climbs at the 24:00 of a day.
    day = date_format(local_day(climbs_at - timedelta(seconds=1)), pgettext("format of a day", "j M Y"))
    return _("%(reference)s, to be taken by %(day)s") % {"reference": case.spoken_reference, "day": day}


def _address(path: str) -> list[str]:
    """An address at the first origin of the installation; without one a reference is found by searching."""
    origins = settings.CSRF_TRUSTED_ORIGINS
    return [f"{origins[0]}/{path}"] if origins else []
