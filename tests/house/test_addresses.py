"""Who reaches what: each address of the resolver has a line for each of the cast, and the stranger sees none of it."""

from datetime import datetime
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from folkmoot.cases.actions import closing, routing, talking
from folkmoot.cases.actions.call_backs import ask_in_private
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.actions.leads import Interest
from folkmoot.cases.models import Case
from folkmoot.cases.models.desk import CallBackKind
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.officers.actions.views import save_view
from folkmoot.web.desk.deeds import DEEDS
from tests.cases.filing import NARRATIVE, filed_on_the_web, seeing_with
from tests.cast import VILLAGE, Cast
from tests.earlywarning.signalling import a_signal
from tests.house.addresses import addresses
from tests.house.lines import CAST, LINES

#: what ends the visit that the other addresses are asked in
LEAVING: Final = frozenset({"account_logout", "residents:leave", "residents:raise_discard"})


@pytest.fixture
def case(cast: Cast, now: datetime) -> Receipt:
    """A case of the village with a task and a file, led by its mediator."""
    receipt = filed_on_the_web(cast, now)
    me = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=me, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=me, now=now)
        talking.set_task(receipt.case_id, title="Look.", post=cast.post("mediator"), due_on=now.date(), by=me, now=now)
        talking.attach(receipt.case_id, name="a.txt", data=b"plain", declared_type="text/plain", by=me, now=now)
        talking.summarise(
            receipt.case_id, summary="A blocked ditch behind a house", category="neighbour", by=me, now=now
        )
    return receipt


@pytest.fixture
def paths(cast: Cast, case: Receipt, now: datetime) -> dict[str, str]:
    """Each address of the resolver, and each deed, as a path that names something of the resident's village."""
    other = filed_on_the_web(cast, now)
    with seeing_with(other):
        closing.withdraw(other.case_id, by=other.resident, now=now)
    with cast.seeing("call_back"):
        call_back = ask_in_private(other.case_id, kind=CallBackKind.WITHDRAWAL, by=cast.standing("automation"), now=now)
        assert call_back is not None
        found = Case.objects.get(pk=case.case_id)
        task, file = found.tasks.get(), found.attachments.get()
    post = cast.post("mediator")
    given = {
        "reference": case.reference,
        "file_id": file.pk,
        "task_id": task.pk,
        "call_back_id": call_back.pk,
        "warning_id": warning_of(case, cast, now),
        "signal_id": a_signal(cast, VILLAGE).pk,
        "step": "take",
        "view_id": save_view(cast.user("mediator").pk, title="Mine", query="lead=mine", now=now).pk,
        "code": VILLAGE,
        "post_id": post.pk,
        "appointment_id": post.appointments.get().pk,
        "unit_id": post.unit_id,
        "pk": file.pk,
        "name": "intl",
        "version": "2026.1",
        "year": 2025,
    }
    made = {}
    for name, parameters in addresses():
        values = {key: value for key, value in given.items() if key in parameters}
        if "deed" in parameters:
            for deed in DEEDS:
                made[f"{name}/{deed}"] = reverse(name, kwargs={**values, "deed": deed})
        else:
            made[name] = reverse(name, kwargs=values)
    return made


def warning_of(case: Receipt, cast: Cast, now: datetime) -> int:
    """A warning of the case, which names its mediator."""
    post = cast.post("mediator")
    with cast.seeing("mediator"):
        return CaseWarning.objects.create(
            case_id=case.case_id,
            kind="silent",
            colour="yellow",
            raised_at=now,
            facts={"since": now.isoformat()},
            post=post,
            unit=post.unit,
            level_path=post.unit.place.path,
        ).pk


def browser_of(name: str, cast: Cast, case: Receipt) -> Client:
    """A browser in which one of the cast has come in by the door that is theirs."""
    browser = Client()
    if name == "resident":
        browser.post(reverse("residents:follow"), {"reference": case.reference, "code": case.code})
    elif name != "nobody":
        browser.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
    return browser


def test_every_address_has_a_line_for_each_of_the_cast(paths: dict[str, str]) -> None:
    assert sorted(LINES) == sorted(paths)
    assert {len(line.split()) for line in LINES.values()} == {len(CAST)}


@pytest.mark.parametrize("name", CAST)
def test_each_address_answers_each_of_the_cast_as_its_line_says(
    cast: Cast, case: Receipt, paths: dict[str, str], name: str
) -> None:
    browser, place = browser_of(name, cast, case), CAST.index(name)
    answers = {}
    for address, path in paths.items():
        asked = browser_of(name, cast, case) if address in LEAVING else browser
        answers[address] = str(asked.get(path).status_code)
    assert answers == {address: line.split()[place] for address, line in LINES.items()}


@pytest.mark.parametrize("name", ["nobody", "stranger"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_from_elsewhere_reads_and_changes_nothing_of_the_case(
    cast: Cast, case: Receipt, paths: dict[str, str], name: str, method: str
) -> None:
    browser = browser_of(name, cast, case)
    with cast.seeing("lead"):
        before = Case.objects.get(pk=case.case_id).version
    for address, path in paths.items():
        answer = getattr(browser, method)(path)
        shown = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # The plain reference is what was typed into the address; the page may say it back.
        for secret in (Case(reference=case.reference).spoken_reference, NARRATIVE, "blocked ditch"):
            assert secret.encode() not in shown, address
    with cast.seeing("lead"):
        assert Case.objects.get(pk=case.case_id).version == before
