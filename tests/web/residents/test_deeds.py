from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from folkmoot.cases.actions import merging, routing, talking
from folkmoot.cases.actions.reviews import decide_review
from folkmoot.cases.errors import ChangedMeanwhile, CodeWasSeen
from folkmoot.cases.jobs import close_all_silent
from folkmoot.cases.models import Case, Rating, ReviewOutcome
from folkmoot.cases.rules.interests import Interest
from folkmoot.lib.pictures import SENTENCES, Refusal
from folkmoot.procedures.rules.steps import Outcome, Step
from tests.cases.filing import case_of, filed_at_the_desk, filed_on_the_web, seeing_with
from tests.cast import Cast
from tests.web.residents.pressing import confirmed, follow, led, press, proposed


@pytest.fixture
def now() -> datetime:
    """The moment at which the pages are opened: their clock cannot be set."""
    return timezone.now()


def possible(client: Client) -> list[tuple[str, bool]]:
    """What the case page offers, and whether it is locked."""
    return [(each.deed.value, each.is_locked) for each in client.get("/follow/case/").context["possible"]]


def test_a_question_is_answered(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        talking.ask(receipt.case_id, question="Since when?", by=cast.standing("mediator"), now=now)
    follow(client, receipt)
    page = client.get("/follow/case/").content.decode()
    assert "Since when?" in page
    assert "It is your turn: see below. What the office owes you: Answer the concern, by " in page
    assert "Since the first of March." in press(client, "answer", body="Since the first of March.")
    assert case_of(cast, receipt).step == Step.ASSIGNED


def test_a_proposal_is_confirmed_and_rated_once(client: Client, cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    follow(client, receipt)
    assert possible(client)[:2] == [("confirm", False), ("dispute", False)]
    shown = [client.get(page).context["awaiting"].body for page in ("/follow/case/", "/follow/case/confirm/")]
    assert shown == ["A new culvert by May."] * 2
    press(client, "confirm")
    assert case_of(cast, receipt).outcome == Outcome.CONFIRMED
    open_to_all = [("rate", False), ("reopen", False), ("write", False), ("attach", False), ("ask_review", False)]
    assert possible(client) == open_to_all
    press(client, "rate", score="4", body="Quick.")
    with seeing_with(receipt):
        assert Rating.objects.get(case=receipt.case_id).score == 4
    assert ("rate", False) not in possible(client)


def test_a_proposal_is_disputed_with_a_reason(client: Client, cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now)
    follow(client, receipt)
    assert "Say in a few words what is still missing." in press(client, "dispute", body="")
    assert case_of(cast, receipt).step == Step.PROPOSED
    press(client, "dispute", body="May is too late.")
    assert case_of(cast, receipt).step == Step.ASSIGNED


def test_a_closed_concern_is_opened_again_with_one_press(client: Client, cast: Cast, now: datetime) -> None:
    receipt = confirmed(cast, now)
    follow(client, receipt)
    press(client, "reopen", body="")
    case = case_of(cast, receipt)
    assert (case.step, case.lead_post, case.reopened_count) == (Step.ACCEPTED, cast.post("mediator"), 1)


def test_what_is_still_open_on_a_closed_concern_is_an_offer(client: Client, cast: Cast, now: datetime) -> None:
    follow(client, confirmed(cast, now))
    page = client.get("/follow/case/").content.decode()
    assert page.count("Nothing has to be done. If you wish, by ") == 1


def test_a_concern_is_withdrawn_and_that_is_taken_back(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    follow(client, receipt)
    press(client, "withdraw", body="")
    assert case_of(cast, receipt).step == Step.WITHDRAWN
    press(client, "reopen", body="")
    assert case_of(cast, receipt).step == Step.ACCEPTED


def test_who_was_silent_may_still_say_that_it_is_resolved(client: Client, cast: Cast, now: datetime) -> None:
    receipt = proposed(cast, now - timedelta(days=30))
    close_all_silent(now=now)
    assert case_of(cast, receipt).outcome == Outcome.UNCONFIRMED
    follow(client, receipt)
    press(client, "confirm")
    assert case_of(cast, receipt).outcome == Outcome.CONFIRMED


@pytest.mark.parametrize("deed", ["confirm", "withdraw"])
def test_a_code_that_an_officer_has_seen_closes_no_question(
    client: Client, cast: Cast, now: datetime, deed: str
) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    mediator = cast.standing("mediator")
    with cast.seeing("mediator"):
        routing.acknowledge(receipt.case_id, message="We have it.", by=mediator, now=now)
        routing.accept(receipt.case_id, interest=Interest.NONE, by=mediator, now=now)
        talking.propose(receipt.case_id, proposal="A new culvert.", by=mediator, now=now)
    follow(client, receipt)
    assert (deed, True) in possible(client)
    page = client.get(f"/follow/case/{deed}/")
    assert 'href="/follow/own-code/"' in page.content.decode()
    pressed = client.post(f"/follow/case/{deed}/", {**page.context["form"].initial, "body": "Because."})
    assert pressed.context["form"].non_field_errors() == [CodeWasSeen.sentence]
    assert case_of(cast, receipt).step == Step.PROPOSED


def test_what_somebody_else_did_meanwhile_is_shown_and_nothing_typed_is_lost(
    client: Client, cast: Cast, now: datetime
) -> None:
    receipt = proposed(cast, now)
    follow(client, receipt)
    shown = client.get("/follow/case/dispute/").context["form"].initial
    with cast.seeing("mediator"):
        later = timezone.now()
        talking.write(receipt.case_id, body="The builder has come.", by=cast.standing("mediator"), now=later)
    stopped = client.post("/follow/case/dispute/", {**shown, "body": "May is too late."})
    assert stopped.context["form"].non_field_errors() == [ChangedMeanwhile.sentence]
    assert [m.body for line in stopped.context["news"] for m in line.messages] == ["The builder has come."]
    assert (case_of(cast, receipt).step, stopped.context["form"]["body"].value()) == (
        Step.PROPOSED,
        "May is too late.",
    )
    posted = {name: stopped.context["form"][name].value() for name in ("seen", "as_of", "body")}
    assert client.post("/follow/case/dispute/", posted)["Location"] == "/follow/case/"
    assert case_of(cast, receipt).step == Step.ASSIGNED


def test_a_press_that_has_become_impossible_says_what_is_possible(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    follow(client, receipt)
    case = case_of(cast, receipt)
    pressed = client.post(
        "/follow/case/dispute/",
        {"seen": case.version, "as_of": "2026-01-01T00:00:00.000000+0000", "body": "It is not."},
    )
    (sentence,) = pressed.context["form"].non_field_errors()
    assert sentence == (
        "This is not possible while the case stands at “Accepted”. "
        "Possible now: Write a message, Add a photo or a file, Withdraw my concern."
    )
    assert pressed.context["form"]["body"].value() == "It is not."


def test_a_file_that_is_no_picture_is_refused_with_its_reason(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    follow(client, receipt)
    initial = client.get("/follow/case/attach/").context["form"].initial
    file = SimpleUploadedFile("a.exe", b"MZ\x00\x01", content_type="application/octet-stream")
    refused = client.post("/follow/case/attach/", {**initial, "file": file})
    assert refused.context["form"].errors == {"file": [str(SENTENCES[Refusal.UNKNOWN_KIND])]}


def test_several_files_are_added_at_once_or_none(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    follow(client, receipt)
    initial = client.get("/follow/case/attach/").context["form"].initial
    good = [SimpleUploadedFile(f"{n}.txt", b"mine", content_type="text/plain") for n in range(2)]
    bad = SimpleUploadedFile("a.exe", b"MZ\x00\x01", content_type="application/octet-stream")
    refused = client.post("/follow/case/attach/", {**initial, "file": [good[0], bad]})
    assert list(refused.context["form"].errors) == ["file"]
    assert [line.files for line in client.get("/follow/case/").context["history"] if line.files] == []
    for file in good:
        file.seek(0)
    client.post("/follow/case/attach/", {**initial, "file": good})
    files = [file.name for line in client.get("/follow/case/").context["history"] for file in line.files]
    assert files == ["0.txt", "1.txt"]


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        ([10 * 1024 * 1024 + 1], "The file is larger than 10 MB. Choose a smaller one."),
        ([1] * 11, "These are more than ten files. Add ten, then the others."),
    ],
)
def test_too_much_at_once_is_refused_with_a_way_on(
    client: Client, cast: Cast, now: datetime, sizes: list[int], sentence: str
) -> None:
    follow(client, filed_on_the_web(cast, now))
    initial = client.get("/follow/case/attach/").context["form"].initial
    files = [SimpleUploadedFile("a.txt", b"x" * size, content_type="text/plain") for size in sizes]
    refused = client.post("/follow/case/attach/", {**initial, "file": files})
    assert refused.context["form"].errors == {"file": [sentence]}


def test_a_filer_whose_concern_was_joined_keeps_clock_and_remedy(client: Client, cast: Cast, now: datetime) -> None:
    first, second = led(cast, now), filed_on_the_web(cast, now)
    coordinator = cast.standing("coordinator")
    with cast.seeing("coordinator"):
        merging.merge(second.case_id, into_id=first.case_id, by=coordinator, now=now)
    follow(client, second)
    told = client.get("/follow/case/").context
    assert [d.rule.name for d in told["deadlines"]] == ["acknowledge", "answer"]
    assert possible(client) == [("write", False), ("attach", False), ("withdraw", False)]
    with cast.seeing("coordinator"):
        merging.share_proposal(
            second.case_id,
            proposal="A new culvert by May.",
            lead_post_id=cast.post("mediator").pk,
            by=coordinator,
            now=now,
        )
    assert possible(client)[:2] == [("confirm", False), ("dispute", False)]
    assert "A new culvert by May." in press(client, "dispute", body="Not at our end.")
    assert case_of(cast, second).step == Step.RECEIVED


def test_the_page_of_a_joined_concern_names_no_other(client: Client, cast: Cast, now: datetime) -> None:
    first, second = led(cast, now), filed_on_the_web(cast, now)
    with cast.seeing("coordinator"):
        merging.merge(second.case_id, into_id=first.case_id, by=cast.standing("coordinator"), now=now)
        other = Case.objects.get(pk=first.case_id)
    follow(client, second)
    html = client.get("/follow/case/").content.decode()
    assert [text for text in (other.reference, other.spoken_reference) if text in html] == []


def test_a_review_is_asked_for_after_its_page_says_who_hears_it_and_by_when(
    client: Client, cast: Cast, now: datetime
) -> None:
    receipt = confirmed(cast, now)
    follow(client, receipt)
    ahead = client.get("/follow/case/ask_review/").context["ahead"]
    assert (ahead.reviewer.post, ahead.rule.code) == (cast.post("coordinator"), "review")
    press(client, "ask_review", body="Nobody came to look.")
    assert case_of(cast, receipt).step == Step.IN_REVIEW
    page = client.get("/follow/case/")
    (review,) = page.context["reviews"]
    assert (review.post, review.row.reason) == (cast.post("coordinator"), "Nobody came to look.")
    with cast.seeing("coordinator"):
        by = cast.standing("coordinator")
        decide_review(
            receipt.case_id,
            outcome=ReviewOutcome.UPHELD,
            decision="It was done well.",
            interest=Interest.NONE,
            by=by,
            now=now,
        )
    assert "It was done well." in client.get("/follow/case/").content.decode()
    assert ("ask_review", False) not in possible(client)
