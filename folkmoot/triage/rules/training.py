"""Training a model, and testing it on texts that it has not seen."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from folkmoot.triage.rules.calibration import Bin, bins_of, calibration_error, fit_sigmoids
from folkmoot.triage.rules.model import About, Model
from folkmoot.triage.rules.ngrams import sameness, terms
from folkmoot.triage.rules.samples import Sample

FOLDS: Final = 5
#: different texts that a category needs; one with fewer is left out
LEAST_TEXTS: Final = 10
#: An n-gram of fewer different texts is forgotten: what a single concern says stays out of the model.
LEAST_OCCURRENCES: Final = 3
STEPS: Final = FOLDS + 2
_SEED: Final = 20260310
_STRENGTH: Final = 0.3

Indices = NDArray[np.int64]


class TooFewTexts(Exception):
    """Fewer than two categories have enough different texts to learn from."""


@dataclass(frozen=True)
class Report:
    """How a model did on texts that it had not seen. `confusion` has a row for each true category."""

    categories: tuple[str, ...]
    confusion: tuple[tuple[int, ...], ...]
    f1: tuple[float, ...]
    macro_f1: float
    calibration_error: float
    bins: tuple[Bin, ...]
    texts: int
    different_texts: int
    #: categories with too few texts, which were not learned
    left_out: tuple[str, ...]


def train(
    samples: Sequence[Sample], *, today: date, progress: Callable[[int], None] = lambda done: None
) -> tuple[Model, Report]:
    """A model of all samples, and its report from five folds; a text and its copies lie in one fold.

    `progress` is told how many more of STEPS are done. Raises TooFewTexts.
    """
    kept, left_out = _enough(samples)
    categories = tuple(sorted({sample.category for sample in kept}))
    truth = np.array([categories.index(sample.category) for sample in kept], dtype=np.int64)
    groups = _groups(kept)
    counts, names = _count(kept)
    progress(1)
    margins = _unseen_margins(counts, truth, groups, progress=progress)
    confidence = _unseen_confidence(margins, truth, groups)
    report = _report(categories, truth, confidence, different=len(set(groups)), left_out=left_out)
    about = About(today, len(kept), report.macro_f1, report.calibration_error)
    columns = _frequent(counts, groups)
    tfidf, classifier = _fit(counts[:, columns], truth)
    weights, offsets = _as_rows(classifier)
    model = Model(
        categories=categories,
        columns={names[column]: n for n, column in enumerate(columns)},
        idf=tfidf.idf_.astype(np.float32),
        weights=weights.astype(np.float32),
        offsets=offsets.astype(np.float32),
        sigmoids=fit_sigmoids(margins, truth),
        about=about,
    )
    progress(1)
    return model, report


def _enough(samples: Sequence[Sample]) -> tuple[list[Sample], tuple[str, ...]]:
    different = Counter(category for category, _ in {(s.category, sameness(s.text)) for s in samples})
    known = {category for category, count in different.items() if count >= LEAST_TEXTS}
    if len(known) < 2:
        raise TooFewTexts
    return [s for s in samples if s.category in known], tuple(sorted(set(different) - known))


def _groups(samples: Sequence[Sample]) -> Indices:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(sameness(s.text), len(numbers)) for s in samples], dtype=np.int64)


def _count(samples: Sequence[Sample]) -> tuple[Any, list[str]]:
    from sklearn.feature_extraction.text import CountVectorizer

    # What is rarer in all texts is rarer in each fold too, so this tells a fold nothing about the others.
    counter = CountVectorizer(analyzer=terms, min_df=LEAST_OCCURRENCES, dtype=np.float32)
    try:
        counts = counter.fit_transform([sample.text for sample in samples])
    except ValueError as error:
        # No n-gram is left.
        raise TooFewTexts from error
    return counts.tocsr(), list(counter.get_feature_names_out())


def _frequent(counts: Any, groups: Indices) -> Indices:
    """Columns of n-grams that occur in enough different texts."""
    _, firsts = np.unique(groups, return_index=True)
    occurrences = np.diff(counts[firsts].tocsc().indptr)
    return np.flatnonzero(occurrences >= LEAST_OCCURRENCES)


def _fit(counts: Any, truth: Indices) -> tuple[Any, Any]:
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.svm import LinearSVC

    tfidf = TfidfTransformer(sublinear_tf=True)
    classifier = LinearSVC(C=_STRENGTH, random_state=_SEED)
    classifier.fit(tfidf.fit_transform(counts), truth)
    return tfidf, classifier


def _as_rows(classifier: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """A row for each category, also where there are two, for which scikit-learn keeps one row alone."""
    weights, offsets = classifier.coef_, classifier.intercept_
    return (weights, offsets) if len(weights) > 1 else (np.vstack((-weights, weights)), np.hstack((-offsets, offsets)))


def _unseen_margins(
    counts: Any, truth: Indices, groups: Indices, *, progress: Callable[[int], None]
) -> NDArray[np.float64]:
    from sklearn.model_selection import StratifiedGroupKFold

    margins = np.zeros((len(truth), int(truth.max()) + 1))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(counts, truth, groups):
        columns = _frequent(counts[seen], groups[seen])
        if len(columns) == 0 or len(set(truth[seen])) < margins.shape[1]:
            raise TooFewTexts
        tfidf, classifier = _fit(counts[seen][:, columns], truth[seen])
        weights, offsets = _as_rows(classifier)
        margins[unseen] = tfidf.transform(counts[unseen][:, columns]) @ weights.T + offsets
        progress(1)
    return margins


def _unseen_confidence(margins: NDArray[np.float64], truth: Indices, groups: Indices) -> NDArray[np.float64]:
    """Confidences from sigmoids that had not seen the text either."""
    from sklearn.model_selection import StratifiedGroupKFold

    confidence = np.zeros_like(margins)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=_SEED)
    for seen, unseen in folds.split(margins, truth, groups):
        confidence[unseen] = fit_sigmoids(margins[seen], truth[seen]).confidences(margins[unseen])
    return confidence


def _report(
    categories: tuple[str, ...],
    truth: Indices,
    confidence: NDArray[np.float64],
    *,
    different: int,
    left_out: tuple[str, ...],
) -> Report:
    from sklearn.metrics import confusion_matrix, f1_score

    suggested = confidence.argmax(axis=1)
    f1 = f1_score(truth, suggested, average=None, zero_division=0.0)
    bins = bins_of(confidence.max(axis=1), suggested == truth)
    return Report(
        categories=categories,
        confusion=tuple(tuple(int(n) for n in row) for row in confusion_matrix(truth, suggested)),
        f1=tuple(float(each) for each in f1),
        macro_f1=float(f1.mean()),
        calibration_error=calibration_error(bins),
        bins=bins,
        texts=len(truth),
        different_texts=different,
        left_out=left_out,
    )
