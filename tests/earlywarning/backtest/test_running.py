import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest

from folkmoot.earlywarning.backtest import plots
from folkmoot.earlywarning.backtest.history import DailyCases, History
from folkmoot.earlywarning.backtest.method import Method
from folkmoot.earlywarning.backtest.power import Burst, NowhereQuiet, bursts, find, power, quiet_cells
from folkmoot.earlywarning.backtest.running import Outcome, Period, period, run, steps
from folkmoot.earlywarning.backtest.trial import TooShort, Trial
from tests.earlywarning.backtest.pasts import DAYS, FIRST, ignore, past

METHOD = Method(per_year=2)


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    trial = Trial(past(), METHOD)
    return run(trial, Period(364, 560, DAYS), count=20, progress=ignore)


def test_large_bursts_are_found_and_small_ones_are_not(outcome: Outcome) -> None:
    assert [each.size for each in outcome.powers] == [3, 4, 5, 8]
    assert outcome.powers[-1].by(3) >= 0.9
    assert outcome.powers[0].by(3) <= 0.1
    for each in outcome.powers:
        assert each.by(1) <= each.by(2) <= each.by(3)


def test_progress_is_told_of_each_night_and_each_burst() -> None:
    told: list[int] = []
    during = Period(364, 420, 450)
    run(Trial(past(), METHOD), during, count=2, progress=told.append)
    assert sum(told) == steps(during, count=2) == 86 + 8


def test_the_same_back_test_gives_the_same_answer(outcome: Outcome) -> None:
    again = run(outcome.trial, Period(364, 560, DAYS), count=20, progress=ignore)
    assert (again.threshold, again.powers) == (outcome.threshold, outcome.powers)


def test_nothing_of_the_nights_that_try_it_moves_the_threshold(outcome: Outcome) -> None:
    later = [DailyCases(FIRST + timedelta(days=600), "town/west", "waste", 40)]
    again = run(Trial(past(*later), METHOD), Period(364, 560, DAYS), count=2, progress=ignore)
    assert again.threshold == outcome.threshold


def test_bursts_are_put_only_where_few_cases_are_usual(outcome: Outcome) -> None:
    busy = [DailyCases(FIRST + timedelta(days=day), "town/east", "lamps", 1) for day in range(0, DAYS, 2)]
    trial = Trial(past(*busy), METHOD)
    place, topic = trial.history.places.index("town/east"), trial.history.topics.index("lamps")
    assert [place, topic] not in quiet_cells(trial, 600).tolist()
    assert len(quiet_cells(trial, 600)) == 5 * 3 - 1
    assert {burst.size for burst in bursts(trial, 500, 510, size=5, count=9)} == {5}


def test_a_past_that_is_busy_everywhere_has_no_quiet_cell() -> None:
    lines = [DailyCases(FIRST + timedelta(days=day), "a", "x", 2) for day in range(500)]
    with pytest.raises(NowhereQuiet):
        quiet_cells(Trial(History.of(lines), METHOD), 450)


def test_what_is_raised_anyway_finds_no_burst(outcome: Outcome) -> None:
    storm = [DailyCases(FIRST + timedelta(days=600 + day), "town/west", "waste", 9) for day in range(3)]
    trial = Trial(past(*storm), METHOD)
    evenings = trial.evenings(trial.highest(590, 620, progress=ignore), since=590, threshold=8)
    place, topic = trial.history.places.index("town/west"), trial.history.topics.index("waste")
    assert find(trial, evenings, Burst(place, topic, 600, (1, 0, 0)), threshold=8).day is None
    assert find(trial, evenings, Burst(place, topic + 0, 592, (8, 0, 0)), threshold=8).day == 1
    assert power(trial, evenings, [Burst(place, topic, 592, (8, 0, 0))], threshold=8, progress=ignore).delay == 0


def test_by_default_the_last_year_tries_what_the_nights_before_it_set() -> None:
    trial = Trial(past(), METHOD)
    assert period(trial, first=None, calibrate_to=None, last=None) == Period(
        364, trial.history.days - 365, trial.history.days
    )
    day = trial.history.day
    chosen = period(trial, first=day(370), calibrate_to=day(450), last=day(500))
    assert chosen == Period(370, 451, 501)


def test_a_short_past_is_refused() -> None:
    trial = Trial(past(), METHOD)
    with pytest.raises(TooShort):
        period(trial, first=None, calibrate_to=trial.history.day(380), last=None)
    with pytest.raises(TooShort):
        period(trial, first=None, calibrate_to=None, last=trial.history.day(700))


def test_the_plots_are_well_formed_and_show_every_night_and_size(outcome: Outcome) -> None:
    nights = ET.fromstring(plots.nights(outcome, threshold_word="<threshold>", turn_word="tried"))
    found = ET.fromstring(plots.found(outcome.powers, day_words=["day 1", "day 2", "day 3"]))
    said = [element.text or "" for element in nights.iter() if element.tag.endswith("text")]
    assert f"<threshold> {outcome.threshold:.1f}" in said
    labels = [element.text for element in found.iter() if element.tag.endswith("text")]
    assert labels[-4:] == [f"{each.size}: {each.by(3):.1%}" for each in sorted(outcome.powers, key=lambda p: p.by(3))]


def test_the_axis_tells_months_where_there_are_no_two_years(outcome: Outcome) -> None:
    picture = ET.fromstring(plots.nights(outcome, threshold_word="threshold", turn_word="tried"))
    said = [element.text for element in picture.iter() if element.tag.endswith("text")]
    assert [words for words in said if words and words.startswith("20")][:2] == ["2022-01", "2022-02"]
