"""By e-mail one reads that the procedure has something told, and never what."""

from datetime import datetime

from django.core import mail

from folkmoot.cases.actions import routing
from folkmoot.cases.actions.procedures import put_under
from folkmoot.cases.jobs import tell_of_notice
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.interests import Interest
from folkmoot.ledger.models import Event
from tests.cases.filing import filed_on_the_web
from tests.cast import Cast


def accepted(cast: Cast, now: datetime, contact: ContactCard, *, pack: str) -> int:
    """The number of the event with which a concern was accepted."""
    receipt = filed_on_the_web(cast, now, contact=contact)
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        routing.acknowledge(receipt.case_id, message="We have it.", by=by, now=now)
        if pack != "intl":
            put_under(receipt.case_id, pack=pack, category="neighbour", reason="A quarrel.", by=by, now=now)
    with cast.seeing("mediator"):
        routing.accept(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now)
        return Event.objects.get(case_id=receipt.case_id, kind="case.accepted").pk


def test_who_gave_an_address_reads_there_that_there_is_a_notice(cast: Cast, now: datetime) -> None:
    tell_of_notice(accepted(cast, now, ContactCard(email="wang@example.org"), pack="cn-mediation"))
    (letter,) = mail.outbox
    assert letter.to == ["wang@example.org"]
    assert "mediat" not in letter.body


def test_nothing_is_sent_where_the_procedure_has_nothing_told(cast: Cast, now: datetime) -> None:
    tell_of_notice(accepted(cast, now, ContactCard(email="wang@example.org"), pack="intl"))
    assert mail.outbox == []


def test_nothing_is_sent_past_the_way_that_is_safe(cast: Cast, now: datetime) -> None:
    contact = ContactCard(email="wang@example.org", phone="13800000000", safe_channel="phone")
    tell_of_notice(accepted(cast, now, contact, pack="cn-mediation"))
    assert mail.outbox == []
