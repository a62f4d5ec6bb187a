"""Farrington's detection of outbreaks in a weekly series, as first published and in its flexible form.

Weeks of earlier years near the same season say what is expected, in a quasi-Poisson regression in which past outbreaks
weigh less; an alarm is a week above the upper bound. Sources: Farrington et al. 1996 (A statistical algorithm for the
early detection of outbreaks); Noufaily et al. 2013 (An improved algorithm for outbreak detection). The answers of R's
surveillance are the tests.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.scores import xlogy

Reals = npt.NDArray[np.float64]
WEEKS_OF_A_YEAR: Final = 52
# Fewer than five cases in four weeks are never an alarm.
LEAST_CASES, OF_WEEKS = 5, 4
LEAST_YEARS_OF_A_TREND: Final = 3
NORMAL: Final = NormalDist()


class Bound(StrEnum):
    """How the upper bound follows from what is expected."""

    DELTA = "delta"
    """Normal after the power 2/3, which takes away the skewness, with the uncertainty of what is expected."""
    PLUG_IN = "plug-in"
    """A quantile of the negative binomial, as if what is expected were known."""
    CAUTIOUS = "cautious"
    """The same quantile, where what is expected is put as high as its own uncertainty allows; R's `muan`."""


class Error(StrEnum):
    """How uncertain coefficients are taken to be."""

    PEARSON = "Pearson"
    """By Pearson's dispersion, below 1 never."""
    RELATIVE = "relative"
    """By the residuals as parts of what was expected: smaller where many cases are.

    So `farringtonFlexible` of R's surveillance reckons, which puts the prior weights of a fit where its summary looks
    for the working ones. Nothing but its published answers asks for it.
    """


@dataclass(frozen=True)
class Settings:
    """What a run is told beforehand."""

    alpha: float
    """Chance of a false alarm in a quiet week, on one side."""
    years: int = 4
    half_window: int = 3
    """Weeks on both sides of the same week of an earlier year."""
    seasons: int = 1
    """With more than 1 the weeks between count as well, in so many blocks of the year with a level of their own."""
    skipped: int = 0
    """Weeks before the current that are left out, so that an outbreak that begins does not raise what is expected."""
    least_residual: float = 1.0
    """Past weeks with a greater standardised residual weigh less."""
    trend_p_value: float = 0.05
    """A trend is kept below this p-value."""
    bound: Bound = Bound.DELTA
    error: Error = Error.PEARSON


def original(*, alpha: float = 0.005, years: int = 5, half_window: int = 3) -> Settings:
    """Farrington 1996: windows of earlier years alone, a trend only where it is significant."""
    return Settings(alpha=alpha, years=years, half_window=half_window, skipped=half_window)


def flexible(*, alpha: float = 0.005, years: int = 5) -> Settings:
    """Noufaily 2013, with the plug-in bound: all weeks by ten seasons, half a year skipped, always a trend."""
    return Settings(
        alpha=alpha,
        years=years,
        seasons=10,
        skipped=26,
        least_residual=2.58,
        trend_p_value=1.0,
        bound=Bound.PLUG_IN,
    )


@dataclass(frozen=True)
class Forecast:
    """What a week was expected to bring, and whether it brought too much."""

    expected: float
    error: float
    """Standard error of its logarithm."""
    upper: float
    """Cases above this many are an alarm."""
    p_value: float
    """Chance of as many cases or more in a quiet week."""
    dispersion: float
    trend: float | None
    """Change of the logarithm a week, where a trend was kept."""
    is_alarm: bool


class TooShort(ValueError):
    """The series does not reach back far enough."""


