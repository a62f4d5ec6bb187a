"""What the desk does in a case of the demo, each by the real action, under the post that may.

A beat for which nobody is there, or which no longer fits, is left out.
"""

from datetime import datetime, timedelta

from folkmoot.cases.actions import leads, merging, routing, talking
from folkmoot.cases.actions.call_backs import CallBackAnswer, record_call_back
from folkmoot.cases.actions.reading import note_reading
from folkmoot.cases.models import CallBack, Case, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.interests import Interest
from folkmoot.demo.actions.beat import by_who_may
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


@by_who_may(Power.ACKNOWLEDGE)
def acknowledge(life: Life, by: Standing, at: datetime) -> Case:
    return routing.acknowledge(life.now.pk, message=life.says("acknowledge"), by=by, now=at)


@by_who_may(Power.ROUTE)
def route_up(life: Life, by: Standing, at: datetime) -> Case | None:
    here = life.now.unit.place.path
    held = {each.unit_id for each in life.setting.desk.along(here, on=life.day(at)) if each.has(Power.ACCEPT)}
    above = [u for u in routing.units_for(life.now) if u.place.path != here and here.startswith(u.place.path)]
    unit = next((u for u in above if u.pk in held), None)
    if unit is None:
        return None
    return routing.route(life.now.pk, unit=unit, reason=life.writes("escalate"), by=by, now=at)


@by_who_may(Power.DECLINE)
def decline(life: Life, by: Standing, at: datetime) -> Case:
    phrases = life.setting.phrases
    is_taken_up = life.rest[:1] != [] and life.rest[0].at is not None
    words = life.setting.rng.choice(phrases.reviews if is_taken_up else phrases.declines)
    return routing.decline(life.now.pk, reason=words.reason, explanation=_words(words, life), by=by, now=at)


@by_who_may(Power.REFER_OUT)
def refer(life: Life, by: Standing, at: datetime) -> Case:
    words = life.setting.rng.choice(life.setting.phrases.referrals)
    return routing.refer_out(life.now.pk, reason=words.reason, explanation=_words(words, life), by=by, now=at)


def _words(words: TurnedAway, life: Life) -> str:
    return words.words[life.tale.telling.language]


@by_who_may(Power.ACCEPT)
def accept(life: Life, by: Standing, at: datetime) -> Case:
    case = routing.accept(life.now.pk, interest=NONE, by=by, now=at)
    note_reading(case, by=by, user_id=life.setting.desk.user_of(by), now=at)
    return case


@by_who_may(Power.SUMMARISE)
def summarise(life: Life, by: Standing, at: datetime) -> Case:
    telling = life.tale.telling
    return talking.summarise(life.now.pk, summary=telling.summary, category=telling.category, by=by, now=at)


@by_who_may(Power.ADD_PARTY)
def add_party(life: Life, by: Standing, at: datetime) -> Case:
    talking.add_party(
        life.now.pk, role=PartyRole.RESPONDENT, name=life.tale.respondent, contact=ContactCard(), by=by, now=at,
        language="zh-hans",
    )  # fmt: skip
    return life.read_again()


@by_who_may(Power.NOTE)
def note(life: Life, by: Standing, at: datetime) -> Case:
    return talking.note(life.now.pk, body=life.writes("note"), by=by, now=at)


@by_who_may(Power.TASK)
def set_task(life: Life, by: Standing, at: datetime) -> Case:
    due_on = life.day(at) + timedelta(days=life.setting.rng.randint(3, 7))
    post = Post.objects.get(pk=by.post_id)
    task = talking.set_task(life.now.pk, title=life.writes("task"), post=post, due_on=due_on, by=by, now=at)
    life.task_id = task.pk
    return life.read_again()


@by_who_may(Power.TASK)
def do_task(life: Life, by: Standing, at: datetime) -> Case | None:
    if life.task_id is None:
        return None
    talking.finish_task(life.task_id, by=by, now=at)
    return life.read_again()


@by_who_may(Power.ASK)
def ask(life: Life, by: Standing, at: datetime) -> Case:
    return talking.ask(life.now.pk, question=life.tale.telling.question, by=by, now=at)


@by_who_may(Power.WRITE)
def write(life: Life, by: Standing, at: datetime) -> Case:
    return talking.write(life.now.pk, body=life.says("progress"), by=by, now=at)


@by_who_may(Power.HAND_OVER)
def hand_over(life: Life, by: Standing, at: datetime) -> Case | None:
    along = life.setting.desk.along(life.now.sight_path, on=life.day(at))
    other = next((e for e in along if e.role in LEADING and e.post_id != life.now.lead_post_id), None)
    if other is None:
        return None
    reason = life.writes("hand_over")
    return leads.hand_over(life.now.pk, lead_post_id=other.post_id, reason=reason, interest=NONE, by=by, now=at)


@by_who_may(Power.ESCALATE)
def escalate(life: Life, by: Standing, at: datetime) -> Case | None:
    here = life.now.unit.place.path
    along = life.setting.desk.along(here, on=life.day(at))
    is_led_above = any(len(each.area) < len(here) and reach(each.role, Power.PROPOSE) for each in along)
    if not is_led_above or life.now.at not in LED:
        return None
    return leads.escalate(life.now.pk, reason=life.writes("escalate"), by=by, now=at)


@by_who_may(Power.PROPOSE)
def propose(life: Life, by: Standing, at: datetime) -> Case:
    life.proposal = life.tale.telling.resolution
    return talking.propose(life.now.pk, proposal=life.proposal, by=by, now=at)


@by_who_may(Power.MERGE)
def merge(life: Life, by: Standing, at: datetime) -> Case | None:
    into = life.original
    if into is None or into.case is None or into.now.at not in OPEN - {Step.PROPOSED}:
        return None
    case = merging.merge(life.now.pk, into_id=into.now.pk, by=by, now=at)
    into.twins.append(life)
    into.case = into.read_again()
    return case


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
        life.case = life.read_again()
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
