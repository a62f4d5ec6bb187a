"""What the desk of the cast's county did with suggested categories: counted by the real actions, after all cases stand.

Apart from the cases: the counts of a county are a few rows, for which the makers of its pieces would wait in turn.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final

from django.db import connection, transaction

from folkmoot.cases.models import Case
from folkmoot.demo.queries import CHAIN, Begun, Desk, has_suggestions
from folkmoot.ledger.actions import record
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.queries import local_day
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.queries import pack_of
from folkmoot.triage.actions.counting import count_helped, count_rejected, count_taken, count_useless
from folkmoot.triage.queries import advise
from folkmoot.triage.rules.model import Suggestion

#: Suggestions began so long before today.
SINCE: Final = timedelta(days=150)
#: Out of a hundred who were shown earlier disputes, those who said whether they helped; and of them, whom they did.
SAID, HELPED = 40, 70


@transaction.atomic
def answer_suggestions(begun: Begun, *, now: datetime) -> int:
    """Lets the desk take or reject what is suggested for each case of the last months; returns for how many cases.

    A suggestion of confidence p is taken p of the times: that is what the word means. Done once in the life of a demo.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('demo/suggestions', 0))")
    if has_suggestions():
        return 0
    county = ancestors(begun.village)[-2]
    rng = Random(f"{begun.seed}/suggestions")
    automation = automatic_post()
    with seeing(of_post(automation)):
        found = Case.objects.within(county).filter(received_at__gt=begun.span.until - SINCE).exclude(summary="")
        cases = list(found.order_by("received_at", "place_path", "pk"))
        answered = sum(1 for _each in _answers(cases, desk=Desk.of(county), rng=rng))
    record("demo.suggestions_answered", by=None, now=now, chain=CHAIN, cases=answered)
    return answered


def _answers(cases: list[Case], *, desk: Desk, rng: Random) -> Iterator[Case]:
    for case in cases:
        on = local_day(case.received_at)
        by = desk.who_may(Power.SUMMARISE, case, on=on)
        best = _suggested(case, by) if by else None
        if by is None or best is None:
            continue
        count = count_taken if rng.random() < best.confidence else count_rejected
        count(best.category, path=case.place_path, by=by, today=on)
        if rng.randrange(100) < SAID:
            say = count_helped if rng.randrange(100) < HELPED else count_useless
            say(case.category, path=case.place_path, by=by, today=on)
        yield case


def _suggested(case: Case, by: Standing) -> Suggestion | None:
    advice = advise(case.summary, officer=Officer(user_id=0, name="", standings=(by,)), pack=pack_of(case))
    return advice.best if advice else None
