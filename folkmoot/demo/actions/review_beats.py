"""Reviews in the demo: asked for by the resident, decided by whoever hears them, each by the real action."""

from datetime import datetime

from folkmoot.cases.actions import reviews
from folkmoot.cases.errors import NobodyReviews, TooLate
from folkmoot.cases.models import Case, ReviewOutcome
from folkmoot.cases.rules.interests import Interest
from folkmoot.demo.actions.beat import by_who_may
from folkmoot.demo.actions.life import Life
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
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


@by_who_may(Power.DECIDE_REVIEW)
def uphold(life: Life, by: Standing, at: datetime) -> Case | None:
    if life.now.at is not Step.IN_REVIEW:
        return None
    return reviews.decide_review(
        life.now.pk, outcome=ReviewOutcome.UPHELD, decision=life.says("review_upheld"), interest=Interest.NONE, by=by,
        now=at,
    )  # fmt: skip


@by_who_may(Power.SEND_BACK)
def send_back(life: Life, by: Standing, at: datetime) -> Case | None:
    if life.now.at is not Step.IN_REVIEW:
        return None
    decision = life.says("review_sent_back")
    return reviews.send_back(life.now.pk, decision=decision, interest=Interest.NONE, by=by, now=at)
