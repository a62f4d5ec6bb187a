"""Reading chains back."""

from folkmoot.ledger.models import Event
from folkmoot.ledger.rules import first_fault


def chain_fault(chain: str) -> int | None:
    """The place of the first fault in a chain, None where it is whole."""
    rows = Event.objects.filter(chain=chain).order_by("seq")
    return first_fault((event.entry(), bytes(event.hash)) for event in rows)
