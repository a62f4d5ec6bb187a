"""The list of warned cases behind the counts of the board: narrowed by codes, seen by who sees the cases, kept."""

from urllib.parse import parse_qs

import pytest
from django.db import ProgrammingError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from folkmoot.cases.models import Case, Reading
from folkmoot.earlywarning.actions.taking import take_warning
from folkmoot.earlywarning.models import CaseWarning, Look
from tests.cases.stages import led_by_the_mediator
from tests.cast import COUNTY, NEXT_VILLAGE, OTHER_COUNTY, VILLAGE, Cast
from tests.earlywarning.sweeping import days, swept, warnings_in
from tests.web.desk.conftest import SignIn

#: the budget of the queue
MOST_STATEMENTS = 13


def silent_case(cast: Cast, *, for_days: int = 8, **changes: object) -> Case:
    """A case of the village in which nothing was done for some days."""
    now = timezone.now()
    case_id = led_by_the_mediator(cast, now).case_id
    with cast.seeing("lead"):
        Case.objects.filter(pk=case_id).update(changed_at=now - days(for_days), **changes)
        return Case.objects.get(pk=case_id)


@pytest.fixture
def silent(cast: Cast) -> Case:
    """A case in which nothing was done for days, of which the sweep has warned."""
    case = silent_case(cast)
    swept(cast, timezone.now())
    return case


def listed(browser: Client, query: str = "") -> str:
    """What the list says."""
    answer = browser.get(reverse("desk:warned") + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition("<main")[2].split())


def looks(cast: Cast) -> list[tuple[int, int]]:
    """Which post looked at which case."""
    with cast.seeing("lead"):
        return list(Look.objects.order_by("pk").values_list("post", "case"))


