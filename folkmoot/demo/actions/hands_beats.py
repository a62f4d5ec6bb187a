"""Many hands on a case of the demo: members, a supervisor, a word to everybody, each by the real action."""

from datetime import datetime

from folkmoot.cases.actions import joint, merging, supervising
from folkmoot.cases.models import Case, Member, Supervision, Task
from folkmoot.cases.permissions import may
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.joint import HELPERS, SHARED
from folkmoot.demo.actions.beat import by_who_may
from folkmoot.demo.actions.life import Life
from folkmoot.officers.rules.authority import Power, Reach, reach
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.rules.steps import Step


def name_member(life: Life, at: datetime) -> bool:
    """A coordinator names somebody of another unit, who has a task from then on."""
    on, case = life.day(at), life.now
    along = life.setting.desk.along(case.sight_path, on=on)
    naming = (each for each in along if reach(each.role, Power.JOIN_HANDS) is Reach.AREA)
    by = next((each for each in naming if may(each, Power.JOIN_HANDS, case)), None)
    if by is None or case.at not in SHARED:
        return False
    with seeing(of_post(by)):
        helping = set(Member.objects.filter(case=case, until=None).values_list("post", flat=True))
        held = {each.standing for each in life.setting.desk.held if each.is_held(on) and each.standing.role in HELPERS}
        others = [each for each in held if each.unit_id != case.unit_id and each.post_id not in helping]
        free = sorted(others, key=lambda each: (len(each.area), each.post_id))
        if not free:
            return False
        chosen = life.setting.rng.choice(free)
        task = life.writes("member_task")
        joint.name_member(case.pk, post_id=chosen.post_id, task=task, interest=Interest.NONE, by=by, now=at)
        life.task_id = Task.objects.filter(case=case).latest("pk").pk
        life.case = life.read_again()
    return True


def supervise(life: Life, at: datetime) -> bool:
    by = _supervisor(life, at)
    if by is None or not life.now.is_open or life.now.at is Step.MERGED:
        return False
    with seeing(of_post(by)):
        if Supervision.objects.filter(case=life.now, lifted_at=None).exists():
            return False
        supervising.supervise(life.now.pk, reason=life.writes("supervise"), by=by, now=at)
        life.case = life.read_again()
    return True


@by_who_may(Power.REPORT)
def report(life: Life, by: Standing, at: datetime) -> Case | None:
    if not life.now.is_open or not Supervision.objects.filter(case=life.now, lifted_at=None).exists():
        return None
    supervising.report(life.now.pk, body=life.writes("report"), by=by, now=at)
    return life.read_again()


def lift(life: Life, at: datetime) -> bool:
    """By the post that supervises, where it is still held."""
    with life.as_software():
        running = Supervision.objects.filter(case=life.now, lifted_at=None).first()
    along = life.setting.desk.along(life.now.sight_path, on=life.day(at))
    by = next((each for each in along if running is not None and each.post_id == running.post_id), None)
    if by is None:
        return False
    with seeing(of_post(by)):
        supervising.lift(life.now.pk, reason=life.writes("lift"), by=by, now=at)
        life.case = life.read_again()
    return True


def tell_together(life: Life, at: datetime) -> bool:
    """The lead writes to the filer and to all whose concerns are joined, who read it at once."""
    by = life.setting.desk.who_may(Power.WRITE, life.now, on=life.day(at))
    joined = [twin for twin in life.twins if twin.now.at is Step.MERGED]
    if by is None or not joined:
        return False
    words = life.says("together")
    with seeing(of_post(by)):
        merging.tell_together(life.now.pk, body=words, by=by, now=at)
        life.case = life.read_again()
    for twin in joined:
        with twin.as_software() as automation:
            twin.case = merging.share_message(twin.now.pk, body=words, lead_post_id=by.post_id, by=automation, now=at)
    return True


def _supervisor(life: Life, at: datetime) -> Standing | None:
    case = life.now
    along = life.setting.desk.along(case.unit.place.path, on=life.day(at))
    able = (each for each in along if may(each, Power.SUPERVISE, case) and each.post_id != case.lead_post_id)
    # Whoever supervises sits above who works on it, where somebody does.
    return next(iter(sorted(able, key=lambda each: each.unit_id == case.unit_id)), None)
