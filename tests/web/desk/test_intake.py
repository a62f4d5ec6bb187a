"""Taking a concern in at the desk."""

from collections.abc import Callable

from django.test import Client

from folkmoot.cases.models import AccessCode, Case, Message, Party
from tests.cast import VILLAGE, Cast

SignIn = Callable[[str], Client]
GIVEN = {
    "channel": "visit", "narrative": "The well is dry.", "category": "water", "language": "zh-hans",
    "name": "Wang Xiaoming", "phone": "13800138000", "safe_channel": "phone",
}  # fmt: skip


def test_a_place_in_the_area_is_found_and_another_is_not(at_desk: SignIn) -> None:
    browser = at_desk("mediator")
    found = {text: browser.post("/desk/take-in/", {"place": text}).context["found"] for text in ("sfhp", "360702")}
    assert [place.code for place in found["sfhp"]] == [VILLAGE]
    assert found["360702"] == []
    assert browser.get("/desk/take-in/360702/").status_code == 404


def test_the_receipt_shows_reference_and_a_code_that_was_seen(cast: Cast, at_desk: SignIn) -> None:
    answer = at_desk("mediator").post(f"/desk/take-in/{VILLAGE}/", GIVEN)
    page = answer.content.decode()
    with cast.seeing("mediator"):
        case = Case.objects.get()
        assert case.spoken_reference in page
        assert list(AccessCode.objects.values_list("is_own", flat=True)) == [False]
    assert "Seen by an officer." in page
    assert (case.channel, case.category, case.taken_by_id) == ("visit", "water", cast.standing("mediator").post_id)


def test_a_code_that_the_resident_types_unseen_is_their_own(cast: Cast, at_desk: SignIn) -> None:
    browser = at_desk("mediator")
    code = "nine herons over the lake"
    differ = browser.post(f"/desk/take-in/{VILLAGE}/", {**GIVEN, "own_code": code, "own_code_again": "nine"})
    assert (differ.status_code, list(differ.context["form"].errors)) == (422, ["own_code_again"])
    assert code not in differ.content.decode()
    browser.post(f"/desk/take-in/{VILLAGE}/", {**GIVEN, "own_code": code, "own_code_again": code})
    with cast.seeing("mediator"):
        assert sorted(AccessCode.objects.values_list("is_own", flat=True)) == [False, True]


def test_a_name_in_the_summary_is_refused_and_nothing_typed_is_lost(at_desk: SignIn) -> None:
    answer = at_desk("mediator").post(f"/desk/take-in/{VILLAGE}/", {**GIVEN, "summary": "Xiaoming has no water"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["summary"])
    assert "The well is dry." in answer.content.decode()


def test_a_concern_about_ones_own_unit_is_handed_past_it(cast: Cast, at_desk: SignIn) -> None:
    about = {**GIVEN, "about_unit": cast.unit("mediator").pk}
    answer = at_desk("mediator").post(f"/desk/take-in/{VILLAGE}/", about)
    assert "It was handed in past your unit." in answer.content.decode()
    assert at_desk("mediator").get("/desk/queue/?state=all").context["rows"] == []
    assert len(at_desk("coordinator").get("/desk/queue/?state=all").context["rows"]) == 1


def test_who_may_take_nothing_in_finds_no_such_page(at_desk: SignIn) -> None:
    assert at_desk("auditor").get("/desk/take-in/").status_code == 404


def narrative(cast: Cast) -> str:
    with cast.seeing("mediator"):
        return Message.objects.select_related("case__casekey").filter(kind="concern").get().body


def test_a_group_is_taken_in_with_one_who_speaks(cast: Cast, at_desk: SignIn) -> None:
    at_desk("mediator").post(
        f"/desk/take-in/{VILLAGE}/", {**GIVEN, "language": "en", "whose": "group", "households": 9}
    )
    assert narrative(cast) == "The well is dry.\n\nWe are a group; one of us speaks.\nIt concerns about 9 households."


def test_somebody_speaks_for_another(cast: Cast, at_desk: SignIn) -> None:
    given = {**GIVEN, "language": "en", "on_behalf_of": "Old Chen", "safe_channel": "call_in", "phone": ""}
    at_desk("mediator").post(f"/desk/take-in/{VILLAGE}/", given)
    assert narrative(cast) == "The well is dry.\n\nI write this for somebody else."
    with cast.seeing("mediator"):
        parties = Party.objects.select_related("case__casekey").order_by("pk")
        assert [(p.role, p.name) for p in parties] == [("filer", "Wang Xiaoming"), ("on_behalf", "Old Chen")]
        assert parties[0].contact.safe_channel == "call_in"
