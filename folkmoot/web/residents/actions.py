"""Putting a half-filled concern aside, and taking it up again with its code."""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors import CaseError
from folkmoot.lib.reference import NotAReference, new_code, read_code
from folkmoot.lib.sealing import FileKey
from folkmoot.web.models import KeptDraft

KEPT_FOR: Final = timedelta(days=30)
_PLACE: Final = "kept_draft"


class NothingKept(CaseError):
    """No code like this opens anything: mistyped, older than 30 days, or already sent or thrown away."""

    sentence = _("Nothing is kept under this code. Check what you typed. After 30 days it is forgotten.")


@transaction.atomic
def put_aside(values: Mapping[str, Any], *, instead_of: str, now: datetime) -> str:
    """Keeps what was written under a new code, and returns the code; what was kept before it is forgotten."""
    KeptDraft.objects.filter(expires_at__lte=now).delete()
    throw_away(instead_of)
    code = new_code()
    sealed = _key(code).seal(json.dumps(values), place=_PLACE)
    KeptDraft.objects.create(digest=bytes.fromhex(digest_of(code)), sealed=sealed, expires_at=now + KEPT_FOR)
    return code


def take_up(typed: str, *, now: datetime) -> dict[str, Any]:
    """What is kept under a code, which goes on opening it; `kept` is its digest. Raises NothingKept."""
    try:
        code = read_code(typed)
    except NotAReference as error:
        raise NothingKept(field="code") from error
    found = KeptDraft.objects.filter(digest=bytes.fromhex(digest_of(code)), expires_at__gt=now).first()
    if found is None:
        raise NothingKept(field="code")
    values: dict[str, Any] = json.loads(_key(code).open(found.sealed, place=_PLACE))
    return {**values, "kept": digest_of(code)}


def throw_away(digest: str) -> None:
    """Forgets what is kept under a digest in hexadecimal digits; nothing for ""."""
    if digest:
        KeptDraft.objects.filter(digest=bytes.fromhex(digest)).delete()


def digest_of(code: str) -> str:
    """What is stored in place of a code, in hexadecimal digits."""
    return hmac.digest(settings.INSTALLATION_KEY.derive("kept drafts"), code.encode(), "sha256").hex()


def _key(code: str) -> FileKey:
    # Another derivation than the digest's: whoever reads the table and the installation's key still lacks the code.
    return FileKey(hmac.digest(settings.INSTALLATION_KEY.derive("keys of kept drafts"), code.encode(), "sha256"))
