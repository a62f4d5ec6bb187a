"""What the resident and the software do in a case of the demo, each by the real action."""

from datetime import datetime

from folkmoot.cases.actions import closing, leads, talking
from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.intake import Concern, receive
from folkmoot.cases.actions.merging import share_proposal
from folkmoot.cases.models import Case, Channel
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.models.party import ContactCard
from folkmoot.demo.actions.life import Life
from folkmoot.demo.rules.plan import Tale
from folkmoot.officers.models import Unit
from folkmoot.officers.rules.authority import Power, Role
from folkmoot.officers.scope import of_filing, of_post, seeing
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.rules.steps import Step

#: Who takes concerns in at the desk.
TAKING_IN = (Role.SECRETARY, Role.MEDIATOR, Role.GROUP_LIAISON, Role.COORDINATOR, Role.DUTY_OFFICER)


def receive_concern(life: Life, at: datetime) -> bool:
    """On the web, or at the desk of the lowest post that takes concerns in."""
    setting, tale = life.setting, life.tale
    along = setting.desk.along(tale.spot.path, on=life.day(at))
    by = next((each for each in along if each.role in TAKING_IN and each.has(Power.RECEIVE)), None)
    is_web = tale.channel == Channel.WEB or by is None
    concern = Concern(
        place=setting.places[tale.spot.code],
        category=tale.telling.category,
        narrative=tale.telling.narrative,
        channel=Channel.WEB if is_web else Channel(tale.channel),
        wish=tale.telling.wish,
        name=tale.name,
        contact=ContactCard(phone=tale.phone),
        language=tale.telling.language,
        own_code=tale.own_code,
        about_unit=_unit_about(tale),
    )
    with seeing(of_filing() if is_web or by is None else of_post(by)):
        life.receipt = receive(concern, by=None if is_web else by, now=at)
        life.case = Case.objects.select_related("unit__place").get(pk=life.receipt.case_id)
    return True


def _unit_about(tale: Tale) -> Unit | None:
    if tale.about is None:
        return None
    chain = (tale.spot.path, *reversed(ancestors(tale.spot.path)))
    return Unit.objects.filter(place__path=chain[tale.about], valid_until=None).order_by("pk").first()


def answer(life: Life, at: datetime) -> bool:
    if life.now.at is not Step.WAITING:
        return False
    with life.as_resident() as resident:
        life.case = talking.answer(life.now.pk, body=life.tale.telling.answer, by=resident, now=at)
    return True


def confirm(life: Life, at: datetime) -> bool:
    if life.now.at not in {Step.PROPOSED, Step.MERGED}:
        return False
    with life.as_resident() as resident:
        life.case = closing.confirm(life.now.pk, by=resident, now=at)
    return True


def dispute(life: Life, at: datetime) -> bool:
    if life.now.at not in {Step.PROPOSED, Step.MERGED}:
        return False
    with life.as_resident() as resident:
        life.case = closing.dispute(life.now.pk, reason=life.tale.telling.dispute, by=resident, now=at)
    return True


def rate(life: Life, at: datetime) -> bool:
    if life.now.at is not Step.CLOSED:
        return False
    days = (at - life.now.received_at).days
    score = life.setting.rng.choices(
        [5, 4, 3, 2, 1], weights=[50, 30, 12, 5, 3] if days < 18 else [16, 28, 28, 16, 12]
    )[0]
    with life.as_resident() as resident:
        closing.rate(life.now.pk, score=score, comment=life.says("rate") if score > 3 else "", by=resident, now=at)
    return True


def reopen(life: Life, at: datetime) -> bool:
    is_in_time = life.now.closed_at is not None and (at - life.now.closed_at).days < 88
    if life.now.at is not Step.CLOSED or not is_in_time:
        return False
    with life.as_resident() as resident:
        life.case = closing.reopen(life.now.pk, reason=life.says("reopen"), by=resident, now=at)
    return True


def withdraw(life: Life, at: datetime) -> bool:
    with life.as_resident() as resident:
        life.case = closing.withdraw(life.now.pk, reason=life.says("withdraw"), by=resident, now=at)
    _ask(life, CallBackKind.WITHDRAWAL, at)
    return True


def take_up(life: Life, at: datetime) -> bool:
    """A refusal goes to the level above."""
    if life.now.at is not Step.DECLINED:
        return False
    with life.as_resident() as resident:
        life.case = leads.escalate(life.now.pk, reason=life.says("take_up"), by=resident, now=at)
    return True


def fall_silent(life: Life, at: datetime) -> bool:
    with life.as_software() as automation:
        life.case = closing.close_silent(life.now.pk, by=automation, now=at)
    _ask(life, CallBackKind.RESOLUTION, at)
    return True


def _ask(life: Life, kind: CallBackKind, at: datetime) -> None:
    with life.as_software() as automation:
        ask_in_private(life.now.pk, kind=kind, by=automation, now=at)


def share_with_twins(life: Life, at: datetime) -> list[Life]:
    """The filers of the cases that are joined to this one get its proposal; which they were."""
    told = [twin for twin in life.twins if twin.now.at is Step.MERGED]
    for twin in told:
        with twin.as_software() as automation:
            twin.case = share_proposal(
                twin.now.pk, proposal=life.proposal, lead_post_id=life.now.lead_post_id or 0, by=automation, now=at
            )
    return told
