"""What a filer reads of the many hands on their concern: with how many it is handled, who helps, who supervises."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import connection

from folkmoot.cases.models import Case
from folkmoot.officers.models import Post, Unit

_HANDS: Final = """
SELECT w.part, w.since, w.number, p.id, p.title_en, p.title_zh, u.id, u.title_en, u.title_zh,
    u.address, u.hours_en, u.hours_zh, u.telephone,
    (SELECT coalesce(nullif(o.name, ''), o.username) FROM officers_appointment a
        JOIN officers_user o ON o.id = a.user_id WHERE a.post_id = w.post_id AND a.from_on <= %(today)s
            AND (a.until_on IS NULL OR a.until_on > %(today)s) ORDER BY a.kind DESC LIMIT 1)
FROM (
    SELECT * FROM folkmoot_common_work(%(case)s)
    UNION ALL SELECT 'own', coalesce(lead_post_id, taken_by_id), NULL, 0 FROM cases_case WHERE id = %(case)s
) w
LEFT JOIN officers_post p ON p.id = w.post_id
LEFT JOIN officers_unit u ON u.id = p.unit_id
WHERE EXISTS (SELECT 1 FROM cases_case c WHERE c.id = %(case)s)
ORDER BY w.since, w.post_id
"""


_VISITING: Final = ("address", "hours_en", "hours_zh", "telephone")


@dataclass(frozen=True)
class Hand:
    """A post that works on the matter; `holder` is "" where nobody holds it today."""

    post: Post
    holder: str
    since: datetime | None


@dataclass(frozen=True)
class Hands:
    """Who works on a matter."""

    #: the post that leads the concern itself, or answers for it
    own: Hand
    #: concerns of others that are handled together with this one
    others: int
    #: who leads the common work, where the concern is joined to another one
    lead: Hand | None
    members: list[Hand]
    supervisors: list[Hand]


def hands_on(case: Case, *, today: date) -> Hands:
    """One statement, whatever their number. Nothing of what is in another concern is read."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDS, {"case": case.pk, "today": today})
        rows = cursor.fetchall()
    others = sum(number for part, _since, number, *_rest in rows if part == "others")
    hands = [(part, _hand(since, *rest)) for part, since, _number, *rest in rows if part != "others"]
    return Hands(
        own=next(hand for part, hand in hands if part == "own"),
        others=others,
        lead=next((hand for part, hand in hands if part == "lead"), None),
        members=[hand for part, hand in hands if part == "member"],
        supervisors=[hand for part, hand in hands if part == "supervisor"],
    )


def _hand(since: datetime | None, post_id: int, *told: Any) -> Hand:
    title_en, title_zh, unit_id, unit_en, unit_zh, *visiting, holder = told
    unit = Unit(pk=unit_id, title_en=unit_en, title_zh=unit_zh, **dict(zip(_VISITING, visiting, strict=True)))
    return Hand(Post(pk=post_id, title_en=title_en, title_zh=title_zh, unit=unit), holder or "", since)
