"""The forms that add and rename a passkey."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """allauth's, with the sign-in without a password already chosen: that is what a passkey is for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = _("Sign in with it instead of the password")
        self.fields["passwordless"].help_text = _("Otherwise it is asked for after the password.")


class EditPasskeyForm(EditWebAuthnForm):
    """allauth's, with a label that can be translated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