@dataclass(frozen=True)
class Fit:
    """A quasi-Poisson regression with a logarithmic link."""

    coefficients: Reals
    covariance: Reals
    """Of the coefficients, for a dispersion of 1."""
    spread: float
    """Pearson's, below 1 where the weeks are more even than by chance."""
    relative: float
    """The same of residuals as parts of what was expected."""
    fitted: Reals
    leverages: Reals

    @property
    def dispersion(self) -> float:
        """What a forecast reckons with: at least 1."""
        return max(self.spread, 1.0)

    def expected(self, row: Reals) -> float:
        """What is expected at a row of the design."""
        return float(np.exp(row @ self.coefficients))

    def error(self, row: Reals, *, dispersion: float) -> float:
        """The standard error of its logarithm."""
        return math.sqrt(float(row @ self.covariance @ row) * dispersion)


def fit(response: Reals, *, design: Reals, weights: Reals | None = None) -> Fit:
    """By iteratively reweighted least squares, until the deviance stands still as R's `glm` has it, or 25 steps."""
    prior = np.ones(len(response)) if weights is None else weights
    mean: Reals = response + 0.1
    coefficients, deviance, root = np.zeros(design.shape[1]), np.inf, prior
    for _ in range(25):
        working = np.log(mean) + (response - mean) / mean
        root = np.sqrt(prior * mean)
        coefficients = _least_squares(design * root[:, None], working * root)
        mean, before = np.exp(design @ coefficients), deviance
        deviance = 2 * float((prior * (xlogy(response, response / mean) - (response - mean))).sum())
        if abs(deviance - before) < 1e-8 * (abs(deviance) + 0.1):
            break
    # As R has it: the weights are those of the last step, the residuals what it came to.
    scaled, residuals = design * root[:, None], (response - mean) / mean
    covariance = np.asarray(np.linalg.pinv(scaled.T @ scaled), dtype=np.float64)
    spread, relative = (
        float((weight * residuals**2).sum()) / max(len(response) - design.shape[1], 1) for weight in (root**2, prior)
    )
    leverages = np.einsum("ij,jk,ik->i", scaled, covariance, scaled)
    return Fit(coefficients, covariance, spread, relative, mean, leverages)


def _least_squares(design: Reals, response: Reals) -> Reals:
    return np.asarray(np.linalg.lstsq(design, response, rcond=None)[0], dtype=np.float64)


def fit_quiet_weeks(response: Reals, *, design: Reals, least_residual: float) -> Fit:
    """The fit in which weeks with great Anscombe residuals weigh less, by the square of the residual."""
    first = fit(response, design=design)
    raw = 1.5 * (response ** (2 / 3) * first.fitted ** (-1 / 6) - first.fitted**0.5)
    residuals = raw / np.sqrt(first.dispersion * np.maximum(1 - first.leverages, 1e-12))
    weights = np.where(residuals > least_residual, np.maximum(residuals, least_residual) ** -2.0, 1.0)
    return fit(response, design=design, weights=weights * len(weights) / weights.sum())


def forecast(
    series: Sequence[int], *, at: int, settings: Settings, references: Sequence[int] | None = None
) -> Forecast:
    """What week `at` (an index of the series) was expected to bring, from the weeks before it.

    `references` are the same week in earlier years, the latest first; 52, 104, … weeks before where not given. Raises
    TooShort where the earliest window lies before the beginning.
    """
    same = list(references or (at - WEEKS_OF_A_YEAR * year for year in range(1, settings.years + 1)))
    blocks = _seasons(at, same, settings=settings)
    weeks = np.flatnonzero(blocks[: max(at - settings.skipped, 0)])
    response = np.asarray(series, dtype=np.float64)
    found, row, trend = _fit(response[weeks], weeks=weeks, blocks=blocks, at=at, settings=settings)
    expected = found.expected(row)
    error = found.error(row, dispersion=found.dispersion if settings.error is Error.PEARSON else found.relative)
    upper, p_value = _bound(series[at], expected, error, found.dispersion, settings)
    enough = sum(series[max(at - OF_WEEKS + 1, 0) : at + 1]) >= LEAST_CASES
    return Forecast(expected, error, upper, p_value, found.dispersion, trend, bool(enough and series[at] > upper))


