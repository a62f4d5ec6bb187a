"""Who a case is about and between, as roles; their names and contacts are sealed."""

import json
from dataclasses import asdict, dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models.case import Case


class PartyRole(models.TextChoices):
    """What somebody is in a case."""

    FILER = "filer", _("Raised the concern")
    ON_BEHALF = "on_behalf", _("Somebody else's concern was raised for them")
    RESPONDENT = "respondent", _("The other side")
    AFFECTED = "affected", _("Also affected")


@dataclass(frozen=True)
class ContactCard:
    """How somebody can be reached safely. Empty fields were not given."""

    phone: str = ""
    email: str = ""
    address: str = ""
    safe_channel: str = ""  # phone, email, letter, visit, notice, call_in, none
    hours: str = ""
    code_name: str = ""
    no_voicemail: bool = False


class Party(models.Model):
    """Somebody in one case. There is no row of a person across cases, and no key that could join two."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12, choices=PartyRole.choices)
    language = models.CharField(max_length=10, default="en")
    sealed_name = models.BinaryField(null=True)
    sealed_contact = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    @property
    def name(self) -> str:
        """The name in clear, "" where none was given."""
        return self.case.key.open(self.sealed_name, place="party.name") if self.sealed_name else ""

    @property
    def contact(self) -> ContactCard:
        """The contact card in clear."""
        if not self.sealed_contact:
            return ContactCard()
        return ContactCard(**json.loads(self.case.key.open(self.sealed_contact, place="party.contact")))

    def seal(self, *, name: str, contact: ContactCard) -> None:
        """Puts name and contact under the case's key; saves nothing."""
        key = self.case.key
        self.sealed_name = key.seal(name, place="party.name") if name else None
        has_contact = contact != ContactCard()
        self.sealed_contact = key.seal(json.dumps(asdict(contact)), place="party.contact") if has_contact else None


class AccessCode(models.Model):
    """A secret that opens one case for one party. Only its digest is kept."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="codes")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="codes")
    digest = models.BinaryField(max_length=32, unique=True)
    #: no officer has seen it; only such a code confirms, withdraws or rates
    is_own = models.BooleanField()
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"code of {self.party}"


class Invitation(models.Model):
    """A one-time key with which a party sets a code of their own: sent to them, or told by another unit's call-back."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="invitations")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="invitations")
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.party}"
