"""A case in each state that a page can be asked in, and everybody who can ask: what a walk over every page needs."""

import copy
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from folkmoot.cases.actions import (
    closing,
    extending,
    joint,
    leads,
    merging,
    pausing,
    reviews,
    routing,
    supervising,
    talking,
)
from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.importing import import_concerns
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case, PartyRole
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.imported import ConcernRow, Said
from folkmoot.earlywarning.actions import handling
from folkmoot.earlywarning.actions.sweeping import sweep
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.earlywarning.rules.measures import Cause, Measure, WhyDismissed
from folkmoot.officers.models import User
from folkmoot.web.desk.signals_deeds import SIGNAL_DEEDS
from tests.cases.filing import filed_at_the_desk, filed_on_the_web, seeing_with
from tests.cast import NEXT_TOWNSHIP, NOW, VILLAGE, Cast
from tests.earlywarning.signalling import YESTERDAY, a_night, a_signal, high
from tests.journeys.passkeys import passkey_of_nobody
from tests.web.residents.pressing import fill_in

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
#: who is asked to open a page, in this order; the resident's own browser comes with each case
VISITORS: Final = (
    "nobody", "writer", "sender", "helper", "keeper", "mediator", "coordinator", "lead", "call_back", "administrator",
    "auditor", "independent_call_back", "confirmed", "secured", "keyed", "half_signed_in",
)  # fmt: skip


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
    for state, make in _STATES.items():
        receipt = make(world)
        world.cases[state] = receipt
        world.given[state] = _given(world.cast, receipt.case_id)
        world.browsers[f"resident, {state}"] = _come_in(receipt)
    _warn(world)
    _signal(world)
    world.given["imported"] = _given(world.cast, _import(world.cast))
    for name in (*VISITORS, "stranger"):
        world.browsers[name] = _browser(world.cast, name)
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


def _browser(cast: Cast, name: str) -> Client:
    browser = Client()
    match name:
        case "nobody":
            return browser
        case "writer" | "sender" | "helper" | "keeper":
            fill_in(browser)
            path, answers = _PRESSED.get(name, ("", {}))
            if path:
                browser.post(path, answers)
        case "confirmed":
            _sign_in(browser, cast, "reviewer")
            browser.post("/account/reauthenticate/", {"password": cast.password})
        case "secured":
            _sign_in(browser, cast, "secretary")
            _add_factors(cast.user("secretary"))
            browser.post("/account/reauthenticate/", {"password": cast.password})
        case "keyed":
            _sign_in(browser, cast, "duty_officer")
            browser.post("/account/reauthenticate/", {"password": cast.password})
        case "half_signed_in":
            _sign_in(browser, cast, "secretary")
        case _:
            _sign_in(browser, cast, name)
    return browser


#: what else they pressed, after they had answered every question
_PRESSED: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "sender": ("/raise/check/", {}),
    "helper": ("/raise/whose/", {"whose": "other"}),
    "keeper": ("/raise/", {"narrative": "The ditch is blocked.", "keep": "yes"}),
}


def _sign_in(browser: Client, cast: Cast, name: str) -> None:
    # By the page: who came in otherwise is asked for the password again before a second factor is touched.
    browser.post("/account/login/", {"login": cast.user(name).username, "password": cast.password})


def _add_factors(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)


def _come_in(receipt: Receipt) -> Client:
    browser = Client()
    browser.post("/follow/", {"reference": receipt.reference, "code": receipt.code})
    return browser


def _given(cast: Cast, case_id: int) -> dict[str, object]:
    with cast.seeing("independent_call_back"):
        case = Case.objects.get(pk=case_id)
        post = cast.post("mediator")
        given: dict[str, object] = {"reference": case.reference, "code": VILLAGE, "post_id": post.pk}
        given |= {"name": "intl", "version": "2026.1"}
        given["appointment_id"] = post.appointments.get().pk
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
        _by(cast, "coordinator", act, in_hand.pk, **told)
    _by(cast, "lead", handling.dismiss_signal, over.pk, why=WhyDismissed.UNRELATED, said="Each is about another wall.")
    steps = [(new, "take"), *((in_hand, each.name) for each in SIGNAL_DEEDS[1:]), (over, "take")]
    for number, given in enumerate(world.given.values()):
        signal, step = steps[number % len(steps)]
        given |= {"signal_id": signal.pk, "step": step}


def _by(cast: Cast, who: str, act: Callable[..., object], *args: object, **kwargs: object) -> None:
    with cast.seeing(who):
        act(*args, by=cast.standing(who), now=timezone.now(), **kwargs)


def _received(world: World) -> Receipt:
    return filed_on_the_web(world.cast, timezone.now())


def _acknowledged(world: World) -> Receipt:
    receipt = _received(world)
    _by(world.cast, "mediator", routing.acknowledge, receipt.case_id, message="We have it.")
    return receipt


def _led(world: World) -> Receipt:
    receipt = _acknowledged(world)
    _by(world.cast, "mediator", routing.accept, receipt.case_id, interest=Interest.NONE)
    return receipt


