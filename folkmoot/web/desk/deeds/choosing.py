"""Choices for forms: posts that are held, units, reasons."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.rules.interests import Interest
from folkmoot.officers.models import Appointment, AppointmentKind, Unit
from folkmoot.procedures.rules.limits import Aside, Conflict
from folkmoot.procedures.rules.pack import Pack, Reason
from folkmoot.web.templatetags.frame import title_of
from folkmoot.web.words import wording

Choice = tuple[int | str, str | SafeString]

_ASIDE: Final[Mapping[Aside, Promise]] = MappingProxyType(
    {
        Aside.OFFICER: gettext_lazy("If yes: somebody else."),
        Aside.UNIT: gettext_lazy("If yes: another unit, or the level above."),
    }
)


def lead_choices(appointments: Iterable[Appointment], *, me: int | None = None) -> list[Choice]:
    """Each held post once, with who holds it; `me` is the post of whoever asks."""
    return [
        (
            each.post_id,
            format_html(
                '{} <span class="text-secondary d-block">{}</span>', _held(each, me=me), title_of(each.post.unit)
            ),
        )
        for each in _by_post(appointments)
    ]


def lead_options(appointments: Iterable[Appointment], *, me: int | None = None) -> list[tuple[str, list[Choice]]]:
    """The same for a list that drops down, in which no markup can stand: below each unit its posts."""
    found: dict[str, list[Choice]] = {}
    for each in _by_post(appointments):
        found.setdefault(title_of(each.post.unit), []).append((each.post_id, _held(each, me=me)))
    return list(found.items())


def _by_post(appointments: Iterable[Appointment]) -> Iterable[Appointment]:
    holders: dict[int, Appointment] = {}
    for appointment in appointments:
        known = holders.get(appointment.post_id)
        if known is None or appointment.kind == AppointmentKind.HOLDER:
            holders[appointment.post_id] = appointment
    return holders.values()


def _held(appointment: Appointment, *, me: int | None) -> str:
    name = str(appointment.user)
    if appointment.post_id == me:
        name = _("%(name)s (you)") % {"name": name}
    return f"{title_of(appointment.post)} · {name}"


def interest_choices(packs: Iterable[Pack]) -> list[Choice]:
    """No to all, then each question of the packs once, with what follows from a yes."""
    return [(Interest.NONE, _("No to each of these questions")), *question_choices(packs)]


def question_choices(packs: Iterable[Pack]) -> list[Choice]:
    """Each question of the packs about an interest of one's own, with what follows from a yes."""
    asked = {each.code: each for pack in packs for each in pack.conflicts}
    return [(code, _question(each)) for code, each in asked.items()]


def _question(conflict: Conflict) -> SafeString:
    return format_html(
        '{} <span class="text-secondary d-block">{}</span>', wording(conflict.question), _ASIDE[conflict.aside]
    )


def unit_choices(units: Iterable[Unit]) -> list[Choice]:
    """Units by their title."""
    return [(unit.pk, title_of(unit)) for unit in units]


def reason_choices(reasons: Iterable[Reason]) -> list[Choice]:
    """The reasons for which a concern may be turned away, each with where to go instead."""
    return [
        (
            reason.code,
            format_html(
                '{} <span class="text-secondary d-block">{}</span>', title_of(reason.title), title_of(reason.elsewhere)
            ),
        )
        for reason in reasons
    ]


def category_choices(pack: Pack) -> list[Choice]:
    """Every category, those below another one indented by a dash a level."""
    depth = {each.code: len(pack.lineage(each.code)) - 1 for each in pack.categories}
    found: list[Choice] = []

    def add(parent: str | None) -> None:
        for each in pack.children(parent):
            found.append((each.code, "– " * depth[each.code] + wording(each.title)))
            add(each.code)

    add(None)
    return found
