"""The case of the resident, on its way through the main line."""

from datetime import datetime

from folkmoot.cases.actions import closing, routing, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from tests.cases.filing import (
    filed_on_the_web,
    seeing_with,
)
from tests.cast import Cast


def routed_to_the_village(cast: Cast, now: datetime) -> Receipt:
    """Filed on the web and read by the mediator of the village."""
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=cast.standing("mediator"), now=now)
    return receipt


def led_by_the_mediator(cast: Cast, now: datetime) -> Receipt:
    """Accepted by the mediator."""
    receipt = routed_to_the_village(cast, now)
    with cast.seeing("mediator"):
        routing.accept(receipt.case_id, interest=Interest.NONE, by=cast.standing("mediator"), now=now)
    return receipt


def proposed(cast: Cast, now: datetime) -> Receipt:
    """With a resolution that waits for the resident."""
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        talking.propose(receipt.case_id, proposal="A new culvert by May.", by=cast.standing("mediator"), now=now)
    return receipt


def closed(cast: Cast, now: datetime) -> Receipt:
    """Confirmed by the resident."""
    receipt = proposed(cast, now)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=now)
    return receipt
