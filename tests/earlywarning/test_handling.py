"""What becomes of a signal: taken, its cause found, measures, an outcome; dismissed with a reason; or it climbs."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from folkmoot.cases.errors import CaseError, Missing, NotAllowed
from folkmoot.cases.models import Import
from folkmoot.earlywarning.actions import handling
from folkmoot.earlywarning.actions.campaigns import announce_campaign
from folkmoot.earlywarning.actions.climbing_signals import climb_signals
from folkmoot.earlywarning.actions.reading import read_cases_behind
from folkmoot.earlywarning.errors import NoCauseYet, NoMeasureYet, NotTaken, SignalOver, SignalTaken
from folkmoot.earlywarning.models import Night, Signal, SignalNotice
from folkmoot.earlywarning.posts import post_in_charge
from folkmoot.earlywarning.reasons import known_reasons
from folkmoot.earlywarning.rules.measures import Cause, Measure, Outcome, WhyDismissed
from folkmoot.ledger.models import Event
from folkmoot.ledger.queries import chain_fault
from folkmoot.officers.models import Appointment, Post, Unit
from tests.cast import COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.earlywarning.counting import NAMED, a_signal

HERE = f"36/3601/{COUNTY}/{TOWNSHIP}/{VILLAGE}/"


@pytest.fixture
def signal(cast: Cast, now: datetime) -> Signal:
    """Raised this morning in the resident's village, about water; it names the secretary."""
    return a_signal(cast, now)


def events(cast: Cast, signal: Signal) -> list[str]:
    with cast.seeing("province_coordinator"):
        found = Event.objects.filter(chain=handling.signal_chain(signal.pk)).order_by("seq")
        assert chain_fault(handling.signal_chain(signal.pk)) is None
        return list(found.values_list("kind", flat=True))


def test_from_taking_it_to_its_outcome(cast: Cast, now: datetime, signal: Signal) -> None:
    by = cast.standing("secretary")
    with cast.seeing("secretary"):
        handling.take_signal(signal.pk, by=by, now=now)
        handling.find_cause(signal.pk, cause=Cause.SERVICE_FAILED, said="The pump is broken.", by=by, now=now)
        handling.choose_measures(signal.pk, measures=[Measure.SERVICE_RESTORED], by=by, now=now)
        chosen = handling.choose_measures(signal.pk, measures=[Measure.SERVICE_RESTORED, Measure.MONEY], by=by, now=now)
        handling.measure_done(signal.pk, measure=Measure.MONEY, by=by, now=now)
        handling.record_outcome(signal.pk, outcome=Outcome.MENDED, said="Water runs again.", by=by, now=now)
        ended = Signal.objects.get(pk=signal.pk)
    assert [each.measure for each in chosen] == ["service_restored", "money"]
    assert (ended.cause_text, ended.outcome_text, ended.outcome) == (
        "The pump is broken.",
        "Water runs again.",
        "mended",
    )
    assert (ended.ended_at, ended.climbs_at, ended.taken_by_id) == (now, None, by.post_id)
    assert b"pump" not in bytes(ended.sealed_cause or b"")
    assert events(cast, signal) == [
        "signal.raised",
        "signal.taken",
        "signal.cause_found",
        "signal.measures_chosen",
        "signal.measures_chosen",
        "signal.measure_done",
        "signal.outcome_recorded",
    ]


def test_each_step_needs_the_one_before(cast: Cast, now: datetime, signal: Signal) -> None:
    by = cast.standing("secretary")
    ways = {
        "cause": lambda: handling.find_cause(signal.pk, cause=Cause.OTHER, said="It.", by=by, now=now),
        "measures": lambda: handling.choose_measures(signal.pk, measures=[Measure.MONEY], by=by, now=now),
        "outcome": lambda: handling.record_outcome(signal.pk, outcome=Outcome.MENDED, said="Done.", by=by, now=now),
    }

    def refused(way: str) -> type[CaseError]:
        with cast.seeing("secretary"), pytest.raises(CaseError) as error:
            ways[way]()
        return error.type

    assert [refused(way) for way in ways] == [NotTaken] * 3
    with cast.seeing("secretary"):
        handling.take_signal(signal.pk, by=by, now=now)
    assert [refused("measures"), refused("outcome")] == [NoCauseYet] * 2
    with cast.seeing("secretary"):
        ways["cause"]()
    assert refused("outcome") is NoMeasureYet


