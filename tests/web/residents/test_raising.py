import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from folkmoot.cases.models import Case
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.queries import units_below
from tests.cast import CITY, COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.web.residents.pressing import ANSWERS, MORE, WORDS, fill_in, tell_more

OTHERS = ("/follow/", "/follow/own-code/", "/emergency/", "/traces/")


def cases_seen_by(cast: Cast, name: str) -> list[Case]:
    with cast.seeing(name):
        return list(Case.objects.select_related("casekey", "place", "about_unit"))


def test_a_concern_goes_from_the_first_page_to_its_receipt_and_is_followed(client: Client, cast: Cast) -> None:
    assert fill_in(client) == "/raise/check/"
    assert client.get("/raise/check/").status_code == 200
    assert client.post("/raise/check/")["Location"] == "/raise/receipt/"
    (case,) = cases_seen_by(cast, "mediator")
    shown = client.get("/raise/receipt/").context["receipt"]
    assert (shown.reference, case.category, case.place.code) == (case.reference, "neighbour", VILLAGE)
    assert client.post("/raise/receipt/")["Location"] == "/follow/case/"
    assert client.get("/follow/case/").context["case"] == case
    assert client.get("/raise/receipt/")["Location"] == "/follow/"


def test_everything_that_was_written_is_in_the_case(client: Client, cast: Cast) -> None:
    fill_in(client)
    tell_more(client)
    client.post("/raise/check/")
    with cast.seeing("mediator"):
        case = Case.objects.select_related("casekey").get()
        party = case.parties.select_related("case__casekey").get()
        said = {m.kind: m.body for m in case.messages.select_related("case__casekey")}
        told = (party.name, party.contact.phone, party.contact.safe_channel, case.happened_on.isoformat())
    assert said == {"concern": WORDS, "wish": "Open it.", "where": "Behind house 7"}
    assert told == ("Wang Xiaoming", "13800138000", "phone", "2026-03-01")


def test_only_what_happened_where_and_which_kind_is_needed(client: Client, cast: Cast) -> None:
    assert fill_in(client, contact={"safe_channel": ""}) == "/raise/check/"
    assert client.post("/raise/check/")["Location"] == "/raise/receipt/"
    with cast.seeing("mediator"):
        party = Case.objects.get().parties.select_related("case__casekey").get()
        assert (party.name, party.contact) == ("", ContactCard())


@pytest.mark.parametrize("channel", ["", "notice", "call_in", "none"])
def test_a_way_that_needs_nothing_leads_straight_to_the_last_page(client: Client, cast: Cast, channel: str) -> None:
    fill_in(client)
    assert client.post("/raise/contact/", {"safe_channel": channel})["Location"] == "/raise/check/"
    client.post("/raise/check/")
    with cast.seeing("mediator"):
        party = Case.objects.get().parties.select_related("case__casekey").get()
        # The number that was written for another way stays behind.
        assert party.contact == ContactCard(safe_channel=channel)


@pytest.mark.parametrize(
    ("page", "answers", "field"),
    [
        ("/raise/", {"narrative": " "}, "narrative"),
        ("/raise/place/", {"place": ""}, "query"),
        ("/raise/place/", {"place": "atlantis"}, "query"),
        ("/raise/when/", {"happened_on": "2999-01-01"}, "happened_on"),
        ("/raise/category/", {}, "category"),
        ("/raise/office/", {}, "about"),
        ("/raise/reach/", {"phone": "", "hours": "after six"}, "phone"),
    ],
)
def test_a_fault_is_named_at_its_field_and_nothing_typed_is_lost(
    client: Client, cast: Cast, page: str, answers: dict[str, str], field: str
) -> None:
    fill_in(client)
    answer = client.post(page, answers)
    assert list(answer.context["form"].errors) == [field]
    html = answer.content.decode()
    assert [value for name, value in answers.items() if name == "hours" and value not in html] == []
    assert 'class="alert alert-danger error-summary"' in html