def test_the_list_says_what_warns_of_which_case_and_who_must_act(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    page = listed(at_desk("lead"))
    assert silent.spoken_reference in page
    assert "1 case, warnings: 1" in page
    assert "Nothing has been done in it since" in page
    assert "must act by" in page


#: whether the case is there when the list is narrowed so
NARROWED = {
    "?colour=yellow": True,
    "?colour=red": False,
    "?kind=silent": True,
    "?kind=overdue": False,
    "?taken=nobody": True,
    "?taken=somebody": False,
    "?taken=mine": False,
    f"?place={VILLAGE}": True,
    f"?place={NEXT_VILLAGE}": False,
    f"?place={COUNTY}&colour=yellow&kind=silent&taken=nobody": True,
}


def test_it_is_narrowed_by_codes(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    browser = at_desk("lead")
    pages = {query: listed(browser, query) for query in NARROWED}
    assert {query: silent.spoken_reference in page for query, page in pages.items()} == NARROWED
    none = "No open warning of a case that you see fits."
    assert {query: none not in page for query, page in pages.items()} == NARROWED


def test_what_is_no_code_of_it_is_absent(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    browser = at_desk("lead")
    wrong = ("?colour=pink", "?kind=angry", "?taken=me", "?place=none", "?page=0", "?page=x", "?page=2")
    assert {browser.get(reverse("desk:warned") + query).status_code for query in wrong} == {404}


def test_a_stranger_lists_nothing_of_it_nor_asks_for_its_place(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    stranger = at_desk("stranger")
    page = listed(stranger)
    assert "Nothing warns here now" in page
    assert silent.spoken_reference not in page
    assert stranger.get(f"{reverse('desk:warned')}?place={COUNTY}").status_code == 404
    assert listed(stranger, f"?place={OTHER_COUNTY}") != ""
    assert looks(cast) == []


def test_each_look_at_cases_is_kept_with_the_post_and_what_it_saw(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    listed(at_desk("lead"), f"?place={COUNTY}&colour=yellow")
    listed(at_desk("lead"), "?colour=red")
    assert looks(cast) == [(cast.post("lead").pk, silent.pk)]
    with cast.seeing("lead"):
        assert Reading.objects.filter(case=silent).count() == 0


def test_what_is_kept_of_looks_can_neither_be_changed_nor_deleted(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    listed(at_desk("lead"))
    for change in (Look.objects.all().delete, lambda: Look.objects.update(user_id=1)):
        with pytest.raises(ProgrammingError, match="permission denied"), cast.seeing("lead"):
            change()


def test_who_is_named_takes_it_from_the_list_and_then_it_is_under_what_is_taken(
    at_desk: SignIn, cast: Cast, silent: Case
) -> None:
    (warning,) = warnings_in(cast, silent.pk).values()
    there = reverse("desk:warning", args=[warning.pk])
    assert there in listed(at_desk("mediator"), "?taken=mine")
    with cast.seeing("mediator"):
        take_warning(warning.pk, said="I go there today.", by=cast.standing("mediator"), now=timezone.now())
    assert "No open warning of a case that you see fits." in listed(at_desk("mediator"), "?taken=mine")
    page = listed(at_desk("lead"), "?taken=somebody")
    assert silent.spoken_reference in page
    assert there not in page


def test_the_graver_case_stands_first_with_all_that_warns_of_it(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    redone = silent_case(cast, reopened_count=2)
    swept(cast, timezone.now())
    page = listed(at_desk("lead"))
    assert page.index(redone.spoken_reference) < page.index(silent.spoken_reference)
    assert "2 cases, warnings: 3" in page
    assert page.count('class="row-link"') == 2


def test_each_count_of_the_board_leads_to_as_many_warnings(at_desk: SignIn, cast: Cast, silent: Case) -> None:
    silent_case(cast, reopened_count=2)
    swept(cast, timezone.now())
    browser = at_desk("province_coordinator")
    tables = browser.get(reverse("desk:warnings")).context["tables"]
    cells = [cell for table in tables for _place, line in table.lines for cell in line if cell.href]
    assert sorted(cell.count for cell in cells) == [1, 1, 2, 2, 3, 3]  # a colour and a kind each, and both together
    for cell in cells:
        assert browser.get(cell.href).context["found"].total == cell.count
        assert {len(values) for values in parse_qs(cell.href.partition("?")[2]).values()} == {1}


def test_more_than_fifty_cases_are_leafed_through(
    at_desk: SignIn, cast: Cast, silent: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent_case(cast)
    swept(cast, timezone.now())
    monkeypatch.setattr("folkmoot.earlywarning.warned.PAGE", 1)
    browser = at_desk("lead")
    first = browser.get(reverse("desk:warned"))
    second = browser.get(first.context["after"])
    pages = [row.case.pk for answer in (first, second) for row in answer.context["rows"]]
    assert sorted(pages) == sorted(each.case_id for each in open_warnings(cast))
    assert (second.context["before"], second.context["after"]) == (reverse("desk:warned"), "")


def test_beyond_a_thousand_warnings_nobody_counts_on(
    at_desk: SignIn, cast: Cast, silent: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent_case(cast, reopened_count=2)
    swept(cast, timezone.now())
    browser = at_desk("lead")
    monkeypatch.setattr("folkmoot.earlywarning.warned.COUNTED", 3)
    assert "2 cases, warnings: 3" in listed(browser)
    monkeypatch.setattr("folkmoot.earlywarning.warned.COUNTED", 2)
    page = listed(browser)
    assert "More than 1,000 warnings" in page
    assert "warnings: 3" not in page
    assert page.count('class="row-link"') == 2


def open_warnings(cast: Cast) -> list[CaseWarning]:
    with cast.seeing("lead"):
        return list(CaseWarning.objects.open())


def test_it_reads_as_much_for_one_case_as_for_three_within_the_budget(
    at_desk: SignIn, cast: Cast, silent: Case
) -> None:
    browser, counts = at_desk("lead"), []
    listed(browser)
    for cases in ("1 case,", "3 cases,"):
        with CaptureQueriesContext(connection) as counted:
            assert cases in listed(browser, "?kind=silent")
        counts.append(len(counted))
        silent_case(cast)
        silent_case(cast)
        swept(cast, timezone.now())
    with CaptureQueriesContext(connection) as counted:
        assert "came up in" in listed(browser, "?kind=recurring")
    assert counts[0] == counts[1] < len(counted) <= MOST_STATEMENTS
