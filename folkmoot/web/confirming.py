"""The forms with which officers show who they are and change their password, labelled in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class ShowAgainForm(ReauthenticateForm):
    """allauth's. Its own label is “Code”, which in our catalogue is what opens a resident's concern."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of the app, or recovery code")


class ActivateAppForm(ActivateTOTPForm):
    """allauth's. Its own label calls the app otherwise than our pages do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits of the app")


class PasswordForm(ChangePasswordForm):
    """allauth's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Password until now")
        self.fields["password1"].label = _("New password")
        self.fields["password2"].label = _("New password once more")
