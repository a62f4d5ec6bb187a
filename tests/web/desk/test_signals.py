"""Signals at the desk: the list, the page of one, the cases behind it, what is done about it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from folkmoot.earlywarning.models import Signal
from folkmoot.ledger.models import Event
from tests.cases.filing import filed_on_the_web
from tests.cast import COUNTY, NEXT_TOWNSHIP, NOW, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, ZONE, Cast
from tests.earlywarning.signalling import a_signal
from tests.web.desk.conftest import SignIn


def said(answer: HttpResponse) -> str:
    """What a page says, without its marks."""
    words = " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2]).split())
    return re.sub(r" ([.,;:])", r"\1", words)


def page_of(browser: Client, signal: Signal, name: str = "signal") -> str:
    answer = browser.get(reverse(f"desk:{name}", args=[signal.pk]))
    assert answer.status_code == 200
    return said(answer)


def press(browser: Client, signal: Signal, deed: str, **sent: object) -> HttpResponse:
    return browser.post(reverse("desk:signal_step", args=[signal.pk, deed]), sent)


def kept(cast: Cast, signal: Signal) -> Signal:
    """As it stands in the database."""
    with cast.seeing("lead"):
        return Signal.objects.get(pk=signal.pk)


def chain(signal: Signal) -> list[str]:
    """What the ledger says of it."""
    return list(Event.objects.filter(chain=f"signal:{signal.pk}").order_by("pk").values_list("kind", flat=True))


def statements(browser: Client, address: str) -> int:
    """How many statements a page takes once everything that is read once is read."""
    browser.get(address)
    with CaptureQueriesContext(connection) as found:
        assert browser.get(address).status_code == 200
    return len(found)


def test_a_signal_says_where_what_since_when_and_how_many_against_how_many(at_desk: SignIn, cast: Cast) -> None:
    shown = page_of(at_desk("lead"), a_signal(cast))
    assert "Neighbours · 滕王阁街道" in shown
    assert "9 cases in 6 days, from 4 Mar 2026 to 9 Mar 2026; 1.2 were to be expected. What is failing here?" in shown
    assert "On nights like these, one such signal in 40 days is noise." in shown
    assert "by chance once in 7 years" in shown.replace("7 years by chance once in", "by chance once in 7 years")


def test_how_it_was_computed_is_said_in_numbers_that_a_leader_can_ask_about(at_desk: SignIn, cast: Cast) -> None:
    shown = page_of(at_desk("lead"), a_signal(cast))
    assert "the 612 cases of a year in 东湖区 Donghu qu were counted" in shown
    assert "The same year was dealt out by chance 999 times." in shown
    assert "Rates here vary by 30 % by themselves" in shown
    assert "a signal is raised from once in 500 days on, so that chance may raise about 0.7 a year here" in shown


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"noise_days": None}, "There are too few past nights to say how often noise does as much."),
        ({"noise_days": 90.0, "noise_is_at_least": True}, "None of 90 past nights like these did as much."),
    ],
)
def test_where_the_past_is_short_or_quiet_the_page_says_so(
    at_desk: SignIn, cast: Cast, told: dict[str, object], sentence: str
) -> None:
    assert sentence in page_of(at_desk("lead"), a_signal(cast, **told))


def test_known_reasons_are_shown_and_silence_nothing(at_desk: SignIn, cast: Cast) -> None:
    campaign = {"kind": "campaign", "on": "2026-03-01", "of": 1, "title": "Spring clean-up <b>"}
    signal = a_signal(cast, reasons=[campaign, {"kind": "import", "on": "2026-03-02", "of": 2, "title": ""}])
    answer = at_desk("lead").get(reverse("desk:signal", args=[signal.pk]))
    assert "Offices asked residents to come forward from 1 Mar 2026 on: Spring clean-up &lt;b&gt;" in said(answer)
    assert "Cases of another system were entered on 2 Mar 2026." in said(answer)


def test_the_map_marks_the_county_and_leads_only_to_what_is_the_officers(at_desk: SignIn, cast: Cast) -> None:
    answer = at_desk("lead").get(reverse("desk:signal", args=[a_signal(cast).pk])).content.decode()
    shades = dict(re.findall(r'class="map-(\d)" data-code="(\d+)"', answer))
    assert shades == {"5": COUNTY, "0": "360104"}
    assert re.findall(r'<a href="[^"]*/overview/(\d+)/" class="map', answer) == [COUNTY]
    assert "OpenStreetMap" in answer


def test_a_wide_signal_shows_how_its_cases_lie_within_it(at_desk: SignIn, cast: Cast) -> None:
    a_signal(cast)
    wide = a_signal(cast, "3601", post="city_coordinator", topic="neighbours")
    answer = at_desk("city_coordinator").get(reverse("desk:signal", args=[wide.pk])).content.decode()
    assert set(re.findall(r'class="map-(\d)" data-code="(\d+)"', answer)) == {("5", COUNTY), ("0", "360104")}
    assert re.search(r"东湖区.*?</th><td class=\"number\">9</td>", answer) is not None


def test_who_does_not_see_the_place_does_not_see_the_signal(at_desk: SignIn, cast: Cast) -> None:
    signal = a_signal(cast)
    for name in ("stranger", "mediator"):
        for path in ("", "cases/", "take/"):
            assert at_desk(name).get(f"/desk/signals/{signal.pk}/{path}").status_code == 404
    assert "Nothing stands out here now" in said(at_desk("stranger").get("/desk/signals/"))


def test_the_list_shows_what_is_open_and_finds_what_is_over(at_desk: SignIn, cast: Cast) -> None:
    new = a_signal(cast)
    over = a_signal(
        cast, NEXT_TOWNSHIP, dismissed="unrelated", ended_at=NOW, sealed_dismissal=b"sealed", climbs_at=None
    )
    browser = at_desk("lead")

    def listed(query: str) -> list[str]:
        return re.findall(r'class="row-link" href="/desk/signals/(\d+)/"', browser.get(query).content.decode())

    assert listed("/desk/signals/") == listed("/desk/signals/?state=new") == [str(new.pk)]
    assert listed("/desk/signals/?state=over&level=2") == [str(over.pk)]
    assert listed("/desk/signals/?level=1") == listed("/desk/signals/?state=taken") == []
    assert browser.get("/desk/signals/?state=else").status_code == 404
    assert browser.get("/desk/signals/?page=x").status_code == 404


def test_a_long_list_has_pages(at_desk: SignIn, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("folkmoot.web.desk.signals.pages.SHOWN", 1)
    a_signal(cast)
    a_signal(cast, NEXT_TOWNSHIP)
    browser = at_desk("lead")
    pages = r'class="btn" rel="(\w+)" href="\?([^"]*)"'
    assert re.findall(pages, browser.get("/desk/signals/").content.decode()) == [("next", "page=2")]
    assert re.findall(pages, browser.get("/desk/signals/?page=2").content.decode()) == [("prev", "page=1")]


def test_the_pages_take_as_many_statements_for_one_signal_as_for_three(at_desk: SignIn, cast: Cast) -> None:
    browser, first = at_desk("lead"), a_signal(cast)
    addresses = ["/desk/signals/", f"/desk/signals/{first.pk}/", "/desk/"]
    before = [statements(browser, address) for address in addresses]
    a_signal(cast, NEXT_TOWNSHIP)
    a_signal(cast, VILLAGE, topic="work")
    assert [statements(browser, address) for address in addresses] == before
    assert before[0] <= 12
    assert before[1] <= 18


def test_the_cases_behind_it_are_those_one_may_see_and_that_one_looked_is_kept(at_desk: SignIn, cast: Cast) -> None:
    now = timezone.now()
    receipt = filed_on_the_web(cast, now)
    filed_on_the_web(cast, now, category="water")
    today = now.astimezone(ZONE).date()
    signal = a_signal(cast, VILLAGE, since=today, until=today, cases=3)
    answer = at_desk("lead").get(reverse("desk:signal_cases", args=[signal.pk]))
    assert re.findall(r'href="/desk/cases/(\w+)/"', answer.content.decode()) == [receipt.reference]
    assert "2 further cases are counted, but are not yours to see or count elsewhere by now." in said(answer)
    assert chain(signal) == ["signal.cases_read"]


def test_where_one_sees_none_of_the_cases_the_page_says_why(at_desk: SignIn, cast: Cast) -> None:
    shown = page_of(at_desk("lead"), a_signal(cast), "signal_cases")
    assert "9 further cases are counted" in shown
    assert "None of them is yours to see" in shown


def test_a_signal_is_taken_its_cause_found_measures_carried_out_and_its_outcome_kept(
    at_desk: SignIn, cast: Cast
) -> None:
    browser, signal = at_desk("lead"), a_signal(cast)
    assert press(browser, signal, "take").status_code == 302
    assert press(browser, signal, "cause", cause="works_or_building", said="Night work on the site.").status_code == 302
    assert press(browser, signal, "measures", measures=["inspection", "money"]).status_code == 302
    assert press(browser, signal, "done", measure="inspection").status_code == 302
    assert press(browser, signal, "outcome", outcome="mended", said="Work ends at ten.").status_code == 302
    ended = kept(cast, signal)
    assert (ended.cause_text, ended.outcome, ended.outcome_text) == (
        "Night work on the site.", "mended", "Work ends at ten.",
    )  # fmt: skip
    shown = page_of(browser, signal)
    assert "Carried out: Inspection" in shown
    assert "Outcome: What failed is mended Work ends at ten." in shown
    assert press(browser, signal, "outcome", outcome="mended", said="Again.").status_code == 302
    assert browser.get(f"/desk/signals/{signal.pk}/outcome/").status_code == 404


def test_each_entry_of_its_history_names_the_post_that_did_it(at_desk: SignIn, cast: Cast) -> None:
    browser, signal = at_desk("lead"), a_signal(cast)
    press(browser, signal, "take")
    press(browser, signal, "cause", cause="works_or_building", said="Night work.")
    press(browser, signal, "measures", measures=["inspection"])
    press(browser, signal, "done", measure="inspection")
    press(browser, signal, "outcome", outcome="mended", said="Work ends at ten.")
    listed = browser.get(reverse("desk:signal", args=[signal.pk])).context["file"].history
    assert [(each.what, each.by) for each in reversed(listed)] == [
        (what, "County coordinator")
        for what in (
            "The signal was raised, and this post was told.", "It was taken.",
            "What fails: Building works or a building", "Measure chosen: Inspection", "Carried out: Inspection",
            "Outcome: What failed is mended",
        )
    ]  # fmt: skip


def test_it_is_dismissed_only_with_a_reason_in_words(at_desk: SignIn, cast: Cast) -> None:
    browser, signal = at_desk("lead"), a_signal(cast)
    refused = press(browser, signal, "dismiss", why="known_reason", said=" ")
    assert refused.status_code == 422
    assert "“In your words” is needed." in said(refused)
    assert press(browser, signal, "dismiss", why="known_reason", said="The import of March.").status_code == 302
    assert "Dismissed: A known reason explains the number The import of March." in page_of(browser, signal)


def test_each_step_opens_the_next_one_and_no_other(at_desk: SignIn, cast: Cast) -> None:
    browser, signal = at_desk("lead"), a_signal(cast)

    def open_deeds() -> list[str]:
        page = browser.get(f"/desk/signals/{signal.pk}/").content.decode()
        return re.findall(rf'class="btn[^"]*" href="/desk/signals/{signal.pk}/(?!cases)(\w+)/"', page)

    assert open_deeds() == ["take", "dismiss"]
    press(browser, signal, "take")
    assert open_deeds() == ["cause", "dismiss"]
    press(browser, signal, "cause", cause="other", said="A gate.")
    assert open_deeds() == ["cause", "measures", "dismiss"]
    press(browser, signal, "measures", measures=["inspection"])
    assert open_deeds() == ["cause", "measures", "done", "outcome", "dismiss"]


def test_measures_that_answer_the_cause_stand_first(at_desk: SignIn, cast: Cast) -> None:
    browser, signal = at_desk("lead"), a_signal(cast)
    press(browser, signal, "take")
    press(browser, signal, "cause", cause="wages_unpaid", said="A payer.")
    page = browser.get(f"/desk/signals/{signal.pk}/measures/").content.decode()
    assert re.findall(r'name="measures" value="(\w+)"', page)[:2] == ["wage_claim_help", "inspection"]


def test_an_officer_below_or_of_another_role_may_read_and_not_act(at_desk: SignIn, cast: Cast) -> None:
    signal = a_signal(cast)
    assert "Take this signal" not in page_of(at_desk("auditor"), signal)
    assert at_desk("auditor").get(f"/desk/signals/{signal.pk}/take/").status_code == 404


def test_what_waits_for_a_post_stands_on_its_day_and_in_its_digest(at_desk: SignIn, cast: Cast) -> None:
    signal = a_signal(cast, now=NOW + timedelta(days=1))
    for address in ("/desk/", "/desk/warnings/digest/"):
        assert f'href="/desk/signals/{signal.pk}/"' in at_desk("lead").get(address).content.decode()
        assert f'href="/desk/signals/{signal.pk}/"' not in at_desk("coordinator").get(address).content.decode()


def test_in_chinese_the_page_is_chinese(at_desk: SignIn, cast: Cast) -> None:
    signal = a_signal(cast, OTHER_TOWNSHIP, post="stranger")
    answer = at_desk("stranger").get(f"/desk/signals/{signal.pk}/", headers={"accept-language": "zh-hans"})
    assert "6 天内 9 件（ 2026年3月4日 至 2026年3月9日 ），预期 1.2 件。" in said(answer)
    assert TOWNSHIP not in said(answer)
