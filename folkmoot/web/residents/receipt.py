"""The receipt: reference and code, shown to whoever has just filed and to nobody later."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.cases.actions import intake
from folkmoot.cases.actions.codes import code_digest
from folkmoot.cases.models import Case
from folkmoot.cases.notices import spoken_key
from folkmoot.lib.reference import spoken
from folkmoot.officers.models import Unit
from folkmoot.officers.scope import of_code, seeing
from folkmoot.web.doors import PageRequest, public_page
from folkmoot.web.residents import sealed, session
from folkmoot.web.residents.outlook import deadlines_after_filing
from folkmoot.web.residents.square import square

NAME: Final = "receipt"


@dataclass(frozen=True)
class Receipt:
    """What is shown. `filed_at` is aware."""

    reference: str
    code: str
    filed_at: datetime

    @property
    def spoken_reference(self) -> str:
        """In groups of three."""
        return spoken(self.reference)

    @property
    def spoken_code(self) -> str:
        """In groups of six."""
        return spoken_key(self.code)


def keep_receipt(request: PageRequest, filed: intake.Receipt, *, now: datetime) -> None:
    """Keeps it, sealed, until the resident goes on or leaves, two hours at most."""
    values = {"reference": filed.reference, "code": filed.code, "filed_at": now.isoformat()}
    sealed.keep(request, NAME, values, now=now)


def receipt_of(request: PageRequest, *, now: datetime) -> Receipt | None:
    """The receipt that the session keeps."""
    values = sealed.kept(request, NAME, now=now)
    if values is None:
        return None
    return Receipt(values["reference"], values["code"], datetime.fromisoformat(values["filed_at"]))


@require_http_methods(["GET", "HEAD", "POST"])
@public_page
def receipt(request: PageRequest) -> HttpResponse:
    """Shows the receipt; pressing the button says that it was written down, and goes on to the concern."""
    found = receipt_of(request, now=request.now)
    if found is None:
        return redirect("residents:follow")
    if request.method == "POST":
        sealed.forget(request, NAME)
        key = session.Key(found.reference, code_digest(found.reference, found.code))
        session.remember(request, key, now=request.now)
        return redirect("residents:case")
    told = {
        "receipt": found,
        "unit": _unit(found),
        "deadlines": deadlines_after_filing(request.region, filed_at=found.filed_at),
        "follow_address": _address(request),
    }
    # The reference stands behind the "#", which no browser sends: it reaches no log and no other computer.
    read = square(f"{_address(request)}#{found.spoken_reference}", says=_("QR code: opens “Follow a concern”"))
    return render(request, "residents/receipt.html", {**told, "square": read})


def _unit(receipt: Receipt) -> Unit:
    """Who has the concern now."""
    with seeing(of_code(receipt.reference, code_digest(receipt.reference, receipt.code))):
        return Case.objects.select_related("unit").get(reference=receipt.reference).unit


def _address(request: PageRequest) -> str:
    return request.build_absolute_uri(reverse("residents:follow"))
