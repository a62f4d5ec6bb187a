"""How one tier is looked at on one evening: the scan, its replicates, and what was high."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import log, log1p, pi, sqrt
from typing import Final

import numpy as np

from folkmoot.earlywarning.rules.clusters import Findings
from folkmoot.earlywarning.rules.counts import Counts
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Cut, Forest, Question, ask, scan
from folkmoot.earlywarning.rules.significance import EULER, TIE, Null
from folkmoot.earlywarning.rules.survey import EVERYTHING, Survey
from folkmoot.earlywarning.rules.tiers import Tier
from folkmoot.earlywarning.rules.varying import spread_together, variations_of

#: days that are looked at, and the longest window
SPAN: Final = 365
WINDOWS: Final = 28
REPLICATES: Final = 999
#: what is as probable as this by noise is kept with the night; only what is rarer than the threshold raises a signal
KEPT_P: Final = 0.05
#: with fewer replicates above a score the fitted tail says more than their number
FEW_EXCEEDANCES: Final = 10
_FLOORS: Final = (8.0, 4.0, 1.0, 0.0)

#: An experiment, the data's highest ratio and the number of replicates → their null.
NullOf = Callable[[Experiment, float, int], Null]


@dataclass(frozen=True)
class Found:
    """A place and topic that is high: the cases of the window, how many were to be expected, how rare that is."""

    path: str
    topic: str
    window: int
    cases: int
    expected: float
    score: float
    p: float


@dataclass(frozen=True)
class Look:
    """One tier on one evening."""

    tier: Tier
    as_of: date
    seed: int
    replicates: int
    spread: float
    nodes: int
    cases: int
    score: float
    p: float
    found: tuple[Found, ...]
    """The most specific ones that explain all others, the highest first; down to KEPT_P."""


@dataclass(frozen=True)
class Evening:
    """What a tier's scan works on."""

    counts: Counts
    over: Forest
    question: Question
    first: int
    """Number of the tier's place in the survey."""


def evening_of(survey: Survey, tier: Tier, *, as_of: date) -> Evening:
    """The counts of a tier as of the end of a day."""
    node = survey.node(tier.path)
    counts = survey.evening(as_of, span=SPAN).under(node, places=survey.over.places)
    over = Forest(survey.over.places.under(node), survey.over.topics)
    return Evening(counts, over, ask(counts, windows=WINDOWS), node)


def seed_of(tier: Tier, *, as_of: date) -> int:
    """The same night draws the same replicates, wherever and whenever it is run."""
    return int.from_bytes(hashlib.sha256(f"{as_of.isoformat()}/{tier.path}".encode()).digest()[:6])


def look_at(
    survey: Survey, tier: Tier, *, as_of: date, township_depth: int, null_of: NullOf, replicates: int = REPLICATES
) -> Look:
    """Scans a tier for windows that end on a day, and says what was high. Rates vary as the past of the tier does."""
    at = evening_of(survey, tier, as_of=as_of)
    seed, depth = seed_of(tier, as_of=as_of), max(1, township_depth - tier.depth)
    variations = variations_of(at.counts, over=at.over, depth=depth, windows=WINDOWS)
    spread = spread_together(variations)
    cuts = _highest(at)
    nodes, cases = len(at.over.places) * len(at.over.topics), at.counts.total
    if not cuts:
        return Look(tier, as_of, seed, 0, spread, nodes, cases, score=0.0, p=1.0, found=())
    experiment = Experiment.of(at.counts, over=at.over, question=at.question, seed=seed, variations=variations)
    null = null_of(experiment, cuts[0].score, replicates)
    score, p = cuts[0].score, p_of(null, cuts[0].score)
    found = tuple(_found(survey, at, null)) if p <= KEPT_P else ()
    return Look(tier, as_of, seed, len(null.maxima), spread, nodes, cases, score, p, found)


def p_of(null: Null, score: float) -> float:
    """By noise: the share of replicates, and from their fitted tail where few of them reach the score."""
    reached = int((null.maxima >= score - TIE).sum())
    if reached >= FEW_EXCEEDANCES or len(null.maxima) < 2 * FEW_EXCEEDANCES:
        return null.p_value(score)
    return min(null.gumbel_p_value(score), FEW_EXCEEDANCES / (1 + len(null.maxima)))


def critical(null: Null, p: float) -> float:
    """The lowest score of which `p_of` is at most p."""
    if p * (1 + len(null.maxima)) > FEW_EXCEEDANCES:
        return null.critical(p)
    scale = float(null.maxima.std(ddof=1)) * sqrt(6) / pi
    mode = float(null.maxima.mean()) - EULER * scale
    tenth = float(np.sort(null.maxima)[-FEW_EXCEEDANCES]) + 2 * TIE
    return max(mode - scale * log(-log1p(-p)), tenth)


def _highest(at: Evening) -> list[Cut]:
    """The cuts above a floor at which there are some: listing all of a province would take longer than scanning it."""
    for floor in _FLOORS:
        cuts = scan(at.counts, over=at.over, question=at.question, floor=floor)
        if cuts:
            return cuts
    return []


def _found(survey: Survey, at: Evening, null: Null) -> Iterator[Found]:
    lowest = critical(null, KEPT_P)
    cuts = scan(at.counts, over=at.over, question=at.question, floor=lowest - 2 * TIE)
    # More of everything at once says nothing about what fails: a signal names a topic.
    named = [cut for cut in cuts if survey.topics[cut.topic] != EVERYTHING]
    findings = Findings(named, at.counts, at.over, at.question, lowest)
    for cut, _explained in findings.apart():
        yield Found(
            path=survey.paths[at.first + cut.place],
            topic=survey.topics[cut.topic],
            window=cut.window,
            cases=cut.cases,
            expected=cut.expected,
            score=cut.score,
            p=p_of(null, cut.score),
        )
