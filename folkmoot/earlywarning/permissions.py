"""Who may take a warning. Asked by the action and by screens."""

from folkmoot.cases.models import Case
from folkmoot.cases.permissions import may
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing


def can_take(post: Standing, warning: CaseWarning, case: Case) -> bool:
    """The post that is named, or one above it, where it may take warnings of this case at all."""
    is_above = post.area != warning.level_path and warning.level_path.startswith(post.area)
    return (post.post_id == warning.post_id or is_above) and may(post, Power.TAKE_WARNING, case)


def post_to_take(officer: Officer, warning: CaseWarning, case: Case) -> Standing | None:
    """The first of an officer's posts that may take it; None where none may, or it is taken or over."""
    if warning.taken_at or warning.ended_at or case.about_unit_id in officer.barred_units:
        return None
    return next((post for post in officer.standings if can_take(post, warning, case)), None)