def _seasons(at: int, same: Sequence[int], *, settings: Settings) -> npt.NDArray[np.int64]:
    """The season of each week up to `at`, 0 for weeks that are not looked at; that of `at` itself is the last."""
    half, last = settings.half_window, settings.seasons
    if same[-1] - half < 0:
        raise TooShort("the series begins after the earliest window")
    blocks = np.zeros(at + 1, dtype=np.int64)
    blocks[at - half :] = last
    for later, earlier in zip((at, *same), same, strict=False):
        blocks[earlier - half : earlier + half + 1] = last
        if last > 1:
            between = np.arange(earlier + half + 1, later - half)
            # The first blocks take what does not divide evenly.
            for season, block in enumerate(np.array_split(between, last - 1), start=1):
                blocks[block] = season
    return blocks


def _fit(
    response: Reals, *, weeks: npt.NDArray[np.int64], blocks: npt.NDArray[np.int64], at: int, settings: Settings
) -> tuple[Fit, Reals, float | None]:
    """The fit, the row of the current week, and the trend if one is kept."""
    levels = np.arange(2, settings.seasons + 1)
    flat = np.column_stack((np.ones(len(weeks)), blocks[weeks][:, None] == levels))
    now = np.array([1.0, *(float(level == settings.seasons) for level in levels)])
    # Counted from the current week: far from it, a column of large numbers would cost precision.
    rising = np.column_stack((flat, weeks - at))
    found = fit_quiet_weeks(response, design=rising, least_residual=settings.least_residual)
    row = np.append(now, 0.0)
    if _keeps_trend(found, row, response, settings):
        return found, row, float(found.coefficients[-1])
    return fit_quiet_weeks(response, design=flat, least_residual=settings.least_residual), now, None


def _keeps_trend(found: Fit, row: Reals, response: Reals, settings: Settings) -> bool:
    """A trend needs three years, significance, and no forecast above all that was ever seen."""
    from scipy.stats import t

    spread = found.spread if settings.error is Error.PEARSON else found.relative
    error = (found.covariance[-1, -1] * spread) ** 0.5
    freedom = len(response) - len(found.coefficients)
    p_value = 2 * float(t.sf(abs(found.coefficients[-1]) / error, freedom))
    is_seen = found.expected(row) <= response.max()
    return settings.years >= LEAST_YEARS_OF_A_TREND and p_value < settings.trend_p_value and is_seen


def _bound(cases: int, expected: float, error: float, dispersion: float, settings: Settings) -> tuple[float, float]:
    """The upper bound, and the chance of as many cases or more."""
    quantile = NORMAL.inv_cdf(1 - settings.alpha)
    if settings.bound is Bound.DELTA:
        tau = dispersion + error**2 * expected
        spread = (4 / 9 * expected ** (1 / 3) * tau) ** 0.5
        upper = max(expected ** (2 / 3) + quantile * spread, 0.0) ** 1.5
        return upper, 1 - NORMAL.cdf((cases ** (2 / 3) - expected ** (2 / 3)) / spread)
    mean = expected * math.exp(quantile * error) if settings.bound is Bound.CAUTIOUS else expected
    return _quantile(1 - settings.alpha, mean, dispersion), _tail(cases, mean, dispersion)


def _quantile(chance: float, mean: float, dispersion: float) -> float:
    from scipy.stats import nbinom, poisson

    if dispersion > 1:
        return float(nbinom.ppf(chance, mean / (dispersion - 1), 1 / dispersion))
    return float(poisson.ppf(chance, mean))


def _tail(cases: int, mean: float, dispersion: float) -> float:
    from scipy.stats import nbinom, poisson

    if dispersion > 1:
        return float(nbinom.sf(cases - 1, mean / (dispersion - 1), 1 / dispersion))
    return float(poisson.sf(cases - 1, mean))
