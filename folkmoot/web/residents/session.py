"""Coming in with a reference and a code, instead of an account.

The session keeps the digest of the code, never the code, and for two hours at most: the telephone may be shared.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions.codes import code_digest, resident_of
from folkmoot.cases.errors import CaseError
from folkmoot.cases.models import Case
from folkmoot.cases.rules.people import Resident
from folkmoot.lib.reference import NotAReference, read_reference
from folkmoot.officers.scope import of_code, seeing
from folkmoot.web.residents import throttle
from folkmoot.web.visitor import network_of

STAYS: Final = timedelta(hours=2)
_KEY: Final = "resident"


class NotAReferenceTyped(CaseError):
    """What was typed cannot be a reference."""

    sentence = _("This is not a reference. It has nine letters and numbers, such as K7M-4QX-2RC. Check what you typed.")


class WrongCode(CaseError):
    """No case with this reference opens with this code. Which of the two is wrong is not said."""

    sentence = _("This reference and this code do not belong together. Check both and try again.")


@dataclass(frozen=True)
class Key:
    """What opens one case for one party."""

    reference: str
    digest: bytes


def enter_with_code(request: HttpRequest, *, reference: str, code: str, now: datetime) -> None:
    """Remembers in the session who came in. Raises NotAReferenceTyped, WrongCode, TooManyWrongCodes."""
    try:
        plain = read_reference(reference)
    except NotAReference as error:
        raise NotAReferenceTyped(field="reference") from error
    network = network_of(request)
    throttle.refuse_guessing(reference=plain, network=network, now=now, field="code")
    key = Key(plain, code_digest(plain, code))
    with seeing(of_code(plain, key.digest)):
        found = holder_of(key)
    if found is None:
        throttle.note_wrong_code(reference=plain, network=network, now=now)
        raise WrongCode(field="code")
    remember(request, key, now=now)


def remember(request: HttpRequest, key: Key, *, now: datetime) -> None:
    """Lets whoever has just filed, or has just set a code of their own, stay inside."""
    request.session.cycle_key()
    request.session[_KEY] = {"reference": key.reference, "digest": key.digest.hex(), "since": now.timestamp()}


def leave(request: HttpRequest) -> None:
    """Forgets who came in; an officer at the same browser stays signed in."""
    if request.user.is_authenticated:
        request.session.pop(_KEY, None)
        request.session.cycle_key()
    else:
        request.session.flush()


def key_of(request: HttpRequest, *, now: datetime) -> Key | None:
    """What the session holds; None where nothing does, or for too long."""
    kept = request.session.get(_KEY)
    if kept is None or now.timestamp() - kept["since"] > STAYS.total_seconds():
        return None
    return Key(kept["reference"], bytes.fromhex(kept["digest"]))


def forget_expired(request: HttpRequest) -> bool:
    """Whether somebody had come in and stayed too long; said once. Only where `key_of` finds nobody."""
    return request.session.pop(_KEY, None) is not None


def holder_of(key: Key) -> tuple[Case, Resident] | None:
    """The case and the party whose code it is, under the scope of that code. Two statements."""
    case = Case.objects.select_related("casekey", "place", "unit").filter(reference=key.reference).first()
    resident = resident_of(case, key.digest) if case else None
    return (case, resident) if case and resident else None
