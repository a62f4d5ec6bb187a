"""What is said of warnings by e-mail: counts, references and links. Never what a case is about, and no name."""

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.earlywarning.models import CaseWarning, WarningColour
from folkmoot.earlywarning.queries import Digest


def send_digest(address: str, *, digest: Digest, language: str) -> None:
    """Sends one officer's digest in their language. Raises what the mail server raises."""
    with translation.override(language):
        subject = ngettext("%(count)s warning waits for you", "%(count)s warnings wait for you", digest.waiting) % {
            "count": digest.waiting
        }
        send_mail(subject=subject, message=digest_text(digest), from_email=None, recipient_list=[address])


def digest_text(digest: Digest) -> str:
    """The words of the mail, in the running language."""
    colours = [(colour.label, digest.news[colour.value]) for colour in reversed(WarningColour)]
    news = ", ".join(f"{label}: {count}" for label, count in colours if count) or _("none")
    parts = [
        _("To be taken:"),
        *(_line(each) for each in digest.to_take),
        *([_("… and more at the desk.")] if digest.waiting > len(digest.to_take) else []),
        "",
        _("Taken by your posts and still true: %(count)s") % {"count": len(digest.taken)},
        _("New in your area since yesterday: %(news)s") % {"news": news},
        "",
        _("A warning speaks of a case, a service, a place and a topic, never of people."),
    ]
    return "\n".join(str(part) for part in parts)


def _line(warning: CaseWarning) -> str:
    # The first address of the installation; without one the reference alone is found by searching.
    origins = settings.CSRF_TRUSTED_ORIGINS
    link = f" {origins[0]}/desk/cases/{warning.case.reference}/" if origins else ""
    colour, kind = WarningColour(warning.colour).label, warning.get_kind_display()
    return f"- {warning.case.spoken_reference} · {colour} · {kind}{link}"
