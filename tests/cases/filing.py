"""Concerns as the tests file them."""

from dataclasses import replace
from datetime import datetime

from folkmoot.cases.actions.codes import code_digest
from folkmoot.cases.actions.intake import Concern, Receipt, receive
from folkmoot.cases.models import Case, Channel
from folkmoot.cases.models.party import ContactCard
from folkmoot.officers.scope import of_code, of_filing, seeing
from tests.cast import Cast

NARRATIVE = "The ditch behind our house has been blocked since the road was widened."


def concern(cast: Cast, **changes: object) -> Concern:
    """A blocked ditch in the resident's village."""
    plain = Concern(
        place=cast.village,
        category="neighbour",
        narrative=NARRATIVE,
        wish="That the water runs off again.",
        name="Wang Xiaoming",
        contact=ContactCard(phone="13800138000"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def filed_on_the_web(cast: Cast, now: datetime, **changes: object) -> Receipt:
    """Filed by the resident: nobody else has seen the code."""
    with seeing(of_filing()):
        return receive(concern(cast, **changes), by=None, now=now)


def filed_at_the_desk(cast: Cast, who: str, now: datetime, **changes: object) -> Receipt:
    """Taken in at the doorstep by a post, which hands the code over."""
    with cast.seeing(who):
        return receive(concern(cast, channel=Channel.VISIT, **changes), by=cast.standing(who), now=now)


def seeing_with(receipt: Receipt, code: str | None = None):  # type: ignore[no-untyped-def]
    """What the reference and a code open."""
    return seeing(of_code(receipt.reference, code_digest(receipt.reference, code or receipt.code)))


def case_of(cast: Cast, receipt: Receipt, *, seen_by: str = "province_coordinator") -> Case:
    """The case as it stands in the database."""
    with cast.seeing(seen_by):
        return Case.objects.select_related("casekey", "lead_post", "unit").get(pk=receipt.case_id)
