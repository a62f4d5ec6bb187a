"""Signing in. Officers are appointed: nobody signs up alone."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest

from folkmoot.lib.sealing import FileKey
from folkmoot.web.visitor import network_of

_PLACE: Final = "authenticator.secret"


class Adapter(DefaultAccountAdapter):
    """allauth with its door for new accounts shut, and wrong passwords counted elsewhere."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes accounts."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing. Axes counts wrong passwords by name and network; allauth would lock a name to everybody."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where wrong second factors and hasty visits are counted: the visitor's network, not the proxy's."""
        return network_of(request)


class SecondFactors(DefaultMFAAdapter):
    """allauth's second factors, their secrets sealed: whoever reads the table cannot make their codes."""

    def encrypt(self, text: str) -> str:
        """The secret under a key of the installation, in hexadecimal digits."""
        return _key().seal(text, place=_PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret in clear. Raises Unsealable."""
        return _key().open(bytes.fromhex(encrypted_text), place=_PLACE)


def _key() -> FileKey:
    return FileKey(settings.INSTALLATION_KEY.derive("second factors"))
