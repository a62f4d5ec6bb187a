"""How far a matter reaches, who may help with it, and who may end a supervision."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import connection
from django.db.models import QuerySet

from folkmoot.cases.models import Case, Member, Supervision
from folkmoot.cases.queries import units_below
from folkmoot.cases.rules.joint import HELPERS, Extent
from folkmoot.officers.models import Appointment
from folkmoot.officers.queries import posts_with
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.places.rules.paths import ancestors

_EXTENT: Final = """
SELECT coalesce(sum((SELECT count(*) FROM cases_party p WHERE p.case_id = c.id)), 0),
    count(DISTINCT c.place_id), count(DISTINCT c.unit_id)
FROM cases_case c WHERE c.id = %(case)s OR c.merged_into_id = %(case)s
"""


def extent_of(case: Case) -> Extent:
    """Parties, places and units of a case and of those that are joined to it now. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT, {"case": case.pk})
        parties, places, units = cursor.fetchone()
    return Extent(int(parties), places, units)


def possible_helpers(case: Case, *, today: date, at: Iterable[str]) -> QuerySet[Appointment]:
    """Appointments at places (by their paths) whose posts could help with a case, wherever the case lies."""
    found = (
        Appointment.objects.current(today)
        .filter(post__role__in=sorted(HELPERS), post__unit__place__path__in=list(at), post__unit__valid_until=None)
        .exclude(post=case.lead_post_id or 0)
        .exclude(post__in=_helping(case, today=today))
        .select_related("post__unit__place", "user")
        .order_by("post__unit__place__path", "post__code", "kind")
    )
    if case.about_unit_id:
        found = found.exclude(post__unit__in=units_below(case.about_unit_id))
    return found


def _helping(case: Case, *, today: date) -> QuerySet[Appointment, int]:
    """The posts whose member is still in the post: who came after is named anew."""
    members = Member.objects.filter(case=case, until=None).values("appointment")
    return Appointment.objects.current(today).filter(pk__in=members).values_list("post", flat=True)


def may_lift(supervision: Supervision, *, by: Standing, today: date) -> bool:
    """Whether a post may end a supervision: its own, or one of the level right above where such a post is held.

    Where all posts of that level are vacant, the next level above counts. Where the post that supervises is vacant
    itself, the others of its place may as well, except who leads the case: at the root no level is left.
    `supervision.post.unit.place` and `supervision.case` are loaded. At most one statement.
    """
    here = supervision.post.unit.place.path
    if by.post_id == supervision.post_id:
        return True
    if not by.has(Power.SUPERVISE) or not here.startswith(by.area):
        return False
    held = Appointment.objects.current(today)
    if by.area == here:
        return by.post_id != supervision.case.lead_post_id and not held.filter(post=supervision.post_id).exists()
    nearer = [path for path in ancestors(here) if path != by.area and path.startswith(by.area)]
    between = held.filter(post__role__in=posts_with(Power.SUPERVISE), post__unit__place__path__in=nearer)
    return not nearer or not between.exists()
