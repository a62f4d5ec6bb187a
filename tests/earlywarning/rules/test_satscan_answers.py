"""Circles against published answers: SaTScan's, and those of R's scanstatistics and SpatialEpi."""

from collections import defaultdict
from datetime import date
from functools import cache

import numpy as np
import pytest

from folkmoot.earlywarning.rules import retrospective, scores
from folkmoot.earlywarning.rules.retrospective import Scan, Windows
from folkmoot.earlywarning.rules.significance import Null
from folkmoot.earlywarning.rules.zones import Zones, circles, on_globe
from tests.earlywarning.rules.reference import Reals, needs_data, table, within_error, words

pytestmark = needs_data


# --- New Mexico, brain cancer by county and year: R's scanstatistics (zones of up to 15 neighbours are given)


@cache
def counties() -> list[str]:
    return list(dict.fromkeys(row["county"] for row in table("newmexico/nm_popcas.csv")))


def new_mexico() -> tuple[Zones, Reals, Reals, Reals]:
    """Zones; cases, people and expected cases of each county in 1986–1989."""
    zones = defaultdict(list)
    for row in table("newmexico/nm_zones_k15.csv"):
        zones[int(row["zone"])].append(counties().index(row["county"]))
    cases, people, expected = np.zeros((3, len(counties()), 4))
    for row in table("newmexico/nm_popcas.csv"):
        if 1986 <= int(row["year"]) <= 1989:
            at = counties().index(row["county"]), int(row["year"]) - 1986
            cases[at], people[at] = float(row["count"]), float(row["population"])
    for row in table("newmexico/nm_baselines_1986_1989.csv"):
        for county in counties():
            expected[counties().index(county), int(row["year"]) - 1986] = float(row[county])
    return Zones.of(zones[number] for number in sorted(zones)), cases, people, expected


def test_new_mexico_by_expectation() -> None:
    zones, cases, _, expected = new_mexico()
    windows = Windows.until_today(4, longest=4)
    scan = Scan(zones, windows, windows.sums(zones.sums(expected)))
    best = scan.clusters(cases)[0]
    assert {counties()[place] for place in zones[best.zone]} == {"losalamos", "santafe"}
    assert (best.first, best.last) == (0, 3)
    assert best.score == pytest.approx(9.18061699782842, abs=1e-9)
    drawn = np.random.default_rng(1).poisson(expected, size=(999, *expected.shape)).astype(np.float64)
    assert Null(scan.maxima(drawn)).p_value(best.score) == within_error(0.005)


def test_new_mexico_every_zone_and_window_by_expectation() -> None:
    zones, cases, _, expected = new_mexico()
    windows = Windows.until_today(4, longest=4)
    ratios = Scan(zones, windows, windows.sums(zones.sums(expected))).ratios(cases)
    for row in table("newmexico/nm_scan_eb_poisson_all_zones.csv"):
        assert ratios[int(row["zone"]) - 1, int(row["duration"]) - 1] == pytest.approx(float(row["score"]), abs=1e-9)


def test_new_mexico_by_population() -> None:
    zones, cases, people, _ = new_mexico()
    windows = Windows.until_today(4, longest=4)
    expected = people / people.sum(axis=0) * cases.sum() / 4
    scan = Scan(zones, windows, windows.sums(zones.sums(expected)), total=cases.sum())
    best = scan.clusters(cases)[0]
    assert (best.zone + 1, best.last - best.first + 1) == (396, 4)
    assert best.score == pytest.approx(7.46404312430647, abs=1e-9)
    drawn = retrospective.multinomial(expected, cases=int(cases.sum()), replicates=199, seed=1)
    assert Null(scan.maxima(drawn)).p_value(best.score) == within_error(0.02, replicates=199)


# --- New Mexico, 1973–1991: SaTScan's retrospective space-time scan


def person_days(names: list[str], strata: list[tuple[str, str]]) -> Reals:
    """Of each county, year and stratum: a census holds for 1 July, and between two people grow evenly."""
    people = np.zeros((3, len(names), len(strata)))
    for name, year, number, age, sex in words("newmexico/nm.pop"):
        people[("73", "82", "91").index(year), names.index(name), strata.index((age, sex))] += float(number)
    census = [date(year, 7, 1).toordinal() for year in (1973, 1982, 1991)]
    bounds = [date(year, 1, 1).toordinal() for year in range(1973, 1993)]
    at_bounds = np.apply_along_axis(lambda three: np.interp(bounds, census, three), 0, people)
    days = (at_bounds[1:] + at_bounds[:-1]) / 2 * np.diff(bounds)[:, None, None]
    return days.transpose(1, 0, 2)


