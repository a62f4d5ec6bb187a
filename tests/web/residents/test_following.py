from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from folkmoot.cases.actions import codes, routing, talking
from folkmoot.cases.models import PartyRole
from folkmoot.cases.models.party import ContactCard
from folkmoot.officers.actions.accounts import end_appointment
from folkmoot.web.residents.own_code import WrongKey
from folkmoot.web.residents.session import NotAReferenceTyped, WrongCode
from folkmoot.web.residents.throttle import TooManyWrongCodes
from tests.cases.filing import NARRATIVE, filed_at_the_desk, filed_on_the_web, seeing_with
from tests.cast import Cast
from tests.web.residents.pressing import follow, led, press, proposed

OWN = "four quiet herons stand"


@pytest.fixture
def now() -> datetime:
    """The moment at which the pages are opened: their clock cannot be set."""
    return timezone.now()


def verbs(client: Client) -> list[str]:
    """What the case page offers."""
    return [each.deed.value for each in client.get("/follow/case/").context["possible"]]


def test_a_reference_and_a_code_open_the_case_however_they_are_typed(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    typed = {"reference": f" {receipt.reference.lower()} ", "code": receipt.code.lower()}
    assert client.post("/follow/", typed)["Location"] == "/follow/case/"
    assert client.get("/follow/case/").context["case"].pk == receipt.case_id


def test_a_wrong_code_and_a_wrong_reference_say_what_to_do(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    wrong = client.post("/follow/", {"reference": receipt.reference, "code": "something else"})
    assert wrong.context["form"].errors == {"code": [WrongCode.sentence]}
    unreadable = client.post("/follow/", {"reference": "ABC", "code": receipt.code})
    assert unreadable.context["form"].errors == {"reference": [NotAReferenceTyped.sentence]}
    assert client.get("/follow/case/")["Location"] == "/follow/"


def test_after_ten_wrong_codes_the_page_says_how_long_to_wait(
    client: Client, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = filed_on_the_web(cast, now)
    monkeypatch.setattr(timezone, "now", lambda: now)
    for number in range(10):
        client.post("/follow/", {"reference": receipt.reference, "code": f"guess number {number}"})
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(minutes=4))
    locked = client.post("/follow/", {"reference": receipt.reference, "code": receipt.code})
    assert (locked.status_code, locked["Retry-After"]) == (429, "660")
    assert locked.context["form"].errors == {"code": [TooManyWrongCodes.sentence]}
    assert '<h2 class="alert-title" id="locked-title">You can try again in 11 minutes</h2>' in locked.content.decode()


def test_after_two_hours_one_is_let_out_and_told_why(
    client: Client, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(client, filed_on_the_web(cast, now))
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.post("/follow/case/write/", {"body": "Too late."})["Location"] == "/follow/"
    assert [client.get("/follow/").context["was_let_out"] for _ in range(2)] == [True, False]


def test_a_vacant_post_is_said_openly_and_where_its_work_falls(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    (appointment,) = cast.post("mediator").appointments.all()
    end_appointment(appointment, until_on=cast.today, by=cast.standing("administrator"), now=now)
    follow(client, receipt)
    answer = client.get("/follow/case/")
    told = answer.context["responsible"]
    assert (told.post, told.holder, told.falls_to) == (cast.post("mediator"), "", cast.post("secretary"))
    assert "This post is vacant today." in answer.content.decode()


def test_leaving_forgets_who_came_in_and_what_was_begun(client: Client, cast: Cast, now: datetime) -> None:
    follow(client, filed_on_the_web(cast, now))
    client.post("/raise/", {"narrative": "Another matter."})
    assert client.post("/follow/leave/")["Location"] == "/"
    assert client.get("/follow/case/")["Location"] == "/follow/"
    assert client.get("/raise/").context["draft"].narrative == ""


def test_the_case_shows_who_leads_what_was_said_and_what_is_due(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        talking.note(receipt.case_id, body="Talk to the road office.", by=cast.standing("mediator"), now=now)
    follow(client, receipt)
    answer = client.get("/follow/case/")
    told, html = answer.context, answer.content.decode()
    assert (told["is_led"], told["responsible"].post, told["responsible"].holder) == (
        True,
        cast.post("mediator"),
        "Mediator",
    )
    assert [d.rule.name for d in told["deadlines"]] == ["answer"]
    assert [text in html for text in (NARRATIVE, "We have it.", "Talk to the road office.")] == [True, True, False]


def test_before_acceptance_a_unit_answers_for_it(client: Client, cast: Cast, now: datetime) -> None:
    follow(client, filed_on_the_web(cast, now))
    told = client.get("/follow/case/").context
    assert (told["is_led"], told["case"].unit) == (False, cast.unit("mediator"))


def test_a_refusal_says_where_to_go_and_can_be_taken_up(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_on_the_web(cast, now)
    with cast.seeing("secretary"):
        routing.decline(
            receipt.case_id,
            reason="before_a_court",
            explanation="A judge has it.",
            by=cast.standing("secretary"),
            now=now,
        )
    follow(client, receipt)
    told = client.get("/follow/case/").context
    assert (told["elsewhere"].code, verbs(client)) == (
        "before_a_court", ["write", "attach", "escalate", "ask_review"],
    )  # fmt: skip
    press(client, "escalate", body="No judge has it.")
    assert client.get("/follow/case/").context["case"].unit == cast.unit("coordinator")


def test_one_sees_ones_own_files_and_no_others(client: Client, cast: Cast, now: datetime) -> None:
    receipt, other = filed_on_the_web(cast, now), filed_on_the_web(cast, now)
    with seeing_with(other):
        foreign = talking.attach(
            other.case_id, name="b.txt", data=b"theirs", declared_type="text/plain", by=other.resident, now=now
        )
    follow(client, receipt)
    press(client, "attach", file=SimpleUploadedFile("ditch 水沟.txt", b"mine", content_type="text/plain"))
    (own,) = client.get("/follow/case/").context["history"][0].files
    answer = client.get(f"/follow/file/{own.pk}/")
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        b"mine",
        "text/plain",
        "nosniff",
    )
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''ditch%20%E6%B0%B4%E6%B2%9F.txt"
    assert client.get(f"/follow/file/{foreign.pk}/").status_code == 404


def test_a_file_of_the_desk_alone_is_not_handed_out(client: Client, cast: Cast, now: datetime) -> None:
    receipt = led(cast, now)
    with cast.seeing("mediator"):
        kept = talking.attach(
            receipt.case_id,
            name="a.txt",
            data=b"internal",
            declared_type="text/plain",
            by=cast.standing("mediator"),
            now=now,
            internal=True,
        )
    follow(client, receipt)
    assert client.get(f"/follow/file/{kept.pk}/").status_code == 404
    assert [line.files for line in client.get("/follow/case/").context["history"] if line.files] == []


def respondent_of(cast: Cast, now: datetime) -> tuple[object, str]:
    """The other side of a case that is led, with a code that the lead handed over."""
    receipt = led(cast, now)
    mediator = cast.standing("mediator")
    with cast.seeing("mediator"):
        other = talking.add_party(
            receipt.case_id, role=PartyRole.RESPONDENT, name="Li Na", contact=ContactCard(), by=mediator, now=now
        )
        talking.summarise(receipt.case_id, summary="A blocked ditch.", category="neighbour", by=mediator, now=now)
        talking.write(receipt.case_id, body="Did you widen the road?", by=mediator, now=now, party_id=other.pk)
        code = codes.issue_code(receipt.case_id, other.pk, by=mediator, now=now)
    return receipt, code


def test_the_other_side_sees_its_own_conversation_and_nothing_of_the_filer(
    client: Client, cast: Cast, now: datetime
) -> None:
    receipt, code = respondent_of(cast, now)
    follow(client, receipt, code)
    answer = client.get("/follow/case/")
    html = answer.content.decode()
    shown = ["A blocked ditch.", "Did you widen the road?"]
    hidden = [NARRATIVE, "That the water runs off again.", "We have it.", "Wang", "13800138000", "Your concern"]
    assert [text for text in shown if text not in html] == []
    assert [text for text in hidden if text in html] == []
    assert verbs(client) == ["write", "attach"]


def test_the_other_side_answers_in_its_own_conversation(client: Client, cast: Cast, now: datetime) -> None:
    receipt, code = respondent_of(cast, now)
    follow(client, receipt, code)
    assert "We did, in March." in press(client, "write", body="We did, in March.")
    follow(client, receipt)
    assert "We did, in March." not in client.get("/follow/case/").content.decode()


@pytest.mark.parametrize("deed", ["confirm", "dispute", "answer", "rate", "reopen", "withdraw", "escalate"])
def test_the_other_side_can_press_nothing_that_is_the_filers(
    client: Client, cast: Cast, now: datetime, deed: str
) -> None:
    receipt, code = respondent_of(cast, now)
    follow(client, receipt, code)
    assert client.get(f"/follow/case/{deed}/")["Location"] == "/follow/case/"


def test_a_key_sets_a_code_of_ones_own_and_ends_the_seen_one(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    with cast.seeing("independent_call_back"):
        key = codes.invite(receipt.case_id, by=cast.standing("independent_call_back"), now=now)
    typed = {"reference": receipt.reference, "key": key, "own_code": OWN, "own_code_again": OWN}
    assert client.post("/follow/own-code/", typed)["Location"] == "/follow/case/"
    assert client.get("/follow/case/").context["is_seen"] is False
    old = client.post("/follow/", {"reference": receipt.reference, "code": receipt.code})
    assert old.context["form"].errors == {"code": [WrongCode.sentence]}
    follow(client, receipt, OWN)


def test_the_code_that_was_drawn_can_be_taken(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    with cast.seeing("independent_call_back"):
        key = codes.invite(receipt.case_id, by=cast.standing("independent_call_back"), now=now)
    drawn = client.get("/follow/own-code/").context["drawn"]
    typed = {"reference": receipt.reference, "key": key, "drawn": drawn}
    assert client.post("/follow/own-code/", typed)["Location"] == "/follow/case/"
    follow(client, receipt, drawn)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"own_code": "short", "own_code_again": "short"}, "own_code"),
        ({"own_code_again": "another one entirely"}, "own_code_again"),
        ({"own_code": ""}, "own_code"),
        ({"reference": "ABC"}, "reference"),
        ({"key": "not the key"}, "key"),
    ],
)
def test_a_fault_in_setting_a_code_is_named(
    client: Client, cast: Cast, now: datetime, changes: dict[str, str], field: str
) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    with cast.seeing("independent_call_back"):
        key = codes.invite(receipt.case_id, by=cast.standing("independent_call_back"), now=now)
    typed = {"reference": receipt.reference, "key": key, "own_code": OWN, "own_code_again": OWN, **changes}
    assert list(client.post("/follow/own-code/", typed).context["form"].errors) == [field]


def test_a_key_works_once_and_guessing_is_stopped(client: Client, cast: Cast, now: datetime) -> None:
    receipt = filed_at_the_desk(cast, "mediator", now)
    with cast.seeing("independent_call_back"):
        key = codes.invite(receipt.case_id, by=cast.standing("independent_call_back"), now=now)
    typed = {"reference": receipt.reference, "key": key, "own_code": OWN, "own_code_again": OWN}
    client.post("/follow/own-code/", typed)
    answers = [client.post("/follow/own-code/", typed).context["form"].errors for _ in range(11)]
    assert answers == [{"key": [WrongKey.sentence]}] * 10 + [{"key": [TooManyWrongCodes.sentence]}]


def test_the_page_of_a_case_reads_as_often_for_three_messages_as_for_one(
    client: Client, cast: Cast, now: datetime
) -> None:
    receipt = proposed(cast, now)
    follow(client, receipt)

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/follow/case/")
        # The test's own transaction makes the page's one a savepoint.
        return len([query for query in captured if "SAVEPOINT" not in query["sql"]])

    client.get("/follow/case/")
    once = statements()
    with seeing_with(receipt):
        for minute in range(3):
            later = now + timedelta(minutes=minute)
            talking.write(receipt.case_id, body="Still there?", by=receipt.resident, now=later)
            talking.attach(
                receipt.case_id, name="a.txt", data=b"x", declared_type="text/plain", by=receipt.resident, now=later
            )
    assert statements() == once <= 12
