"""What the desk does in a case of the demo, each by the real action, under the post that may.

Each returns whether it could be done: a beat for which nobody is there, or which no longer fits, is left out.
"""

from datetime import datetime, timedelta

from folkmoot.cases.actions import leads, merging, routing, talking
from folkmoot.cases.actions.call_backs import CallBackAnswer, record_call_back
from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.models import CallBack, Case, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.interests import Interest
from folkmoot.demo.actions.life import Life
from folkmoot.demo.library import TurnedAway
from folkmoot.demo.rules.course import Beat, Due
from folkmoot.officers.models import Post
from folkmoot.officers.rules.authority import Power, Role, reach
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.rules.steps import LED, OPEN, Step

NONE = Interest.NONE
#: Who takes cases over.
LEADING = (Role.MEDIATOR, Role.SECRETARY, Role.COORDINATOR)


def acknowledge(life: Life, at: datetime) -> bool:
    by = _who(life, Power.ACKNOWLEDGE, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        life.case = routing.acknowledge(life.now.pk, message=life.says("acknowledge"), by=by, now=at)
    return True


def route_up(life: Life, at: datetime) -> bool:
    by = _who(life, Power.ROUTE, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        here = life.now.unit.place.path
        held = {each.unit_id for each in life.setting.desk.along(here, on=life.day(at)) if each.has(Power.ACCEPT)}
        above = [u for u in routing.units_for(life.now) if u.place.path != here and here.startswith(u.place.path)]
        unit = next((u for u in above if u.pk in held), None)
        if unit is None:
            return False
        reason = life.writes("escalate")
        life.case = routing.route(life.now.pk, unit=unit, reason=reason, by=by, now=at)
    return True


def decline(life: Life, at: datetime) -> bool:
    by = _who(life, Power.DECLINE, at)
    if by is None:
        return False
    phrases = life.setting.phrases
    is_taken_up = life.rest[:1] != [] and life.rest[0].at is not None
    words = life.setting.rng.choice(phrases.reviews if is_taken_up else phrases.declines)
    with seeing(of_post(by)):
        life.case = routing.decline(life.now.pk, reason=words.reason, explanation=_words(words, life), by=by, now=at)
    return True


def refer(life: Life, at: datetime) -> bool:
    by = _who(life, Power.REFER_OUT, at)
    if by is None:
        return False
    words = life.setting.rng.choice(life.setting.phrases.referrals)
    with seeing(of_post(by)):
        life.case = routing.refer_out(life.now.pk, reason=words.reason, explanation=_words(words, life), by=by, now=at)
    return True


def _words(words: TurnedAway, life: Life) -> str:
    return words.words[life.tale.telling.language]


def accept(life: Life, at: datetime) -> bool:
    by = _who(life, Power.ACCEPT, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        life.case = routing.accept(life.now.pk, interest=NONE, by=by, now=at)
        note_reading(life.case, by=by, user_id=life.setting.desk.user_of(by), now=at)
    return True


def summarise(life: Life, at: datetime) -> bool:
    by = _who(life, Power.SUMMARISE, at)
    if by is None:
        return False
    telling = life.tale.telling
    with seeing(of_post(by)):
        life.case = talking.summarise(life.now.pk, summary=telling.summary, category=telling.category, by=by, now=at)
    return True


def add_party(life: Life, at: datetime) -> bool:
    by = _who(life, Power.ADD_PARTY, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        talking.add_party(
            life.now.pk, role=PartyRole.RESPONDENT, name=life.tale.respondent, contact=ContactCard(), by=by, now=at,
            language="zh-hans",
        )  # fmt: skip
        _reread(life)
    return True


def note(life: Life, at: datetime) -> bool:
    by = _who(life, Power.NOTE, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        life.case = talking.note(life.now.pk, body=life.writes("note"), by=by, now=at)
    return True


def set_task(life: Life, at: datetime) -> bool:
    by = _who(life, Power.TASK, at)
    if by is None:
        return False
    due_on = life.day(at) + timedelta(days=life.setting.rng.randint(3, 7))
    with seeing(of_post(by)):
        post = Post.objects.get(pk=by.post_id)
        task = talking.set_task(life.now.pk, title=life.writes("task"), post=post, due_on=due_on, by=by, now=at)
        life.task_id = task.pk
        _reread(life)
    return True


def do_task(life: Life, at: datetime) -> bool:
    by = _who(life, Power.TASK, at)
    if by is None or life.task_id is None:
        return False
    with seeing(of_post(by)):
        talking.finish_task(life.task_id, by=by, now=at)
        _reread(life)
    return True


def ask(life: Life, at: datetime) -> bool:
    by = _who(life, Power.ASK, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        life.case = talking.ask(life.now.pk, question=life.tale.telling.question, by=by, now=at)
    return True


def write(life: Life, at: datetime) -> bool:
    by = _who(life, Power.WRITE, at)
    if by is None:
        return False
    with seeing(of_post(by)):
        life.case = talking.write(life.now.pk, body=life.says("progress"), by=by, now=at)
    return True


def hand_over(life: Life, at: datetime) -> bool:
    by = _who(life, Power.HAND_OVER, at)
    along = life.setting.desk.along(life.now.sight_path, on=life.day(at))
    others = [each for each in along if each.role in LEADING and each.post_id != life.now.lead_post_id]
    if by is None or not others:
        return False
    reason = life.writes("hand_over")
    with seeing(of_post(by)):
        life.case = leads.hand_over(
            life.now.pk, lead_post_id=others[0].post_id, reason=reason, interest=NONE, by=by, now=at
        )
    return True


def escalate(life: Life, at: datetime) -> bool:
    by = _who(life, Power.ESCALATE, at)
    here = life.now.unit.place.path
    along = life.setting.desk.along(here, on=life.day(at))
    above = [each for each in along if len(each.area) < len(here) and reach(each.role, Power.PROPOSE)]
    if by is None or not above or life.now.at not in LED:
        return False
    with seeing(of_post(by)):
        life.case = leads.escalate(life.now.pk, reason=life.writes("escalate"), by=by, now=at)
    return True


def propose(life: Life, at: datetime) -> bool:
    by = _who(life, Power.PROPOSE, at)
    if by is None:
        return False
    life.proposal = life.tale.telling.resolution
    with seeing(of_post(by)):
        life.case = talking.propose(life.now.pk, proposal=life.proposal, by=by, now=at)
    return True


def merge(life: Life, at: datetime) -> bool:
    into = life.original
    by = _who(life, Power.MERGE, at)
    is_open = into is not None and into.case is not None and into.now.at in OPEN and into.now.at is not Step.PROPOSED
    if by is None or into is None or not is_open:
        return False
    with seeing(of_post(by)):
        life.case = merging.merge(life.now.pk, into_id=into.now.pk, by=by, now=at)
        into.twins.append(life)
        into.case = Case.objects.select_related("unit__place").get(pk=into.now.pk)
    return True


def call_back(life: Life, at: datetime) -> bool:
    """The asking unit's call-back officer, where that post is held."""
    by = _asker(life, at)
    with life.as_software():
        asked = CallBack.objects.filter(case_id=life.now.pk, answered_at=None).first()
    if by is None or asked is None or asked.unit_id != by.unit_id:
        return False
    answer = _answer(life, CallBackKind(asked.kind))
    words = "" if answer is CallBackAnswer.NOT_REACHED else life.says("called")
    with seeing(of_post(by)):
        record_call_back(asked.pk, answer=answer, words=words, by=by, now=at)
        _reread(life)
    if answer is CallBackAnswer.NOT_RESOLVED:
        life.rest = [Due(Beat.PROPOSE, timedelta(days=6)), Due(Beat.FALL_SILENT)]
    return True


def _asker(life: Life, at: datetime) -> Standing | None:
    along = life.setting.desk.along(life.now.sight_path, on=life.day(at))
    asking = (each for each in along if each.role is Role.CALL_BACK and each.unit_id != life.now.unit_id)
    return next(asking, None)


def _answer(life: Life, kind: CallBackKind) -> CallBackAnswer:
    if kind is CallBackKind.WITHDRAWAL:
        return life.setting.rng.choices([CallBackAnswer.FREE, CallBackAnswer.NOT_REACHED], weights=[9, 1])[0]
    answers = [CallBackAnswer.RESOLVED, CallBackAnswer.NOT_RESOLVED, CallBackAnswer.NOT_REACHED]
    return life.setting.rng.choices(answers, weights=[58, 14, 28])[0]


def _who(life: Life, power: Power, at: datetime) -> Standing | None:
    return life.setting.desk.who_may(power, life.now, on=life.day(at))


def _reread(life: Life) -> None:
    life.case = Case.objects.select_related("unit__place").get(pk=life.now.pk)
