"""Against the answers of R's surveillance for the same series."""

import math
from dataclasses import replace
from datetime import date, timedelta
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest

from folkmoot.earlywarning.rules.farrington import (
    Bound,
    Error,
    Forecast,
    Settings,
    TooShort,
    fit,
    flexible,
    forecast,
    original,
)
from tests.earlywarning.rules.reference import needs_data, table

SALMONELLA = "salmonella_agona/salmonella_agona"
EXACT: Any = {"abs": 0, "rel": 1e-9}
QUIET = [4 + week % 3 for week in range(320)]


def salmonella() -> list[int]:
    return [int(row["observed"]) for row in table(f"{SALMONELLA}.csv")]


def answers(method: str) -> list[dict[str, str]]:
    return [row for row in table(f"{SALMONELLA}_farringtonFlexible_answers.csv") if row["method"] == method]


def as_in_r(bound: Bound) -> Settings:
    """The flexible form of R's example, whose errors are relative."""
    return replace(flexible(alpha=0.1, years=4), bound=bound, error=Error.RELATIVE)


def at(row: dict[str, str], settings: Settings) -> Forecast:
    return forecast(salmonella(), at=int(row["t"]) - 1, settings=settings)


@needs_data
def test_every_week_of_the_original_is_as_published() -> None:
    rows = table(f"{SALMONELLA}_farrington1996_answers.csv")
    settings = original(alpha=0.025, years=4)
    for row in rows:
        found = at(row, settings)
        assert found.upper == pytest.approx(float(row["upperbound"]), **EXACT)
        assert found.is_alarm == (row["alarm"] == "1")
    assert len(rows) == 31


@needs_data
@pytest.mark.parametrize(
    ("method", "settings"),
    [
        ("farringtonFlexible old (Rd example control1)", replace(original(alpha=0.1, years=4), error=Error.RELATIVE)),
        ("farringtonFlexible new (Rd example control2)", as_in_r(Bound.DELTA)),
        ("control2 nbPlugin", as_in_r(Bound.PLUG_IN)),
        ("control2 muan", as_in_r(Bound.CAUTIOUS)),
    ],
)
def test_every_column_of_the_flexible_form_is_as_published(method: str, settings: Settings) -> None:
    rows = answers(method)
    for row in rows:
        found = at(row, settings)
        assert found.expected == pytest.approx(float(row["expected"]), **EXACT)
        assert found.dispersion == pytest.approx(float(row["phi"]), **EXACT)
        assert (found.trend is not None) == (row["trend"] == "1")
        assert found.trend is None or found.trend == pytest.approx(float(row["trendcoef"]), **EXACT)
        assert found.upper == pytest.approx(float(row["upperbound"]), **EXACT)
        assert found.p_value == pytest.approx(float(row["pvalue"]), **EXACT)
        assert highest_mean(found, settings) == pytest.approx(float(row["mu0"]), **EXACT)
        assert found.is_alarm == (row["alarm"] == "TRUE")
    assert len(rows) == 31


def highest_mean(found: Forecast, settings: Settings) -> float:
    """The column `mu0`. With the bound by the delta method R takes what is expected for its own logarithm there."""
    error = NormalDist().inv_cdf(1 - settings.alpha) * found.error
    return {
        Bound.DELTA: math.exp(found.expected * (1 + error)),
        Bound.PLUG_IN: found.expected,
        Bound.CAUTIOUS: found.expected * math.exp(error),
    }[settings.bound]


@needs_data
def test_campylobacter_in_germany_is_as_published() -> None:
    rows = table("campylobacter/campyDE.csv")
    weeks = [date.fromisoformat(row["date"]) for row in rows]
    cases = [int(row["case"]) for row in rows]
    settings = flexible(alpha=0.01, years=5)
    told = table("campylobacter/campyDE_farringtonFlexible_answers.csv")
    for row in told:
        week = int(row["t"]) - 1
        same = [nearest_week(weeks, weeks[week], years=years) for years in range(1, 6)]
        found = forecast(cases, at=week, settings=settings, references=same)
        assert found.expected == pytest.approx(float(row["expected"]), **EXACT)
        assert found.dispersion == pytest.approx(float(row["phi"]), **EXACT)
        assert found.trend == pytest.approx(float(row["trendcoef"]), **EXACT)
        assert found.p_value == pytest.approx(float(row["pvalue"]), **EXACT)
        assert (found.upper, found.is_alarm) == (float(row["upperbound"]), row["alarm"] == "TRUE")
    assert len(told) == 52


def nearest_week(weeks: list[date], day: date, *, years: int) -> int:
    """The week that begins on the same weekday, nearest to the date so many years before."""
    wanted = day.replace(year=day.year - years)
    return min(range(len(weeks)), key=lambda week: abs(weeks[week] - wanted) / timedelta(days=1))


def test_a_quiet_week_is_no_alarm_and_a_burst_is_one() -> None:
    assert not forecast(QUIET, at=319, settings=flexible()).is_alarm
    assert forecast([*QUIET[:-1], 30], at=319, settings=flexible()).is_alarm


def test_a_past_outbreak_weighs_less() -> None:
    burst = QUIET.copy()
    burst[319 - 52] = 60
    steady, shaken = (forecast(series, at=319, settings=original()).expected for series in (QUIET, burst))
    assert shaken < steady * 1.2


def test_four_cases_in_four_weeks_are_never_an_alarm() -> None:
    rare = [0 if week % 20 else 1 for week in range(320)]
    found = forecast([*rare[:-1], 4], at=319, settings=original())
    assert (found.upper < 4, found.is_alarm) == (True, False)


def test_a_series_that_is_too_short_is_refused() -> None:
    with pytest.raises(TooShort):
        forecast(QUIET[:200], at=199, settings=original())


def test_a_fit_of_one_level_is_the_mean() -> None:
    found = fit(np.array([2.0, 4.0, 6.0]), design=np.ones((3, 1)))
    assert found.fitted.tolist() == pytest.approx([4, 4, 4])
    assert found.spread == pytest.approx(1, abs=1e-5)
