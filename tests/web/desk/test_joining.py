"""Many concerns joined to one, from the queue and from the page of a case."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.cases import jobs
from folkmoot.cases.actions import closing, merging, talking
from folkmoot.cases.actions.intake import Receipt
from folkmoot.cases.models import Message
from folkmoot.ledger.models import Event
from folkmoot.web.desk.case.hands import Answers
from tests.cases.filing import case_of, filed_on_the_web, seeing_with
from tests.cases.stages import led_by_the_mediator
from tests.cast import Cast

SignIn = Callable[[str], Client]


def group(cast: Cast, now: datetime, *, count: int) -> tuple[Receipt, list[Receipt]]:
    """A case that the mediator leads, and so many others that are joined to it."""
    first = led_by_the_mediator(cast, now)
    others = [filed_on_the_web(cast, now) for _ in range(count)]
    with cast.seeing("coordinator"):
        for other in others:
            merging.merge(other.case_id, into_id=first.case_id, by=cast.standing("coordinator"), now=now)
    return first, others


def page(browser: Client, receipt: Receipt):  # type: ignore[no-untyped-def]
    return browser.get(f"/desk/cases/{receipt.reference}/")


def test_many_are_joined_to_the_one_that_is_chosen(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = led_by_the_mediator(cast, now)
    others = [filed_on_the_web(cast, now) for _ in range(3)]
    chosen = [f"{first.reference}.{case_of(cast, first).version}", *(f"{each.reference}.1" for each in others)]
    sent = {"deed": "join", "case": chosen, "sent": "1", "into": first.reference}
    report = at_desk("coordinator").post("/desk/queue/together/", sent)
    assert ([case.reference for case in report.context["done"]], report.context["refused"]) == (
        [each.reference for each in others],
        [],
    )
    assert {case_of(cast, each).merged_into_id for each in others} == {first.case_id}


def test_what_cannot_be_joined_says_why_and_the_rest_is_joined(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = led_by_the_mediator(cast, now)
    fits, proposed = filed_on_the_web(cast, now), led_by_the_mediator(cast, now)
    with cast.seeing("mediator"):
        talking.propose(proposed.case_id, proposal="A culvert.", by=cast.standing("mediator"), now=now)
    chosen = [f"{each.reference}.{case_of(cast, each).version}" for each in (first, fits, proposed)]
    sent = {"deed": "join", "case": chosen, "sent": "1", "into": first.reference}
    report = at_desk("coordinator").post("/desk/queue/together/", sent)
    assert [case.reference for case in report.context["done"]] == [fits.reference]
    assert {r.case.reference: str(r.refusal) for r in report.context["refused"]} == {
        proposed.reference: "At the step where this case stands, it cannot be joined to another."
    }


def test_nearby_concerns_are_joined_from_the_page_of_a_case(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = led_by_the_mediator(cast, now)
    near, typed = filed_on_the_web(cast, now), filed_on_the_web(cast, now, place=cast.place("360102002001"))
    browser = at_desk("coordinator")
    form = browser.get(f"/desk/cases/{first.reference}/join_others/").context["form"]
    assert [reference for reference, _label in form.fields["others"].choices] == [near.reference]
    sent = {
        "others": [near.reference],
        "references": f"{typed.reference[:3]}-{typed.reference[3:6]}-{typed.reference[6:]}",
    }
    done = browser.post(f"/desk/cases/{first.reference}/join_others/", sent, follow=True)
    assert [str(message) for message in done.context["messages"]] == ["2 concerns were joined."]
    assert {case_of(cast, each).merged_into_id for each in (near, typed)} == {first.case_id}


def test_something_has_to_be_chosen(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first = led_by_the_mediator(cast, now)
    answer = at_desk("coordinator").post(f"/desk/cases/{first.reference}/join_others/", {"references": ""})
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"references": ["Choose a concern from the list, or type its reference."]}


def test_the_page_takes_the_same_statements_for_one_joined_concern_and_for_twelve(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    browser = at_desk("coordinator")
    counts = []
    for many in (1, 12):
        first, others = group(cast, now, count=many)
        page(browser, first)
        with CaptureQueriesContext(connection) as asked:
            answer = page(browser, first)
        assert [each.reference for each in answer.context["file"].merged] == [each.reference for each in others]
        counts.append(len([each for each in asked if "SAVEPOINT" not in (each["sql"] or "")]))
    assert counts[0] == counts[1] <= 12


def test_the_page_counts_how_each_filer_answered_for_themselves(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first, others = group(cast, now, count=5)
    with cast.seeing("mediator"):
        talking.propose(first.case_id, proposal="A culvert.", by=cast.standing("mediator"), now=now)
        event = Event.objects.get(case_id=first.case_id, kind="case.proposed")
    jobs.share_with_merged(event.pk)
    yes, no, gone, parted, _waits = others
    with seeing_with(yes):
        closing.confirm(yes.case_id, by=yes.resident, now=now)
    with seeing_with(no):
        closing.dispute(no.case_id, reason="Not for us.", by=no.resident, now=now)
    with seeing_with(gone):
        closing.withdraw(gone.case_id, by=gone.resident, now=now)
    with cast.seeing("coordinator"):
        merging.unmerge(parted.case_id, by=cast.standing("coordinator"), now=now)
    file = page(at_desk("coordinator"), first).context["file"]
    assert file.answers == Answers(waiting=1, confirmed=1, disputed=1, silent=0, withdrawn=1)
    assert parted.reference not in {each.reference for each in file.concerns}


def test_what_was_joined_in_one_go_stands_in_the_history_once(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first, _others = group(cast, now, count=4)
    told = page(at_desk("coordinator"), first).context["file"].told
    assert [(each.kind, each.times) for each in told][:2] == [("case.concern_joined", 4), ("case.accepted", 1)]


def test_an_invitation_says_when_and_where_in_the_filers_language(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    first, _others = group(cast, now, count=1)
    browser = at_desk("mediator")
    there = f"/desk/cases/{first.reference}/tell_together/"
    missing = browser.post(there, {"body": "Please come.", "meets_on": "2100-01-04"})
    assert set(missing.context["form"].errors) == {"meets_at", "meets_where"}
    sent = {"body": "Please come.", "meets_on": "2100-01-04", "meets_at": "09:30", "meets_where": "Village hall"}
    assert browser.post(there, sent).status_code == 302
    with seeing_with(first):
        said = Message.objects.select_related("case__casekey").filter(case=first.case_id).latest("pk").body
    assert said.startswith("Please come.\n\nYou are invited to a meeting.\nWhen: 4 Jan 2100, 09:30\n")
