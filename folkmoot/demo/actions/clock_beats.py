"""What the desk does with the times of a case of the demo: letting them stand, asking for more, another procedure.

A beat for which nobody is there, or which no longer fits, is left out.
"""

from datetime import datetime, timedelta
from typing import Final

from folkmoot.cases.actions import extending, pausing, procedures
from folkmoot.cases.actions.clocks import extension_of
from folkmoot.cases.models import Case, Extension
from folkmoot.demo.actions.beat import by_who_may
from folkmoot.demo.actions.life import Life
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.queries import pack_of

#: Which other procedure a matter of the front door's may go on under, and as what there.
OTHERWISE: Final = {
    "neighbour": ("cn-mediation", "neighbour"),
    "family": ("cn-mediation", "family"),
    "property_management": ("cn-mediation", "property_management"),
    "damages": ("cn-mediation", "damages"),
    "labour": ("cn-labour", "pay"),
    "land_contract": ("cn-rural-land", "contract"),
    "requisition": ("cn-petition", "requisition"),
    "village_affairs": ("cn-petition", "village_affairs"),
    "environment": ("cn-petition", "environment"),
    "social_support": ("cn-petition", "social_support"),
}
#: Out of ten requests for more time, those that are granted.
GRANTED: Final = 8


@by_who_may(Power.PAUSE)
def let_stand(life: Life, by: Standing, at: datetime) -> Case | None:
    rng, found = life.setting.rng, pausing.reasons_now(life.now, today=life.day(at))
    if not found:
        return None
    reason, latest = rng.choice(sorted(found.items(), key=lambda each: each[0].code))
    until_on = min(latest, life.day(at) + timedelta(days=rng.randint(4, 20)))
    return pausing.pause(life.now.pk, reason=reason.code, until_on=until_on, by=by, now=at)


@by_who_may(Power.ASK_EXTENSION)
def ask_for_time(life: Life, by: Standing, at: datetime) -> Case | None:
    found = extending.clocks_to_extend(life.now, now=at)
    able = [
        clock
        for clock, rule in found.items()
        if extending.who_decides(life.now, rule, asked_by=by.post_id, today=life.day(at))
    ]
    if not able:
        return None
    reason = life.says("more_time")
    return extending.ask_extension(life.now.pk, clock=able[0].name, reason=reason, by=by, now=at).case


def decide_about_time(life: Life, at: datetime) -> bool:
    with life.as_software():
        waiting = Extension.objects.select_related("clock").filter(case=life.now.pk, decided_at=None)
        asked = waiting.filter(clock__stopped_at=None, clock__due_at__gt=at).first()
        rule = extension_of(asked.clock, pack_of(life.now)) if asked else None
        if asked is None or rule is None:
            return False
        who = extending.who_decides(life.now, rule, asked_by=asked.asked_by_id, today=life.day(at))
    along = life.setting.desk.along(life.now.sight_path, on=life.day(at))
    by = next((each for each in along if each.post_id in who), None)
    if by is None:
        return False
    with seeing(of_post(by)):
        if life.setting.rng.randrange(10) < GRANTED:
            life.case = extending.grant_extension(life.now.pk, extension_id=asked.pk, by=by, now=at)
        else:
            reason = life.says("no_more_time")
            life.case = extending.refuse_extension(life.now.pk, extension_id=asked.pk, reason=reason, by=by, now=at)
    return True


@by_who_may(Power.PUT_UNDER)
def put_under(life: Life, by: Standing, at: datetime) -> Case | None:
    pack, category = OTHERWISE.get(life.now.category, ("", ""))
    if life.now.at not in procedures.UNANSWERED:
        return None
    if pack not in {each.name for each in procedures.other_packs(life.now)}:
        return None
    reason = life.says("put_under")
    return procedures.put_under(life.now.pk, pack=pack, category=category, reason=reason, by=by, now=at)