def test_going_back_shows_what_was_written(client: Client, cast: Cast) -> None:
    fill_in(client)
    tell_more(client)
    written = [*ANSWERS.values(), *MORE.values()]
    drafts = [vars(client.get(page).context["draft"]) for page in [*ANSWERS, *MORE]]
    kept = [{k: v for k, v in d.items() if k in a} for d, a in zip(drafts, written, strict=True)]
    assert kept == [{k: "" if v == "none" else v for k, v in a.items()} for a in written]


@pytest.mark.parametrize(
    ("page", "answers", "before"),
    [
        ("/raise/", {"narrative": "Half a sen"}, "/"),
        ("/raise/place/", {}, "/raise/"),
        ("/raise/category/", {}, "/raise/place/"),
        ("/raise/contact/", {}, "/raise/office/"),
        ("/raise/wish/", {"wish": "Open"}, "/raise/what"),
    ],
)
def test_the_way_back_keeps_what_was_typed(
    client: Client, cast: Cast, page: str, answers: dict[str, str], before: str
) -> None:
    for there in ANSWERS:
        if there == page:
            break
        client.post(there, ANSWERS[there])
    is_aside = page in MORE
    if is_aside:
        client.get("/raise/check/")
        before = "/raise/check/"
    assert client.post(page, {**answers, "back": "yes"})["Location"] == before
    draft = vars(client.get(page).context["draft"])
    assert {name: draft[name] for name in answers} == answers


def test_what_is_typed_is_kept_while_one_stays(client: Client, cast: Cast) -> None:
    assert client.post("/raise/", {"narrative": "Half a sen", "staying": "yes"}).status_code == 204
    assert client.get("/raise/").context["draft"].narrative == "Half a sen"


def test_the_first_page_leads_on_where_something_is_missing(client: Client, cast: Cast) -> None:
    assert client.get("/").context["going_on"] == ""
    client.post("/raise/", ANSWERS["/raise/"])
    assert client.get("/").context["going_on"] == "residents:raise_place"
    fill_in(client)
    assert client.get("/").context["going_on"] == "residents:raise_check"


def test_mending_one_page_leads_back_to_the_last(client: Client, cast: Cast) -> None:
    fill_in(client)
    client.get("/raise/check/")
    assert client.post("/raise/", {"narrative": "Shorter."})["Location"] == "/raise/check/"
    assert client.get("/raise/check/").context["draft"].narrative == "Shorter."


@pytest.mark.parametrize("typed", ["上凤凰坡", "凤凰坡", "shangfenghuangpo", "sfhp", VILLAGE])
def test_a_place_is_found_by_name_pinyin_initials_or_code(client: Client, cast: Cast, typed: str) -> None:
    (found,) = client.post("/raise/place/", {"query": typed, "search": "yes"}).context["found"]
    assert (found.place.code, [place.code for place in found.above]) == (VILLAGE, [TOWNSHIP, COUNTY, CITY])


def test_a_place_that_is_not_found_leaves_the_list(client: Client, cast: Cast) -> None:
    answer = client.post("/raise/place/", {"query": "Atlantis", "search": "yes"})
    assert (answer.context["found"], [place.code for place in answer.context["below"]]) == ([], ["3601", "3607"])


def test_the_list_opens_down_to_a_village(client: Client, cast: Cast) -> None:
    answer = client.get(f"/raise/place/{TOWNSHIP}/")
    assert (VILLAGE in [place.code for place in answer.context["below"]], answer.context["above"][-1].code) == (
        True,
        COUNTY,
    )
    assert f'name="place" value="{VILLAGE}"' in answer.content.decode()
    assert client.post(f"/raise/place/{TOWNSHIP}/", {"place": VILLAGE})["Location"] == "/raise/category/"


