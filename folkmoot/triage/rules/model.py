"""A trained model: which categories a text may belong to, how sure that is, and which words say so."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from folkmoot.triage.rules.calibration import Sigmoids
from folkmoot.triage.rules.ngrams import grams
from folkmoot.triage.rules.words import Span, readable_runs

Floats = NDArray[np.float32]

MOST_SUGGESTIONS: Final = 3
#: below it a category is not worth a look
LEAST_CONFIDENCE: Final = 0.05


@dataclass(frozen=True)
class Suggestion:
    """A category for a person to take or leave; `confidence` from 0 to 1, `words` strongest first."""

    category: str
    confidence: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """What a model was trained on and how it did in cross-validation."""

    trained_on: date
    texts: int
    macro_f1: float
    calibration_error: float


@dataclass(frozen=True, eq=False)
class Model:
    """A linear model over n-grams. `weights` has a row for each category, a column for each term of `columns`."""

    categories: tuple[str, ...]
    columns: Mapping[str, int]
    idf: Floats
    weights: Floats
    offsets: Floats
    sigmoids: Sigmoids
    about: About


def suggest(model: Model, text: str, *, among: Collection[str] | None = None) -> tuple[Suggestion, ...]:
    """At most three categories of `among`, or of all, the likeliest first; none where the text says nothing known."""
    found = [(model.columns[gram], begin, end) for gram, begin, end in grams(text) if gram in model.columns]
    if not found:
        return ()
    columns, values = _vector(model, Counter(column for column, _, _ in found))
    margins = model.weights[:, columns] @ values + model.offsets
    confidence = model.sigmoids.confidences(margins[np.newaxis, :].astype(np.float64))[0]
    offered = [n for n in np.argsort(-confidence, kind="stable") if confidence[n] >= LEAST_CONFIDENCE]
    allowed = [n for n in offered if among is None or model.categories[n] in among][:MOST_SUGGESTIONS]
    places = {int(column): n for n, column in enumerate(columns)}
    return tuple(
        Suggestion(
            category=model.categories[n],
            confidence=float(confidence[n]),
            words=_words(text, found, speaks=model.weights[n, columns] * values, places=places),
        )
        for n in allowed
    )


def _vector(model: Model, counts: Counter[int]) -> tuple[NDArray[np.int64], Floats]:
    """Columns and TF-IDF of one text: (1 + ln count) · idf, of length 1, as scikit-learn's TfidfTransformer has it."""
    columns = np.fromiter(counts, dtype=np.int64, count=len(counts))
    values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * model.idf[columns]
    return columns, (values / np.linalg.norm(values)).astype(np.float32)


def _words(
    text: str, found: list[tuple[int, int, int]], *, speaks: Floats, places: Mapping[int, int]
) -> tuple[str, ...]:
    spans = (Span(begin, end, float(speaks[places[column]])) for column, begin, end in found)
    return readable_runs(text, spans)
