"""Suggestions, earlier disputes nearby, and the count of what was taken, as the cast meets them."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.models import Case
from folkmoot.lib.home import home_path
from folkmoot.procedures.queries import newest_pack
from folkmoot.triage.actions.counting import NotSorting, count_helped, count_rejected, count_taken, count_useless
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.models import Tally
from folkmoot.triage.queries import advise, model, neighbours, own_samples, suggest, tally_of
from folkmoot.triage.rules.advice import Advice, State
from folkmoot.triage.rules.areas import county_of
from folkmoot.triage.rules.file_format import path_in
from folkmoot.triage.rules.samples import Sample
from folkmoot.triage.rules.tallying import Line
from tests.cases.filing import filed_at_the_desk, filed_on_the_web
from tests.cast import COUNTY, FAR_TOWNSHIP, NEXT_VILLAGE, Cast
from tests.triage.samples import learned


@pytest.fixture
def kept_model(tmp_path: object, monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    keep_model(learned())


def summarised(cast: Cast, now: datetime, summary: str, **changes: object) -> int:
    """A case that an officer of the province has summarised."""
    receipt = filed_on_the_web(cast, now, **changes)
    with cast.seeing("province_coordinator"):
        Case.objects.filter(pk=receipt.case_id).update(summary=summary)
    return receipt.case_id


def near(cast: Cast, who: str, case_id: int) -> list[int]:
    """The numbers of what this person finds near a case."""
    with cast.seeing(who):
        case = Case.objects.get(pk=case_id)
        return [each.case.pk for each in neighbours(case, officer=cast.officer(who), today=cast.today)]


def test_an_officer_who_sorts_concerns_gets_suggestions(cast: Cast, kept_model: None) -> None:
    (first, *_) = suggest("拖欠工资 wages", officer=cast.officer("mediator"))
    assert first.category == "labour"
    assert suggest("拖欠工资 wages", officer=cast.officer("administrator")) == ()


def test_before_the_first_training_nothing_is_suggested(
    cast: Cast, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOLKMOOT_HOME", str(tmp_path))
    assert model() is None
    assert suggest("wages", officer=cast.officer("mediator")) == ()


def test_a_new_model_takes_the_place_of_the_old_one_at_once(cast: Cast, kept_model: None, now: datetime) -> None:
    before = model()
    path = keep_model(learned(named="new-{}"))
    assert before is not None
    assert before.categories[0] == "labour"
    assert model().categories[0] == "new-labour"  # type: ignore[union-attr]
    assert path == path_in(path.parents[1])


def test_the_nearest_dispute_comes_first(cast: Cast, now: datetime) -> None:
    case = summarised(cast, now, "A ditch between two houses is blocked")
    unlike = summarised(cast, now - timedelta(days=2), "A tree throws shade on a field")
    like = summarised(cast, now - timedelta(days=9), "The ditch between two houses was blocked")
    next_village = summarised(
        cast, now - timedelta(days=9), "The ditch between two houses was blocked", place=cast.place(NEXT_VILLAGE)
    )
    assert near(cast, "coordinator", case) == [like, next_village, unlike]


def test_neighbours_are_earlier_and_of_the_same_county(cast: Cast, now: datetime) -> None:
    case = summarised(cast, now, "A ditch is blocked")
    summarised(cast, now + timedelta(hours=1), "A ditch is blocked")
    summarised(cast, now - timedelta(days=9), "A ditch is blocked", place=cast.place(FAR_TOWNSHIP))
    summarised(cast, now - timedelta(days=6 * 365), "A ditch is blocked")
    assert near(cast, "province_coordinator", case) == []


def test_no_officer_finds_a_neighbour_that_they_may_not_see(cast: Cast, now: datetime) -> None:
    next_door = summarised(cast, now - timedelta(days=1), "A ditch is blocked", place=cast.place(NEXT_VILLAGE))
    about_them = summarised(cast, now - timedelta(days=2), "A ditch is blocked", about_unit=cast.unit("mediator"))
    case = summarised(cast, now, "A ditch is blocked")
    assert near(cast, "mediator", case) == []
    assert near(cast, "coordinator", case) == [about_them, next_door]
    with cast.seeing("province_coordinator"):
        found = Case.objects.get(pk=case)
    with cast.seeing("stranger"):
        assert neighbours(found, officer=cast.officer("stranger"), today=cast.today) == ()


def test_a_name_makes_no_neighbour(cast: Cast, now: datetime) -> None:
    case = summarised(cast, now, "A ditch is blocked", name="Zhang Wei")
    other_name = summarised(cast, now - timedelta(days=1), "A ditch is blocked", name="Li Na")
    same_name = summarised(cast, now - timedelta(days=1), "Smoke from a kitchen", name="Zhang Wei")
    assert near(cast, "coordinator", case) == [other_name, same_name]


def test_the_statements_do_not_grow_with_the_neighbours(cast: Cast, now: datetime) -> None:
    case = summarised(cast, now, "A ditch is blocked")
    counted = []
    for days in (1, 2, 3):
        summarised(cast, now - timedelta(days=days), "A ditch is blocked")
        with cast.seeing("coordinator"):
            found = Case.objects.get(pk=case)
            with CaptureQueriesContext(connection) as statements:
                assert len(neighbours(found, officer=cast.officer("coordinator"), today=cast.today)) == days
        counted.append(len(statements))
    assert counted == [3, 3, 3]


def test_own_cases_teach_their_summaries_and_nothing_that_was_said(cast: Cast, now: datetime) -> None:
    filed_at_the_desk(cast, "mediator", now)
    summarised(cast, now, "A ditch is blocked")
    assert own_samples() == [Sample("A ditch is blocked", "neighbour")]


def test_answers_are_counted_by_month_and_county_and_by_nobody(cast: Cast, now: datetime) -> None:
    me, path = cast.standing("mediator"), cast.village.path
    for _ in range(2):
        count_taken("neighbour", path=path, by=me, today=now.date())
    count_rejected("labour", path=path, by=me, today=now.date())
    county = cast.place(COUNTY).path
    first = now.date().replace(day=1)
    assert sorted(Tally.objects.values_list("month", "area", "category", "answer", "count")) == [
        (first, county, "labour", "rejected", 1),
        (first, county, "neighbour", "taken", 2),
    ]
    assert {field.name for field in Tally._meta.get_fields()} == {
        "id", "month", "area", "category", "answer", "count"
    }  # fmt: skip


@pytest.mark.parametrize("who", ["stranger", "administrator"])
def test_only_who_sorts_concerns_there_is_counted(cast: Cast, now: datetime, who: str) -> None:
    with pytest.raises(NotSorting):
        count_taken("neighbour", path=cast.village.path, by=cast.standing(who), today=now.date())
    assert Tally.objects.count() == 0


def test_an_area_is_a_county_or_what_stands_for_it() -> None:
    assert county_of("36/3601/360102/360102002/360102002004/", levels=5) == "36/3601/360102/"
    assert county_of("36/3601/", levels=5) == "36/3601/"
    assert county_of("zurich/district/", levels=2) == "zurich/"


def test_advice_is_for_who_sorts_concerns_alone(cast: Cast, kept_model: None) -> None:
    pack = newest_pack("intl")
    found = {who: advise("拖欠工资 overtime", officer=cast.officer(who), pack=pack) for who in ("mediator", "auditor")}
    assert found["auditor"] is None
    assert found["mediator"] is not None
    assert (found["mediator"].state, found["mediator"].best and found["mediator"].best.category) == (
        State.OFFERED,
        "labour",
    )


@pytest.mark.parametrize("name", ["Wang Xiaoming", "Fence Elevator", "欧阳水沟"])
def test_the_name_of_a_party_changes_no_advice(cast: Cast, kept_model: None, name: str) -> None:
    pack, officer = newest_pack("intl"), cast.officer("mediator")
    plain = advise("The employer owes wages to us", officer=officer, pack=pack)
    named = advise(f"The employer owes wages to us. {name}", officer=officer, pack=pack, names=[name])
    assert named == plain


def test_a_model_that_cannot_be_read_is_said_to_be_broken(cast: Cast, kept_model: None) -> None:
    path_in(home_path()).write_bytes(b"no model")
    advice = advise("wages", officer=cast.officer("mediator"), pack=newest_pack("intl"))
    assert advice == Advice(State.BROKEN)


def test_a_model_trained_for_other_categories_says_so(cast: Cast, kept_model: None, now: datetime) -> None:
    keep_model(learned(named="other-{}"))
    advice = advise("wages", officer=cast.officer("mediator"), pack=newest_pack("intl"))
    assert advice == Advice(State.OTHER_CATEGORIES)


def test_the_tally_is_read_in_the_own_area_and_of_the_own_county(cast: Cast, now: datetime) -> None:
    me, path, today = cast.standing("mediator"), cast.village.path, now.date()
    count_taken("neighbour", path=path, by=me, today=today)
    count_helped("neighbour", path=path, by=me, today=today)
    count_useless("noise", path=path, by=me, today=today)
    stranger = cast.standing("stranger")
    count_rejected("noise", path=stranger.area, by=stranger, today=today)
    month = today.replace(day=1)
    near = [Line(month, "neighbour", taken=1, helped=1), Line(month, "noise", useless=1)]
    assert tally_of([path], since=today)[0] == near
    assert tally_of([cast.place(COUNTY).path], since=today)[0] == near
    assert tally_of([stranger.area], since=today)[0] == [Line(month, "noise", rejected=1)]
    assert tally_of([path], since=today + timedelta(days=40)) == ([], Line(None, ""))