def test_the_map_leads_to_the_list_of_what_is_pressed(client: Client, cast: Cast) -> None:
    html = client.get("/raise/place/").content.decode()
    assert re.findall(r'<a href="(/raise/place/\d+/)" class="map-0"', html) == [
        "/raise/place/3601/",
        "/raise/place/3607/",
    ]


def test_a_concern_about_an_office_is_handed_in_past_it(client: Client, cast: Cast) -> None:
    office = cast.unit("mediator")
    fill_in(client, office={"about": office.code})
    told = client.get("/raise/check/").context
    assert (told["about"], told["post"].unit_id in units_below(office.pk)) == (office, False)
    client.post("/raise/check/")
    assert cases_seen_by(cast, "mediator") == []
    (case,) = cases_seen_by(cast, "coordinator")
    assert case.about_unit == office


def test_the_page_before_sending_says_what_happens_by_when(client: Client, cast: Cast) -> None:
    fill_in(client)
    promised = client.get("/raise/check/").context["deadlines"]
    client.post("/raise/check/")
    with cast.seeing("mediator"):
        kept = {c.name: c.due_on for c in Case.objects.get().clocks.all()}
    assert {d.rule.name: d.on for d in promised} == kept


def test_pressing_send_twice_files_one_concern(client: Client, cast: Cast) -> None:
    fill_in(client)
    assert client.post("/raise/check/")["Location"] == "/raise/receipt/"
    assert client.post("/raise/check/")["Location"] == "/raise/receipt/"
    assert len(cases_seen_by(cast, "mediator")) == 1


def test_nothing_is_sent_before_everything_needed_is_written(client: Client, cast: Cast) -> None:
    assert client.post("/raise/check/")["Location"] == "/raise/"
    client.post("/raise/", ANSWERS["/raise/"])
    assert client.post("/raise/check/")["Location"] == "/raise/place/"
    assert cases_seen_by(cast, "mediator") == []


def test_the_table_of_sessions_says_nothing_of_what_was_written(client: Client, cast: Cast) -> None:
    fill_in(client)
    client.post("/raise/check/")
    session = client.session
    receipt = client.get("/raise/receipt/").context["receipt"]
    kept = str(Session.objects.get(pk=session.session_key).get_decoded())
    assert [w for w in (WORDS, "13800138000", receipt.code, receipt.reference) if w in kept] == []


def test_what_was_begun_is_forgotten_after_two_hours(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post("/raise/", ANSWERS["/raise/"])
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get("/raise/").context["draft"].narrative == ""


@pytest.mark.parametrize("page", ["/raise/category/", "/raise/check/"])
def test_a_page_left_open_for_two_hours_says_why_the_next_one_is_empty(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    fill_in(client)
    later = timezone.now() + timedelta(hours=2, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    answer = client.post(page, {"category": "neighbour", "begun": "yes"}, follow=True)
    assert answer.redirect_chain == [("/raise/", 302)]
    assert [str(message) for message in answer.context["messages"]] == [
        "You were away for more than two hours, so what you had written was forgotten."
    ]


def test_throwing_away_forgets_all(client: Client, cast: Cast) -> None:
    fill_in(client)
    assert client.post("/raise/discard/")["Location"] == "/"
    assert client.get("/raise/").context["draft"].narrative == ""


def test_the_first_words_begin_a_session_that_nobody_knew_before(client: Client, cast: Cast) -> None:
    client.post("/language/", {"language": "en"})
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/raise/", ANSWERS["/raise/"])
    assert client.cookies["sessionid"].value != session.session_key


def test_the_pages_need_no_script_and_carry_no_style(client: Client, cast: Cast) -> None:
    fill_in(client)
    for address in [
        "/",
        *ANSWERS,
        *MORE,
        "/raise/check/",
        "/raise/resume/",
        "/places/",
        f"/places/{VILLAGE}/",
        *OTHERS,
    ]:
        html = client.get(address).content.decode()
        assert re.findall(r"<script(?! src)|\sstyle=|\son\w+=|<style", html) == [], address
