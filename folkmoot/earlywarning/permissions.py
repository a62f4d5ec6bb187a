"""Who may take a warning or a signal. Asked by the actions and by screens."""

from folkmoot.cases.models import Case
from folkmoot.cases.permissions import may
from folkmoot.earlywarning.models import CaseWarning, Signal
from folkmoot.officers.rules.authority import Power, Reach, reach
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


def can_take_signal(post: Standing, signal: Signal) -> bool:
    """The post that is named, or one above it that takes the warnings of its whole area; none of a department."""
    is_in_charge = post.handles_all and reach(post.role, Power.TAKE_WARNING) is Reach.AREA
    if not is_in_charge or not post.covers(signal.place_path):
        return False
    is_above = post.area != signal.level_path and signal.level_path.startswith(post.area)
    return post.post_id == signal.post_id or is_above


def can_handle_signal(post: Standing, signal: Signal) -> bool:
    """The post that took it, or one above that could have taken it: it says what was found, done and came of it."""
    return signal.taken_by_id == post.post_id or (signal.taken_at is not None and can_take_signal(post, signal))


def post_to_take_signal(officer: Officer, signal: Signal) -> Standing | None:
    """The first of an officer's posts that may take it; None where none may, or it is taken or over."""
    if signal.taken_at or signal.ended_at:
        return None
    return next((post for post in officer.standings if can_take_signal(post, signal)), None)


def post_to_handle_signal(officer: Officer, signal: Signal) -> Standing | None:
    """The first of an officer's posts that may go on with it; None where none may, or it is not taken or over."""
    if signal.taken_at is None or signal.ended_at:
        return None
    return next((post for post in officer.standings if can_handle_signal(post, signal)), None)
