"""Who may do what with one case. Asked by actions and by screens."""

from collections.abc import Iterator
from typing import Final

from folkmoot.cases.errors import CodeWasSeen, ConflictOfInterest, NotAllowed, UnitStepsAside
from folkmoot.cases.models import Case
from folkmoot.cases.rules.interests import Interest, aside_of
from folkmoot.cases.rules.people import Resident
from folkmoot.officers.rules.authority import MEMBERS, RESIDENTS, Hand, Power, Reach, Role, reach
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.limits import Aside
from folkmoot.procedures.rules.steps import LED, Move, moves_from

Actor = Standing | Resident

#: Moves that end without a lead, because nobody holds the post that led, need the power of those that end with one.
UNLED_TOO: Final = {Move.REOPEN_UNLED: Power.REOPEN, Move.SEND_BACK_UNLED: Power.SEND_BACK}


def may(actor: Actor, power: Power, case: Case) -> bool:
    """Whether a post, or a party by their code, has a power over a case. Reads nothing from the database."""
    if isinstance(actor, Resident):
        return actor.case_id == case.pk and actor.has(power)
    if power in MEMBERS and case.pk in actor.joined and actor.unit_id != case.about_unit_id:
        return True
    how_far = reach(actor.role, power)
    # The software has a post in a unit, and no part in what is said about that unit.
    is_complained_about = actor.unit_id == case.about_unit_id and actor.role is not Role.AUTOMATION
    if how_far is None or not actor.covers(case.sight_path) or is_complained_about:
        return False
    match how_far:
        case Reach.AREA:
            return True
        case Reach.UNIT:
            return case.unit_id == actor.unit_id
        case Reach.ELSEWHERE:
            return case.unit_id != actor.unit_id
        case Reach.OWN:
            return answers_for(actor, case)
        case Reach.POST:
            return case.at in LED and case.lead_post_id == actor.post_id


def answers_for(actor: Standing, case: Case) -> bool:
    """Whether somebody leads a case or, before acceptance, answers for it.

    Who comes to a post after the lead, or stands in, does not lead: they were not asked about an interest of their own.
    """
    if case.at not in LED:
        return case.taken_by_id == actor.post_id
    return (case.lead_post_id, case.lead_appointment_id) == (actor.post_id, actor.appointment_id)


def is_at_its_level(actor: Standing, case: Case) -> bool:
    """Whether a post is at the level of the unit that has a case, or above: from below nothing is taken back.

    Reads nothing where case.unit.place is loaded.
    """
    return case.unit.place.path.startswith(actor.area)


def require(actor: Actor, power: Power, case: Case) -> None:
    """Raises NotAllowed, or CodeWasSeen where a code of one's own would do."""
    if may(actor, power, case):
        return
    if isinstance(actor, Resident) and actor.hand is Hand.FILER_SEEN and power in RESIDENTS[Hand.FILER]:
        raise CodeWasSeen
    raise NotAllowed


def require_no_interest(interest: Interest, case: Case) -> None:
    """Raises ConflictOfInterest, or UnitStepsAside where the case's pack says that the unit steps aside."""
    match aside_of(interest, pack=pack_of(case)):
        case Aside.OFFICER:
            raise ConflictOfInterest(field="interest")
        case Aside.UNIT:
            raise UnitStepsAside(field="interest")


def posts_for(officer: Officer, power: Power, case: Case) -> Iterator[Standing]:
    """Those of an officer's posts that have the power over this case, in the order of appointment."""
    if case.about_unit_id not in officer.barred_units:
        yield from (standing for standing in officer.standings if may(standing, power, case))


def post_for(officer: Officer, power: Power, case: Case) -> Standing | None:
    """The first of an officer's posts that has the power over this case: one post acts, never two together."""
    return next(posts_for(officer, power, case), None)


def power_of(move: Move) -> Power:
    """The power that a move needs."""
    return UNLED_TOO.get(move) or Power(move.value)


def moves_open_to(officer: Officer, case: Case) -> dict[Move, Standing]:
    """Every move that the table and the officer's authority allow now, with the post that would act."""
    is_history = case.imported_at is not None and case.adopted_at is None
    # Imported history waits to be adopted; nothing else can be.
    candidates = [move for move in moves_from(case.at) if (move is Move.ADOPT) is is_history]
    found = {move: _mover(officer, power_of(move), case) for move in candidates}
    return {move: standing for move, standing in found.items() if standing is not None}


def _mover(officer: Officer, power: Power, case: Case) -> Standing | None:
    able = list(posts_for(officer, power, case))
    if len(able) < 2:
        return able[0] if able else None
    return next((each for each in able if is_at_its_level(each, case)), able[0])