def test_new_mexico_over_nineteen_years() -> None:
    places = words("newmexico/nm.geo")
    names = [name for name, *_ in places]
    strata = sorted({(age, sex) for *_, age, sex in words("newmexico/nm.pop")})
    cases, ill = np.zeros((len(names), 19)), np.zeros(len(strata))
    for name, number, year, age, sex in words("newmexico/nm.cas"):
        cases[names.index(name), int(year) - 1973] += float(number)
        ill[strata.index((age, sex))] += float(number)
    people = person_days(names, strata)
    expected = (people * ill / people.sum(axis=(0, 1))).sum(axis=2)
    zones = circles(on_globe(np.array([place[1:] for place in places], dtype=float)), sizes=expected.sum(axis=1))
    windows = Windows.of(19, longest=9)
    scan = Scan(zones, windows, windows.sums(zones.sums(expected)), total=cases.sum())
    best = scan.clusters(cases)[0]
    within = "Torrance Bernalillo Valencia SantaFe Guadelupe Socorro Sandoval SanMiguel LosAlamos"
    assert {names[place] for place in zones[best.zone]} == set(within.split())
    assert (best.first + 1973, best.last + 1973, best.cases) == (1985, 1989, 236)
    assert best.expected == pytest.approx(176.22, abs=0.005)
    assert best.score == pytest.approx(10.979758, abs=1e-6)
    drawn = retrospective.multinomial(expected, cases=1175, replicates=199, seed=1)
    null = Null(scan.maxima(drawn))
    assert null.p_value(best.score) == within_error(0.014, replicates=199)
    assert null.gumbel_p_value(best.score) == pytest.approx(0.012, abs=0.01)


# --- Humberside, childhood leukaemia: SaTScan's Bernoulli scan


def test_humberside_has_two_clusters_of_one_ratio() -> None:
    points = np.array([row[1:] for row in words("humberside/NHumberside.geo")], dtype=float)
    cases = np.array([row[1] for row in words("humberside/NHumberside.cas")], dtype=float)
    people = cases + np.array([row[1] for row in words("humberside/NHumberside.ctl")], dtype=float)
    zones = circles(points, sizes=people)
    observations = zones.sums(people[:, None])[:, 0]

    def ratios(of: Reals) -> Reals:
        inside = zones.sums(of[..., None])[..., 0]
        return scores.bernoulli(inside, observations=observations, all_cases=62, all_observations=203)

    found = ratios(cases)
    assert found.max() == pytest.approx(4.836516, abs=1e-6)
    best = {frozenset(place + 1 for place in zones[zone]) for zone in np.flatnonzero(found > found.max() - 1e-9)}
    assert best == {frozenset({170, 173, 172, 169}), frozenset({18, 19, 14, 26})}
    drawn = np.random.default_rng(1).multivariate_hypergeometric(people.astype(np.int64), 62, size=199)
    null = Null(np.array([ratios(one.astype(np.float64)).max() for one in drawn]))
    assert null.p_value(float(found.max())) == within_error(0.674, replicates=199)


# --- Pennsylvania, lung cancer: R's SpatialEpi


def pennsylvania() -> tuple[Zones, Reals, Reals, Reals]:
    rows = table("penn_lung/penn_lung_county.csv")
    points, sizes, cases, expected = (
        np.array([[float(row[name]) for name in names] for row in rows])
        for names in (("x_km", "y_km"), ("population",), ("cases",), ("expected16",))
    )
    return circles(points, sizes=sizes[:, 0]), cases, sizes, expected


def members(zones: Zones, zone: int) -> set[int]:
    return {place + 1 for place in zones[zone]}


def test_pennsylvania_by_population() -> None:
    zones, cases, people, _ = pennsylvania()
    observations = zones.sums(people)[:, 0]

    def ratios(of: Reals) -> Reals:
        inside = zones.sums(of)[..., 0]
        return scores.bernoulli(inside, observations=observations, all_cases=cases.sum(), all_observations=people.sum())

    found = ratios(cases)
    drawn = retrospective.multinomial(people, cases=int(cases.sum()), replicates=199, seed=1)
    null = Null(ratios(drawn).max(axis=1))
    assert members(zones, int(found.argmax())) == {63, 30, 2, 4, 26, 65, 10}
    assert found.max() == pytest.approx(36.5705106083396, abs=1e-6)
    assert null.p_value(float(found.max())) == within_error(0.001, replicates=199)
    second = [zone for zone in range(len(found)) if members(zones, zone) == {23, 51}]
    assert found[second].tolist() == pytest.approx([9.65777862569007] * len(second), abs=1e-6)
    assert null.p_value(float(found[second[0]])) == within_error(0.005, replicates=199)


def test_pennsylvania_by_strata() -> None:
    zones, cases, _, expected = pennsylvania()
    scan = Scan(zones, Windows.whole(), zones.sums(expected), total=cases.sum())
    best = scan.clusters(cases)[0]
    assert members(zones, best.zone) == {23, 51}
    assert best.score == pytest.approx(17.6628831253954, abs=1e-6)
    drawn = retrospective.multinomial(expected, cases=int(cases.sum()), replicates=199, seed=1)
    assert Null(scan.maxima(drawn)).p_value(best.score) == within_error(0.001, replicates=199)
