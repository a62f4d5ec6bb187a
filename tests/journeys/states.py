"""A case in each state that a page can be asked in, made by those who work on it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from django.utils import timezone

from folkmoot.cases.actions import (
    closing,
    extending,
    joint,
    leads,
    merging,
    pausing,
    procedures,
    reviews,
    routing,
    supervising,
    talking,
)
from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.importing import import_concerns
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.imported import ConcernRow, Said
from folkmoot.officers.models import Appointment, AppointmentKind
from tests.cases.filing import filed_at_the_desk, filed_on_the_web, seeing_with
from tests.cast import NOW, VILLAGE, Cast

#: the cases that stand already, by their state
Made = Mapping[str, Receipt]


def done_by(cast: Cast, who: str, act: Callable[..., object], *args: object, **kwargs: object) -> None:
    """Somebody of the cast does something at this moment."""
    with cast.seeing(who):
        act(*args, by=cast.standing(who), now=timezone.now(), **kwargs)


def _received(cast: Cast, made: Made) -> Receipt:
    return filed_on_the_web(cast, timezone.now())


def _acknowledged(cast: Cast, made: Made) -> Receipt:
    receipt = _received(cast, made)
    done_by(cast, "mediator", routing.acknowledge, receipt.case_id, message="We have it.")
    return receipt


def _led(cast: Cast, made: Made) -> Receipt:
    receipt = _acknowledged(cast, made)
    done_by(cast, "mediator", routing.accept, receipt.case_id, interest=Interest.NONE)
    return receipt


def _full(cast: Cast, made: Made) -> Receipt:
    """With everything that a case can hold, and long overdue."""
    receipt = filed_on_the_web(cast, NOW)
    case = receipt.case_id
    done_by(cast, "mediator", routing.acknowledge, case, message="We have it.")
    done_by(cast, "mediator", routing.accept, case, interest=Interest.NONE)
    done_by(cast, "mediator", talking.summarise, case, summary="A blocked ditch behind a house", category="neighbour")
    done_by(cast, "mediator", talking.note, case, body="The ditch belongs to the road.")
    done_by(cast, "mediator", talking.set_task, case, title="Look.", post=cast.post("mediator"), due_on=NOW.date())
    done_by(cast, "mediator", talking.attach, case, name="a.txt", data=b"plain", declared_type="text/plain")
    done_by(
        cast, "mediator", talking.add_party, case, role=PartyRole.RESPONDENT, name="Li Da",
        contact=ContactCard(phone="13900139000"),
    )  # fmt: skip
    member = {"post_id": cast.post("duty_officer").pk, "task": "Measure.", "interest": Interest.NONE}
    done_by(cast, "coordinator", joint.name_member, case, **member)
    done_by(cast, "coordinator", supervising.supervise, case, reason="Before the rains.")
    done_by(cast, "mediator", supervising.report, case, body="The pipe is ordered.")
    return receipt


def _asked(cast: Cast, made: Made) -> Receipt:
    """Under a procedure that knows times of other bodies."""
    receipt = _led(cast, made)
    put = {"pack": "cn-labour", "category": "pay", "reason": "It is about pay."}
    done_by(cast, "coordinator", procedures.put_under, receipt.case_id, **put)
    done_by(cast, "mediator", talking.ask, receipt.case_id, question="Since when?")
    return receipt


def _paused(cast: Cast, made: Made) -> Receipt:
    """Its time stands, and more of it was asked for."""
    receipt, until = _led(cast, made), timezone.localdate() + timedelta(days=9)
    done_by(cast, "mediator", pausing.pause, receipt.case_id, reason="expert_opinion", until_on=until)
    done_by(cast, "mediator", extending.ask_extension, receipt.case_id, clock="answer", reason="He is ill.")
    return receipt


def _proposed(cast: Cast, made: Made) -> Receipt:
    receipt = _led(cast, made)
    done_by(cast, "mediator", talking.propose, receipt.case_id, proposal="A new culvert by May.")
    return receipt


def _confirmed(cast: Cast, made: Made) -> Receipt:
    receipt = _proposed(cast, made)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=timezone.now())
    return receipt


def _in_review(cast: Cast, made: Made) -> Receipt:
    receipt = _confirmed(cast, made)
    with seeing_with(receipt):
        reviews.ask_review(receipt.case_id, reason="Nobody looked.", by=receipt.resident, now=timezone.now())
    return receipt


def _escalated(cast: Cast, made: Made) -> Receipt:
    receipt = _led(cast, made)
    done_by(cast, "mediator", leads.escalate, receipt.case_id, reason="It needs the county.")
    return receipt


def _declined(cast: Cast, made: Made) -> Receipt:
    receipt = filed_at_the_desk(cast, "coordinator", timezone.now())
    reason = {"reason": "before_a_court", "explanation": "The court decides this."}
    done_by(cast, "coordinator", routing.acknowledge, receipt.case_id, message="We have it.")
    done_by(cast, "coordinator", routing.decline, receipt.case_id, **reason)
    return receipt


def _merged(cast: Cast, made: Made) -> Receipt:
    receipt = _acknowledged(cast, made)
    done_by(cast, "coordinator", merging.merge, receipt.case_id, into_id=made["full"].case_id)
    return receipt


def _withdrawn(cast: Cast, made: Made) -> Receipt:
    receipt = _received(cast, made)
    with seeing_with(receipt):
        closing.withdraw(receipt.case_id, by=receipt.resident, now=timezone.now())
    with cast.seeing("call_back"):
        me = cast.standing("automation")
        ask_in_private(receipt.case_id, kind=CallBackKind.WITHDRAWAL, by=me, now=timezone.now())
    return receipt


def imported(cast: Cast) -> int:
    """The number of a case that another system had."""
    row = ConcernRow(
        line=2, source_id="1", received_at=NOW, is_closed=False, closed_at=None, has_odd_times=False,
        category="noise", place=VILLAGE, said=(Said("concern", "The lamp in front of the school is dark.", NOW),),
    )  # fmt: skip
    with cast.seeing("province_coordinator"):
        import_concerns([row], source="another system", by=cast.standing("province_coordinator"), now=timezone.now())
        return Case.objects.get(source="another system").pk


def _left(cast: Cast, made: Made) -> Receipt:
    """Led by somebody who stood in and has gone: whoever holds the post has to take it up."""
    receipt = _led(cast, made)
    stood_in = Appointment.objects.create(
        post=cast.post("mediator"), user=cast.user("stranger"), kind=AppointmentKind.DEPUTY,
        from_on=cast.today - timedelta(days=30), until_on=cast.today,
    )  # fmt: skip
    with cast.seeing("coordinator"):
        Case.objects.filter(pk=receipt.case_id).update(lead_appointment=stood_in)
    return receipt


#: how a case comes to each state, in this order, as a later one may be joined to an earlier one
MADE: Final[Mapping[str, Callable[[Cast, Made], Receipt]]] = {
    "full": _full,
    "received": _received,
    "acknowledged": _acknowledged,
    "led": _led,
    "asked": _asked,
    "paused": _paused,
    "proposed": _proposed,
    "confirmed": _confirmed,
    "in_review": _in_review,
    "escalated": _escalated,
    "declined": _declined,
    "merged": _merged,
    "withdrawn": _withdrawn,
    "left": _left,
}
#: Nobody follows what was imported.
FOLLOWED: Final = tuple(MADE)
STATES: Final = (*FOLLOWED, "imported")
