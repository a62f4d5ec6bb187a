"""What is said to whom outside the pages. It never says what a case is about."""

from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _


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
