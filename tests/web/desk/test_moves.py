"""Each deed on its own page, through the browser's forms."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from folkmoot.cases.actions.talking import ask, propose
from folkmoot.cases.models import Attachment, Case, Message, Note, Party, Task
from folkmoot.web.desk.deeds import DEEDS
from tests.cases.filing import case_of, filed_at_the_desk, filed_on_the_web
from tests.cast import Cast

SignIn = Callable[[str], Client]


def send(browser: Client, receipt, deed: str, **values: object):  # type: ignore[no-untyped-def]
    return browser.post(f"/desk/cases/{receipt.reference}/{deed}/", values)


def seen(cast: Cast, receipt) -> int:  # type: ignore[no-untyped-def]
    return case_of(cast, receipt).version


def accepted(cast: Cast, now: datetime, at_desk: SignIn):  # type: ignore[no-untyped-def]
    """A case that the mediator leads, with its receipt."""
    receipt = filed_on_the_web(cast, now)
    mediator = at_desk("mediator")
    send(mediator, receipt, "acknowledge", seen=1, message="We have it.")
    lead = cast.standing("mediator").post_id
    answer = send(mediator, receipt, "accept", seen=2, lead=lead, interest="none")
    assert answer.status_code == 302
    return receipt


def test_acknowledging_proposes_words_in_the_language_of_the_filer(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    page = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/acknowledge/")
    assert case_of(cast, receipt).spoken_reference in page.context["form"]["message"].value()


def test_a_coordinator_acknowledges_and_routes(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    browser = at_desk("coordinator")
    answer = send(browser, receipt, "acknowledge", seen=1, message="We have it.")
    assert answer["Location"] == f"/desk/cases/{receipt.reference}/"
    send(browser, receipt, "route", seen=2, unit=cast.unit("mediator").pk)
    case = case_of(cast, receipt)
    assert (case.step, case.unit_id) == ("routed", cast.unit("mediator").pk)


def test_accepting_asks_about_interest_first(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    mediator = at_desk("mediator")
    send(mediator, receipt, "acknowledge", seen=1, message="We have it.")
    lead = cast.standing("mediator").post_id
    without = send(mediator, receipt, "accept", seen=2, lead=lead)
    near = send(mediator, receipt, "accept", seen=2, lead=lead, interest="own_interest")
    assert (without.status_code, list(without.context["form"].errors)) == (422, ["interest"])
    assert (near.status_code, list(near.context["form"].errors)) == (422, ["interest"])
    assert case_of(cast, receipt).step == "acknowledged"


def test_the_lead_summarises_asks_and_proposes(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    mediator = at_desk("mediator")
    named = send(mediator, receipt, "summarise", seen=3, summary="Wang Xiaoming has a wet yard", category="neighbour")
    assert list(named.context["form"].errors) == ["summary"]
    send(mediator, receipt, "summarise", seen=3, summary="A blocked ditch floods a yard", category="housing")
    send(mediator, receipt, "ask", seen=4, question="Since when?")
    send(mediator, receipt, "propose", seen=5, proposal="The ditch is dug out by Friday.")
    case = case_of(cast, receipt)
    assert (case.step, case.summary, case.category) == ("proposed", "A blocked ditch floods a yard", "housing")


def test_handing_over_names_the_next_lead_and_why(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    lead = cast.standing("coordinator").post_id
    send(at_desk("mediator"), receipt, "hand_over", seen=3, lead=lead, reason="I am on leave.", interest="none")
    case = case_of(cast, receipt)
    assert (case.step, case.lead_post_id) == ("assigned", lead)


def test_escalating_takes_the_case_to_the_level_above(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    send(at_desk("mediator"), receipt, "escalate", seen=3, reason="The road office must act.", interest="none")
    case = case_of(cast, receipt)
    assert (case.step, case.unit_id) == ("accepted", cast.unit("coordinator").pk)


@pytest.mark.parametrize(("deed", "step"), [("decline", "declined"), ("refer_out", "referred")])
def test_turning_away_says_why_and_where_to_go(
    deed: str, step: str, cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    words = "The county court has it. Ask there for the clerk of case 12."
    browser, wish = at_desk("coordinator"), {"seen": 1, "reason": "before_a_court", "explanation": words}
    first = send(browser, receipt, deed, **wish)
    assert "Nothing was sent yet. The resident will read this:" in first.content.decode()
    assert case_of(cast, receipt).step == "received"
    send(browser, receipt, deed, **wish, checked=first.context["form"]["checked"].value())
    case = case_of(cast, receipt)
    with cast.seeing("coordinator"):
        last = Message.objects.select_related("case__casekey").filter(case=case).latest("pk")
        assert (case.step, case.outcome_reason, last.body) == (step, "before_a_court", words)


def test_what_was_changed_after_it_was_looked_at_is_looked_at_anew(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    browser, wish = at_desk("coordinator"), {"seen": 1, "reason": "before_a_court"}
    checked = send(browser, receipt, "decline", **wish, explanation="Ask there.").context["form"]["checked"].value()
    again = send(browser, receipt, "decline", **wish, explanation="Ask elsewhere.", checked=checked)
    assert again.context["form"].is_asking
    assert case_of(cast, receipt).step == "received"


def test_a_merge_shows_the_other_case_first(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt, other = filed_at_the_desk(cast, "coordinator", now), filed_at_the_desk(cast, "coordinator", now)
    browser = at_desk("coordinator")
    send(browser, other, "summarise", seen=1, summary="A blocked ditch floods a yard", category="neighbour")
    look = browser.get(f"/desk/cases/{receipt.reference}/merge/")
    assert f'href="/desk/cases/{other.reference}/"' in look.content.decode()
    first = send(browser, receipt, "merge", seen=1, into=other.reference)
    assert "A blocked ditch floods a yard" in first.content.decode()
    assert "on the same day" in first.content.decode()
    assert case_of(cast, receipt).step == "received"
    checked = first.context["form"]["checked"].value()
    send(browser, receipt, "merge", seen=1, into=other.reference, checked=checked)
    merged = case_of(cast, receipt)
    assert (merged.step, merged.merged_into_id) == ("merged", other.case_id)
    page = browser.get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert f'action="/desk/cases/{receipt.reference}/unmerge/"' in page
    send(browser, receipt, "unmerge", seen=2)
    assert case_of(cast, receipt).step == "received"


def test_a_candidate_is_compared_by_its_own_button(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt, other = filed_at_the_desk(cast, "coordinator", now), filed_at_the_desk(cast, "coordinator", now)
    look = send(at_desk("coordinator"), receipt, "merge", seen=1, into="", picked=other.reference)
    assert (look.status_code, look.context["form"].compared.case.pk) == (200, other.case_id)
    assert look.context["form"]["into"].value() == other.reference


def test_a_merge_needs_another_case(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    look = send(at_desk("coordinator"), receipt, "merge", seen=1, into="")
    assert (look.status_code, list(look.context["form"].errors)) == (422, ["into"])


def test_a_case_out_of_sight_cannot_be_merged_into(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    far = filed_on_the_web(cast, now, place=cast.other_county)
    answer = send(at_desk("coordinator"), receipt, "merge", seen=1, into=far.reference)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["into"])


def test_the_posts_for_a_task_are_listed_below_their_unit_as_plain_words(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = accepted(cast, now, at_desk)
    page = at_desk("mediator").get(f"/desk/cases/{receipt.reference}/task/")
    units = dict(page.context["form"].fields["post"].choices)
    post = cast.standing("mediator").post_id
    offered = [label for choices in units.values() for pk, label in choices if pk == post]
    assert offered == ["People's mediator · Mediator (you)"]
    assert "&amp;" not in page.content.decode()


def test_notes_messages_parties_tasks_and_files_are_kept(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    mediator = at_desk("mediator")
    post = cast.standing("mediator").post_id
    send(mediator, receipt, "note", body="Went there.")
    send(mediator, receipt, "write", party=receipt.resident.party_id, body="I come on Friday.")
    send(mediator, receipt, "add_party", role="respondent", party_name="Li Hua", language="en")
    send(mediator, receipt, "task", what="Measure the ditch", post=post, due_on="2026-03-20")
    file = SimpleUploadedFile("ditch.txt", b"Two metres", content_type="text/plain")
    send(mediator, receipt, "attach", file=file, sharing="desk")
    with cast.seeing("mediator"):
        of_case = {"case": receipt.case_id}
        assert Note.objects.select_related("case__casekey").get(**of_case).body == "Went there."
        said = Message.objects.select_related("case__casekey").filter(**of_case).latest("pk")
        assert said.body == "I come on Friday."
        assert Party.objects.select_related("case__casekey").get(**of_case, role="respondent").name == "Li Hua"
        task = Task.objects.select_related("case__casekey").get(**of_case)
        assert (task.title, task.done_at) == ("Measure the ditch", None)
        attachment = Attachment.objects.get(**of_case)
    mediator.post(f"/desk/cases/{receipt.reference}/tasks/{task.pk}/done/")
    got = mediator.get(f"/desk/cases/{receipt.reference}/files/{attachment.pk}/")
    assert (got.content, got["Content-Disposition"]) == (b"Two metres", 'attachment; filename="ditch.txt"')
    with cast.seeing("mediator"):
        assert Task.objects.filter(**of_case, done_at=None).count() == 0
    undo = f"/desk/cases/{receipt.reference}/tasks/{task.pk}/undone/"
    assert f'action="{undo}"' in mediator.get(f"/desk/cases/{receipt.reference}/").content.decode()
    assert at_desk("lead").post(undo).status_code == 302
    assert at_desk("stranger").post(undo).status_code == 404
    with cast.seeing("mediator"):
        assert Task.objects.filter(**of_case, done_at=None).count() == 1


def test_a_file_of_an_unknown_kind_is_refused_in_words(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    file = SimpleUploadedFile("run.exe", b"MZ\x00", content_type="application/octet-stream")
    answer = send(at_desk("mediator"), receipt, "attach", file=file, sharing="desk")
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["file"])


def test_a_code_is_shown_once_and_said_to_be_seen(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_at_the_desk(cast, "coordinator", now)
    answer = send(at_desk("coordinator"), receipt, "issue_code", party=receipt.resident.party_id)
    assert len(answer.context["secret"]) == 18
    assert "Seen by an officer." in answer.content.decode()


def test_the_call_back_of_another_unit_makes_a_key_and_records_the_word(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = accepted(cast, now, at_desk)
    browser = at_desk("call_back")
    assert len(send(browser, receipt, "invite").context["secret"]) == 18
    with cast.seeing("mediator"):
        propose(receipt.case_id, proposal="Dug out.", by=cast.standing("mediator"), now=now)
    version = seen(cast, receipt)
    unasked = send(browser, receipt, "confirm", seen=version)
    assert list(unasked.context["form"].errors) == ["asked"]
    send(browser, receipt, "confirm", seen=version, asked="on")
    case = case_of(cast, receipt)
    assert (case.step, case.outcome) == ("closed", "confirmed")


def test_who_comes_later_sees_what_is_new_and_loses_no_word(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    version = seen(cast, receipt)
    with cast.seeing("mediator"):
        ask(receipt.case_id, question="Since when?", by=cast.standing("mediator"), now=now)
    late = send(at_desk("mediator"), receipt, "propose", seen=version, proposal="The ditch is dug out by Friday.")
    page = late.content.decode()
    assert late.status_code == 409
    assert "The resident was asked a question." in page
    assert "The ditch is dug out by Friday." in page
    again = late.context["form"]["seen"].value()
    send(at_desk("mediator"), receipt, "propose", seen=again, proposal="The ditch is dug out by Friday.")
    assert case_of(cast, receipt).step == "proposed"


def test_words_for_a_move_that_is_no_longer_possible_are_shown_again(
    cast: Cast, now: datetime, at_desk: SignIn
) -> None:
    receipt = accepted(cast, now, at_desk)
    version = seen(cast, receipt)
    with cast.seeing("mediator"):
        propose(receipt.case_id, proposal="Dug out.", by=cast.standing("mediator"), now=now)
    late = send(at_desk("mediator"), receipt, "ask", seen=version, question="How deep is the ditch?")
    assert late.status_code == 409
    assert "How deep is the ditch?" in late.content.decode()


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_a_stranger_can_do_nothing(deed: str, cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = filed_on_the_web(cast, now)
    assert send(at_desk("stranger"), receipt, deed, seen=1).status_code == 404
    with cast.seeing("lead"):
        assert Case.objects.get(pk=receipt.case_id).version == 1


def test_a_deed_that_does_not_suit_the_case_shows_no_button(cast: Cast, now: datetime, at_desk: SignIn) -> None:
    receipt = accepted(cast, now, at_desk)
    for deed, status in (("note", 200), ("end_pause", 409), ("end_membership", 409)):
        path = f"/desk/cases/{receipt.reference}/{deed}/"
        page = at_desk("mediator").get(path)
        assert (page.status_code, page.content.decode().count(f'action="{path}"')) == (status, int(status == 200))
