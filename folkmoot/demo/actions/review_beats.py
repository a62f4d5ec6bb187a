"""Reviews in the demo: asked for by the resident, decided by whoever hears them, each by the real action."""

from datetime import datetime

from folkmoot.cases.actions import reviews
from folkmoot.cases.errors import NobodyReviews, TooLate
from folkmoot.cases.models import ReviewOutcome
from folkmoot.cases.rules.interests import Interest
from folkmoot.demo.actions.life import Life
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.scope import of_post, seeing
from folkmoot.procedures.rules.steps import Move, Step, moves_from


def ask_review(life: Life, at: datetime) -> bool:
    """Where its time is over or nobody is left who could hear it, nothing is asked."""
    if Move.ASK_REVIEW not in moves_from(life.now.at):
        return False
    try:
        with life.as_resident() as resident:
            life.case = reviews.ask_review(life.now.pk, reason=life.says("ask_review"), by=resident, now=at)
    except (NobodyReviews, TooLate):
        return False
    return True


def uphold(life: Life, at: datetime) -> bool:
    by = life.setting.desk.who_may(Power.DECIDE_REVIEW, life.now, on=life.day(at))
    if by is None or life.now.at is not Step.IN_REVIEW:
        return False
    words = life.says("review_upheld")
    with seeing(of_post(by)):
        life.case = reviews.decide_review(
            life.now.pk, outcome=ReviewOutcome.UPHELD, decision=words, interest=Interest.NONE, by=by, now=at
        )
    return True


def send_back(life: Life, at: datetime) -> bool:
    by = life.setting.desk.who_may(Power.SEND_BACK, life.now, on=life.day(at))
    if by is None or life.now.at is not Step.IN_REVIEW:
        return False
    with seeing(of_post(by)):
        life.case = reviews.send_back(
            life.now.pk, decision=life.says("review_sent_back"), interest=Interest.NONE, by=by, now=at
        )
    return True