def _full(world: World) -> Receipt:
    """With everything that a case can hold, and long overdue."""
    cast = world.cast
    receipt = filed_on_the_web(cast, NOW)
    case = receipt.case_id
    _by(cast, "mediator", routing.acknowledge, case, message="We have it.")
    _by(cast, "mediator", routing.accept, case, interest=Interest.NONE)
    _by(cast, "mediator", talking.summarise, case, summary="A blocked ditch behind a house", category="neighbour")
    _by(cast, "mediator", talking.note, case, body="The ditch belongs to the road.")
    _by(cast, "mediator", talking.set_task, case, title="Look.", post=cast.post("mediator"), due_on=NOW.date())
    _by(cast, "mediator", talking.attach, case, name="a.txt", data=b"plain", declared_type="text/plain")
    _by(
        cast, "mediator", talking.add_party, case, role=PartyRole.RESPONDENT, name="Li Da",
        contact=ContactCard(phone="13900139000"),
    )  # fmt: skip
    member = {"post_id": cast.post("duty_officer").pk, "task": "Measure.", "interest": Interest.NONE}
    _by(cast, "coordinator", joint.name_member, case, **member)
    _by(cast, "coordinator", supervising.supervise, case, reason="Before the rains.")
    _by(cast, "mediator", supervising.report, case, body="The pipe is ordered.")
    return receipt


def _asked(world: World) -> Receipt:
    receipt = _led(world)
    _by(world.cast, "mediator", talking.ask, receipt.case_id, question="Since when?")
    return receipt


def _paused(world: World) -> Receipt:
    """Its time stands, and more of it was asked for."""
    receipt, until = _led(world), timezone.localdate() + timedelta(days=9)
    _by(world.cast, "mediator", pausing.pause, receipt.case_id, reason="expert_opinion", until_on=until)
    _by(world.cast, "mediator", extending.ask_extension, receipt.case_id, clock="answer", reason="He is ill.")
    return receipt


def _proposed(world: World) -> Receipt:
    receipt = _led(world)
    _by(world.cast, "mediator", talking.propose, receipt.case_id, proposal="A new culvert by May.")
    return receipt


def _confirmed(world: World) -> Receipt:
    receipt = _proposed(world)
    with seeing_with(receipt):
        closing.confirm(receipt.case_id, by=receipt.resident, now=timezone.now())
    return receipt


def _in_review(world: World) -> Receipt:
    receipt = _confirmed(world)
    with seeing_with(receipt):
        reviews.ask_review(receipt.case_id, reason="Nobody looked.", by=receipt.resident, now=timezone.now())
    return receipt


def _escalated(world: World) -> Receipt:
    receipt = _led(world)
    _by(world.cast, "mediator", leads.escalate, receipt.case_id, reason="It needs the county.")
    return receipt


def _declined(world: World) -> Receipt:
    receipt = filed_at_the_desk(world.cast, "coordinator", timezone.now())
    reason = {"reason": "before_a_court", "explanation": "The court decides this."}
    _by(world.cast, "coordinator", routing.acknowledge, receipt.case_id, message="We have it.")
    _by(world.cast, "coordinator", routing.decline, receipt.case_id, **reason)
    return receipt


def _merged(world: World) -> Receipt:
    receipt = _acknowledged(world)
    _by(world.cast, "coordinator", merging.merge, receipt.case_id, into_id=world.cases["full"].case_id)
    return receipt


def _withdrawn(world: World) -> Receipt:
    receipt = _received(world)
    with seeing_with(receipt):
        closing.withdraw(receipt.case_id, by=receipt.resident, now=timezone.now())
    with world.cast.seeing("call_back"):
        me = world.cast.standing("automation")
        ask_in_private(receipt.case_id, kind=CallBackKind.WITHDRAWAL, by=me, now=timezone.now())
    return receipt


def _import(cast: Cast) -> int:
    row = ConcernRow(
        line=2, source_id="1", received_at=NOW, is_closed=False, closed_at=None, has_odd_times=False,
        category="noise", place=VILLAGE, said=(Said("concern", "The lamp in front of the school is dark.", NOW),),
    )  # fmt: skip
    with cast.seeing("province_coordinator"):
        import_concerns([row], source="another system", by=cast.standing("province_coordinator"), now=timezone.now())
        return Case.objects.get(source="another system").pk


_STATES: Final[dict[str, Callable[[World], Receipt]]] = {
    "full": _full,
    "received": _received,
    "acknowledged": _acknowledged,
    "led": _led,
    "asked": _asked,
    "paused": _paused,
    "proposed": _proposed,
    "confirmed": _confirmed,
    "in_review": _in_review,
    "escalated": _escalated,
    "declined": _declined,
    "merged": _merged,
    "withdrawn": _withdrawn,
}
#: Nobody follows what was imported.
FOLLOWED: Final = tuple(_STATES)
STATES: Final = (*FOLLOWED, "imported")
