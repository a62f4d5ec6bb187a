"""When a membership ends by itself: with the common work, or because the member leads the case from now on."""

from datetime import datetime

from folkmoot.cases.models import Case, Member
from folkmoot.cases.rules.joint import ENDS_MEMBERSHIP


def release_members(case: Case, *, now: datetime) -> list[int]:
    """Ends every membership where the step ends the common work; the posts that helped until now."""
    if case.at not in ENDS_MEMBERSHIP:
        return []
    helping = Member.objects.filter(case=case, until=None)
    posts = list(helping.order_by("post").values_list("post", flat=True))
    if posts:
        helping.update(until=now)
    return posts


def release_lead(case: Case, *, post_id: int, now: datetime) -> None:
    """Whoever leads does not help as well."""
    Member.objects.filter(case=case, post=post_id, until=None).update(until=now)