def test_it_is_dismissed_with_a_reason_in_words_only(cast: Cast, now: datetime, signal: Signal) -> None:
    by, why = cast.standing("secretary"), WhyDismissed.KNOWN_REASON
    with cast.seeing("secretary"):
        with pytest.raises(Missing):
            handling.dismiss_signal(signal.pk, why=why, said="  ", by=by, now=now)
        handling.dismiss_signal(signal.pk, why=why, said="The meters were read.", by=by, now=now)
        assert Signal.objects.get(pk=signal.pk).dismissal_text == "The meters were read."
        with pytest.raises(SignalOver):
            handling.take_signal(signal.pk, by=by, now=now)
        with pytest.raises(IntegrityError), transaction.atomic():
            Signal.objects.filter(pk=signal.pk).update(sealed_dismissal=None)


def test_the_post_that_is_named_takes_it_or_one_above_and_nobody_else(
    cast: Cast, now: datetime, signal: Signal
) -> None:
    for who in ("mediator", "auditor", "call_back"):
        with cast.seeing(who), pytest.raises(NotAllowed):
            handling.take_signal(signal.pk, by=cast.standing(who), now=now)
    with cast.seeing("stranger"), pytest.raises(Signal.DoesNotExist):
        handling.take_signal(signal.pk, by=cast.standing("stranger"), now=now)
    with cast.seeing("lead"):
        handling.take_signal(signal.pk, by=cast.standing("lead"), now=now)
        with pytest.raises(SignalTaken):
            handling.take_signal(signal.pk, by=cast.standing("lead"), now=now)


def test_what_nobody_takes_climbs_level_by_level(cast: Cast, now: datetime, signal: Signal) -> None:
    by, told = cast.standing("automation"), []
    for days in (1, 10, 20, 30, 40, 50):
        climb_signals(by=by, now=now + timedelta(days=days))
        with cast.seeing("province_coordinator"):
            told.append(Signal.objects.get(pk=signal.pk).level_path.count("/"))
    assert told == [5, 4, 3, 2, 1, 1]
    with cast.seeing("province_coordinator"):
        assert set(SignalNotice.objects.filter(signal=signal).values_list("why", flat=True)) == {"raised", "untaken"}
        assert Signal.objects.get(pk=signal.pk).climbs_at is None


def test_a_vacant_post_is_passed_over_at_once(cast: Cast, now: datetime, signal: Signal) -> None:
    Appointment.objects.filter(post=cast.post("secretary")).update(until_on=now.date())
    assert climb_signals(by=cast.standing("automation"), now=now) == {"vacant": 1}
    with cast.seeing("lead"):
        assert Signal.objects.get(pk=signal.pk).post_id == cast.post("coordinator").pk


def test_the_lowest_post_that_somebody_holds_is_named(cast: Cast, now: datetime) -> None:
    today, county = now.date(), f"36/3601/{COUNTY}/"
    assert post_in_charge(HERE, today=today).post_id == cast.post("secretary").pk
    assert post_in_charge(f"{county}{TOWNSHIP}/", today=today).post_id == cast.post("coordinator").pk
    assert post_in_charge("36/3607/360702/360702001/", today=today).post_id == cast.post("stranger").pk


