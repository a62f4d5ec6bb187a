"""Cases in all states and everybody who can ask: what a walk over every page needs."""

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.models import Case
from folkmoot.earlywarning.actions import handling
from folkmoot.earlywarning.actions.campaigns import announce_campaign
from folkmoot.earlywarning.actions.sweeping import sweep
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.earlywarning.rules.measures import Cause, Measure, WhyDismissed
from folkmoot.earlywarning.rules.topics import Group
from folkmoot.web.desk.signals.deeds import SIGNAL_DEEDS
from tests.cast import NEXT_TOWNSHIP, VILLAGE, Cast
from tests.earlywarning.signalling import YESTERDAY, a_night, a_signal, high
from tests.journeys.passkeys import passkey_of_nobody
from tests.journeys.states import MADE, done_by, imported
from tests.journeys.visitors import VISITORS, browser_of, come_in
from tests.opendata.publishing import NOISE, WAGES, count, publish_year


@dataclass
class World:
    """Browsers by who uses them, and cases by their state."""

    cast: Cast
    cases: dict[str, Receipt] = field(default_factory=dict)
    #: values for the parameters of addresses, by the state of their case
    given: dict[str, dict[str, object]] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)
    #: the passkey of the one who is `keyed`
    key: int = 0


def make_world() -> World:
    """Makes everything within the transaction that is open."""
    world = World(Cast(today=timezone.now().date()))
    for state, make in MADE.items():
        receipt = make(world.cast, world.cases)
        world.cases[state] = receipt
        world.given[state] = _given(world.cast, receipt.case_id)
        world.browsers[f"resident, {state}"] = come_in(receipt)
    _warn(world)
    _signal(world)
    _publish(world)
    world.given["imported"] = _given(world.cast, imported(world.cast))
    for name in (*VISITORS, "stranger"):
        world.browsers[name] = browser_of(world.cast, name)
    world.key = WebAuthn.add(world.cast.user("duty_officer"), "Key", passkey_of_nobody()).instance.pk
    return world


def ask(browser: Client, path: str, *, language: str = "en", sent: Mapping[str, object] | None = None) -> HttpResponse:
    """What a page answers, asked for or sent. What it writes is undone, also in the browser's cookies."""
    cookies = copy.deepcopy(browser.cookies)
    headers = {"accept-language": language}
    with _undone():
        answer = browser.get(path, headers=headers) if sent is None else browser.post(path, sent, headers=headers)
    browser.cookies = cookies
    return answer  # type: ignore[return-value]


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _given(cast: Cast, case_id: int) -> dict[str, object]:
    with cast.seeing("independent_call_back"):
        case = Case.objects.get(pk=case_id)
        post = cast.post("mediator")
        given: dict[str, object] = {"reference": case.reference, "code": VILLAGE, "post_id": post.pk}
        given |= {"name": "intl", "version": "2026.1", "year": 2025}
        given["appointment_id"] = post.appointments.get(kind="holder").pk
        given["unit_id"] = post.unit_id
        # What stands for another kind of thing elsewhere is told apart by the address that asks for it.
        found = {"file_id": case.attachments, "pk": case.attachments, "task_id": case.tasks}
        given |= {name: rows.first().pk for name, rows in found.items() if rows.exists()}
    with cast.seeing("call_back"):
        asked = case.call_backs.first()
    return given | ({"call_back_id": asked.pk} if asked else {})


def _warn(world: World) -> None:
    """Nothing has been done for days in any case, so that warnings stand everywhere."""
    now = timezone.now()
    with world.cast.seeing("independent_call_back"):
        Case.objects.update(changed_at=now - timedelta(days=9))
    sweep(by=world.cast.standing("automation"), now=now)
    with world.cast.seeing("independent_call_back"):
        for state, receipt in world.cases.items():
            warning = CaseWarning.objects.open().filter(case=receipt.case_id).first()
            world.given[state] |= {"warning_id": warning.pk} if warning else {}


def _signal(world: World) -> None:
    """A signal that nobody took, one in hand in which each other step can be done, one that is over; and nights."""
    cast = world.cast
    for back in range(3):
        a_night(cast, as_of=YESTERDAY - timedelta(days=back), found=(high(p=0.0004 * 30**back),))
    reasons = [{"kind": "campaign", "on": "2026-03-01", "of": 1, "title": "Spring clean-up"}]
    new, in_hand, over = (
        a_signal(cast, VILLAGE),
        a_signal(cast, post="coordinator", reasons=reasons),
        a_signal(cast, NEXT_TOWNSHIP),
    )
    for act, told in (
        (handling.take_signal, {}),
        (handling.find_cause, {"cause": Cause.WORKS_OR_BUILDING, "said": "The site works at night."}),
        (handling.choose_measures, {"measures": [Measure.INSPECTION, Measure.MONEY]}),
        (handling.measure_done, {"measure": Measure.MONEY}),
    ):
        done_by(cast, "coordinator", act, in_hand.pk, **told)
    done_by(
        cast, "lead", handling.dismiss_signal, over.pk, why=WhyDismissed.UNRELATED, said="Each is about another wall."
    )
    steps = [(new, "take"), *((in_hand, each.name) for each in SIGNAL_DEEDS[1:]), (over, "take")]
    announce_campaign(
        cast.place(VILLAGE), title="Spring clean-up", from_on=YESTERDAY, until_on=YESTERDAY, topic=Group.SERVICES,
        by=cast.standing("administrator"), now=timezone.now(),
    )  # fmt: skip
    for number, given in enumerate(world.given.values()):
        signal, step = steps[number % len(steps)]
        given |= {"signal_id": signal.pk, "step": step}


def _publish(world: World) -> None:
    """Statistics of three months of a year, of which some are kept back."""
    for month in (10, 11, 12):
        count(world.cast, VILLAGE, on=date(2025, month, 3), cases=20 * month)
        count(world.cast, NEXT_TOWNSHIP, on=date(2025, month, 4), cases=13, topic=NOISE)
    count(world.cast, NEXT_TOWNSHIP, on=date(2025, 12, 5), cases=3, topic=WAGES)
    publish_year(world.cast, 2025)
