"""What is said to whom outside the pages. It never says what a case is about."""

from collections.abc import Iterable

from django.core.mail import send_mail
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.cases.remaining import Way, WayKind


def send_invitation(address: str, *, reference: str, key: str, language: str) -> None:
    """Sends a one-time key to the resident, in their language. Raises what the mail server raises."""
    with translation.override(language):
        send_mail(
            subject=_("Your reference %(reference)s") % {"reference": reference},
            message=_(
                "You asked us for help and gave this address.\n\n"
                "Reference: %(reference)s\n"
                "One-time key: %(key)s\n\n"
                "With both you can set a code of your own on our pages, under “Follow a concern” and then "
                "“Set a code of your own”. Nobody at the office knows that code. The key works once, for 14 days.\n\n"
                "If you did not expect this message, you need do nothing."
            )
            % {"reference": reference, "key": spoken_key(key)},
            from_email=None,
            recipient_list=[address],
        )


def send_decided(address: str, *, reference: str, ways: Iterable[Way], language: str) -> None:
    """Tells the filer that something was decided and which ways remain, in their language; never what about."""
    with translation.override(language):
        lines = [f"– {line}" for line in map(_in_a_line, ways) if line]
        send_mail(
            subject=_("A decision about %(reference)s") % {"reference": reference},
            message=_(
                "Something was decided about the concern that you raised with us.\n\n"
                "Reference: %(reference)s\n\n"
                "If you do not agree, these ways are open to you:\n%(ways)s\n\n"
                "The decision itself, and every other route, stands in the letter on our pages, under “Follow a "
                "concern”. You need your reference and your code for it."
            )
            % {"reference": reference, "ways": "\n".join(lines)},
            from_email=None,
            recipient_list=[address],
        )


def send_told(address: str, *, reference: str, language: str) -> None:
    """Tells the filer that the rules of the procedure have something told to them, in their language; never what."""
    with translation.override(language):
        send_mail(
            subject=_("A notice about %(reference)s") % {"reference": reference},
            message=_(
                "Something happened in the concern that you raised with us, of which the rules have us tell you.\n\n"
                "Reference: %(reference)s\n\n"
                "What it is, and on which rule it rests, stands on our pages, under “Follow a concern”. You need your "
                "reference and your code for it."
            )
            % {"reference": reference},
            from_email=None,
            recipient_list=[address],
        )


def _in_a_line(way: Way) -> str:
    title = way.title.in_language(translation.get_language() or "en") if way.title else ""
    day = date_format(way.until, pgettext("format of a day", "j M Y")) if way.until else ""
    match way.kind:
        case WayKind.REVIEW | WayKind.BEYOND:
            return _("%(title)s: to be asked for by %(day)s") % {"title": title, "day": day}
        case WayKind.DISPUTE:
            return _("say that it is not resolved: by %(day)s") % {"day": day}
        case WayKind.REOPEN:
            return _("open it again, without a reason: by %(day)s") % {"day": day}
        case WayKind.LEVEL_ABOVE:
            return _("take it to the level above")
        case WayKind.ELSEWHERE:
            return ""


def nobody_took_it_on(language: str) -> str:
    """Why a concern goes to the level above by itself, for its filer, in their language."""
    with translation.override(language):
        return _(
            "No office took your concern on within the time that the rules give. It has therefore gone to the level "
            "above by itself, and the time to take it on begins there anew. You need do nothing."
        )


def spoken_key(key: str) -> str:
    """A key in groups of six."""
    return "-".join(key[i : i + 6] for i in range(0, len(key), 6))
