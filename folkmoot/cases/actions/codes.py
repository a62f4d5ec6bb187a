"""Codes that open one case to one party."""

import unicodedata
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from folkmoot.cases.actions.moving import save, touch
from folkmoot.cases.errors import CodeTooShort, NotAllowed
from folkmoot.cases.models import AccessCode, Case, Invitation, Party, PartyRole
from folkmoot.cases.rules.people import Resident
from folkmoot.lib.reference import NotAReference, new_code, read_code
from folkmoot.officers.rules.authority import Hand, Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import grant

INVITATION_LASTS: Final = timedelta(days=14)
_SHORTEST_OWN_CODE: Final = 12


def code_digest(reference: str, typed: str) -> bytes:
    """The digest by which a typed code is found: a drawn code in any spelling, or a resident's own words."""
    try:
        plain = read_code(typed)
    except NotAReference:
        plain = " ".join(unicodedata.normalize("NFKC", typed).casefold().split())
    digest: bytes = settings.INSTALLATION_KEY.digest_code(reference, plain)
    return digest


def own_code_digest(reference: str, typed: str) -> bytes:
    """The digest of a code that a resident chose. Raises CodeTooShort."""
    if len("".join(typed.split())) < _SHORTEST_OWN_CODE:
        raise CodeTooShort(field="own_code")
    return code_digest(reference, typed)


def add_code(party: Party, code: str, *, is_own: bool, now: datetime) -> None:
    """Keeps the digest of a code."""
    party.codes.create(
        case_id=party.case_id, digest=code_digest(party.case.reference, code), is_own=is_own, created_at=now
    )


@transaction.atomic
def issue_code(case_id: int, party_id: int, *, by: Standing, now: datetime) -> str:
    """Draws a code for a party who was reached, to be handed over. The officer sees it, so it closes no question."""
    case = touch(case_id, Power.ISSUE_CODE, by=by)
    party = case.parties.get(pk=party_id)
    code = new_code()
    add_code(party, code, is_own=False, now=now)
    save(case, "case.code_issued", by=by, now=now, party=party.pk)
    return code


@transaction.atomic
def invite(case_id: int, *, by: Standing, now: datetime) -> str:
    """Draws a one-time key with which the filer sets a code of their own; told by another unit's call-back."""
    case = touch(case_id, Power.INVITE, by=by)
    party = case.parties.get(role=PartyRole.FILER)
    key = new_code()
    Invitation.objects.create(
        party=party,
        case=case,
        digest=code_digest(case.reference, key),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    save(case, "case.invited", by=by, now=now, party=party.pk)
    return key


@transaction.atomic
def set_own_code(case_id: int, *, key: str, own_code: str, now: datetime) -> Resident:
    """Sets a code that nobody else knows, in exchange for a one-time key; every earlier code of the party ends.

    Runs in the scope that the reference and the key opened. Raises NotAllowed for a key that was used or has expired,
    CodeTooShort.
    """
    grant(case_id)
    case = Case.objects.select_for_update().get(pk=case_id)
    digest = code_digest(case.reference, key)
    invitation = Invitation.objects.filter(case=case, digest=digest, used_at=None, expires_at__gt=now).first()
    if invitation is None:
        raise NotAllowed(field="key")
    chosen = own_code_digest(case.reference, own_code)
    AccessCode.objects.filter(party_id=invitation.party_id, revoked_at=None).update(revoked_at=now)
    AccessCode.objects.create(party_id=invitation.party_id, case=case, digest=chosen, is_own=True, created_at=now)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    resident = Resident(case.pk, invitation.party_id, Hand.FILER)
    save(case, "case.own_code_set", by=resident, now=now)
    return resident


def resident_of(case: Case, digest: bytes) -> Resident | None:
    """Who holds a code, in the scope that it opened: the filer or another party; None for a key or an ended code."""
    code = AccessCode.objects.filter(case=case, digest=digest, revoked_at=None).select_related("party").first()
    if code is None:
        return None
    if code.party.role != PartyRole.FILER:
        return Resident(case.pk, code.party_id, Hand.RESPONDENT)
    return Resident(case.pk, code.party_id, Hand.FILER if code.is_own else Hand.FILER_SEEN)