def test_no_signal_goes_to_the_police_though_they_sit_at_the_place_or_above_it(
    cast: Cast, now: datetime, signal: Signal
) -> None:
    for code, number in ((TOWNSHIP, -1), (COUNTY, -2)):
        # Before all others, by its number.
        police = Unit.objects.create(
            pk=number, code=f"{code}.police", kind="department", title_en="Police", title_zh="公安",
            place=cast.place(code), competences=["public_order", "traffic"],
        )  # fmt: skip
        Post.objects.create(unit=police, code=f"{code}.police.coordinator", role="coordinator")
    for path in (HERE, f"36/3601/{COUNTY}/{TOWNSHIP}/", f"36/3601/{COUNTY}/"):
        assert post_in_charge(path, today=now.date()).unit_id > 0
    post = cast.post(f"{COUNTY}.police.coordinator")
    Appointment.objects.filter(post=cast.post("lead")).update(post=post)
    by = cast.standing("lead")
    assert (by.post_id, by.handles_all, cast.standing("city_coordinator").handles_all) == (post.pk, False, True)
    with cast.seeing("lead"), pytest.raises(NotAllowed):
        handling.take_signal(signal.pk, by=by, now=now)
    climb_signals(by=cast.standing("automation"), now=now + timedelta(days=30))
    with cast.seeing("province_coordinator"):
        assert set(SignalNotice.objects.values_list("post__unit__kind", flat=True)) == {"office", "committee"}


def test_each_look_at_the_cases_stands_in_the_ledger(cast: Cast, now: datetime, signal: Signal) -> None:
    officer, by = cast.officer("lead"), cast.standing("lead")
    with cast.seeing("lead"):
        read_cases_behind(signal, officer=officer, by=by, now=now)
        event = Event.objects.get(kind="signal.cases_read")
    assert (event.post_id, event.data) == (by.post_id, {"signal": signal.pk, "seen": 0})


def test_a_campaign_is_a_known_reason_at_its_place_and_about_its_topic(cast: Cast, now: datetime) -> None:
    given = {"title": "Water month", "from_on": date(2026, 3, 1), "until_on": date(2026, 3, 31), "now": now}
    with pytest.raises(NotAllowed):
        announce_campaign(cast.place(TOWNSHIP), topic=None, by=cast.standing("lead"), **given)
    announce_campaign(cast.place(TOWNSHIP), topic=NAMED, by=cast.standing("administrator"), **given)
    with cast.seeing("province_coordinator"):
        found = {
            (path, group): [reason.title for reason in known_reasons(
                path, group=group, since=date(2026, 3, 6), until=date(2026, 3, 9)
            ) if reason.kind == "campaign"]
            for path in (HERE, "36/3607/")
            for group in ("services", "work")
        }  # fmt: skip
    assert found == {
        (HERE, "services"): ["Water month"],
        (HERE, "work"): [],
        ("36/3607/", "services"): [],
        ("36/3607/", "work"): [],
    }


def test_an_import_and_an_office_that_opened_are_known_reasons_where_they_are_near(cast: Cast, now: datetime) -> None:
    given = {"post": cast.post("administrator"), "at": now - timedelta(days=8), "read_count": 5}
    counts = {"known_count": 0, "refused_count": 0, "unplaced_count": 0}

    def found(path: str, until: date) -> list[tuple[str, date, int]]:
        reasons = known_reasons(path, group="services", since=date(2026, 3, 6), until=until)
        return [(each.kind.value, each.on, each.of) for each in reasons]

    with cast.seeing("province_coordinator"):
        entered, _empty = (
            Import.objects.create(source="letters", area="36/3601/", entered_count=number, **given, **counts)
            for number in (5, 0)
        )
        before = [("import", date(2026, 3, 2), entered.pk)]
        assert found(HERE, date(2026, 3, 9)) == before
        # The committee of the village has had officers since this day.
        assert found(HERE, now.date()) == [("office_opened", now.date(), cast.unit("secretary").pk), *before]
        assert found("36/3607/", date(2026, 3, 9)) == []


def test_a_signal_points_at_no_place_below_the_night_that_found_it(cast: Cast, signal: Signal) -> None:
    with cast.seeing("stranger"):
        assert Night.objects.values_list("tier", flat=True).get() == "36/"
        assert not Signal.objects.exists()
