"""How long suggestions with their neighbours take among a province's cases, and how good the suggestions are.

As the application's role, under the policies, for officers of two levels. The quality is told where the labelled file
beside the project is; without it the model is trained on made-up texts.
"""

import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import caseload, databases, frame

from django.db import connection  # isort: skip
from django.test.utils import CaptureQueriesContext

from folkmoot.cases.models import Case
from folkmoot.officers.models import Appointment, Post, User
from folkmoot.officers.queries import officer_of
from folkmoot.officers.rules.standing import Officer
from folkmoot.officers.scope import of_officer, seeing
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.queries import pack_of
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.queries import advise, neighbours, suggest
from folkmoot.triage.rules.advice import State
from folkmoot.triage.rules.nearness import MOST_NEIGHBOURS
from folkmoot.triage.rules.samples import Sample, read_samples
from folkmoot.triage.rules.training import Report, train

CASES: Final = 100_000
ROUNDS: Final = 200
#: The first read the model and the packs.
WARMING: Final = 5
MOST_MILLISECONDS, LEAST_F1, MOST_MISTAKEN = 50.0, 0.91, 0.05
DATABASE: Final = "bench_triage"
LABELLED: Final = Path(__file__).parents[2] / "shared" / "data" / "teddy_c2020" / "messages_labelled_tokens.csv"
COORDINATORS: Final = {
    "province": "36.province-centre.coordinator",
    "county": "360102.county-centre.coordinator",
}
TODAY: Final = databases.NOW.date()


#: names to be taken out of a text before anything is said about it
NAMES: Final = ("王建国", "Anna Meier")


@dataclass(frozen=True)
class Learned:
    """What was learned from, how well, in how many seconds, and the label that each category stands for."""

    samples: list[Sample]
    report: Report
    seconds: float
    labels: Mapping[str, str]


def learn() -> Learned:
    """Trains on the labelled file, or on made-up texts, and keeps the model.

    The labels become categories of the procedure: what an installation has none of, nothing is advised about.
    """
    found = _labelled() if LABELLED.exists() else _made_up()
    codes = [category.code for category in load_pack("intl").categories]
    names = dict(zip(sorted({sample.category for sample in found}), codes, strict=False))
    samples = [Sample(sample.text, names[sample.category]) for sample in found]
    begun = time.perf_counter()
    model, report = train(samples, today=TODAY)
    keep_model(model)
    return Learned(samples, report, time.perf_counter() - begun, {code: label for label, code in names.items()})


def _labelled() -> list[Sample]:
    with LABELLED.open(encoding="utf-8-sig", newline="") as file:
        return read_samples(file)


def _made_up() -> list[Sample]:
    numbers = random.Random(caseload.SEED)
    words = ("ditch", "lamp", "path", "house", "water", "school", "field", "wages", "work")
    return [Sample(" ".join(numbers.choices(words, k=60)), numbers.choice("abc")) for _ in range(2000)]


def officer_at(level: str) -> Officer:
    """The coordinator of a level, who is appointed here."""
    user = User.objects.create(username=f"coordinator of {level}")
    Appointment.objects.create(post=Post.objects.get(code=COORDINATORS[level]), user=user, from_on=TODAY)
    return officer_of(user, today=TODAY)


@dataclass(frozen=True)
class Measured:
    """Milliseconds of each suggestion with its neighbours, of each advice, and the statements of one."""

    suggested: list[float]
    advised: list[float]
    statements: int


def measure(officer: Officer, samples: list[Sample]) -> Measured:
    """For cases drawn at random, each with a text drawn at random."""
    numbers = random.Random(caseload.SEED)
    suggested, advised = [], []
    with seeing(of_officer(officer)):
        known = list(Case.objects.visible_to(officer).values_list("pk", flat=True))
        drawn = [(numbers.choice(known), numbers.choice(samples).text) for _turn in range(ROUNDS + WARMING)]
        for number, text in drawn:
            case = Case.objects.get(pk=number)
            suggested.append(_milliseconds(_suggest, case, text, officer))
            advised.append(_milliseconds(_advise, case, text, officer))
        with CaptureQueriesContext(connection) as counted:
            _suggest(Case.objects.get(pk=known[0]), drawn[0][1], officer)
    # The case itself was read by then.
    return Measured(suggested[WARMING:], advised[WARMING:], len(counted) - 1)


def _milliseconds(work: Callable[[Case, str, Officer], None], case: Case, text: str, officer: Officer) -> float:
    begun = time.perf_counter()
    work(case, text, officer)
    return (time.perf_counter() - begun) * 1000


def _suggest(case: Case, text: str, officer: Officer) -> None:
    suggest(text, officer=officer)
    neighbours(case, officer=officer, today=TODAY)


def _advise(case: Case, text: str, officer: Officer) -> None:
    advice = advise(text, officer=officer, pack=pack_of(case), names=NAMES)
    assert advice is not None
    assert advice.state in {State.OFFERED, State.UNSURE}


def tables(learned: Learned) -> list[str]:
    """How sure the suggestions were against how often they were right, and what was taken for what."""
    report = learned.report
    sure = [(f"{each.confidence:.1%}", f"{each.right:.1%}", each.count) for each in report.bins]
    numbers = range(1, len(report.categories) + 1)
    confusion = [
        (number, learned.labels[category], f"{f1:.3f}", *row)
        for number, category, f1, row in zip(numbers, report.categories, report.f1, report.confusion, strict=True)
    ]
    return [
        "Confidence on texts that the model had not seen, in five folds; a text and its copies lie in one fold:",
        frame.table(("how sure", "was right", "texts"), sure),
        "Rows: what it is. Columns: what was suggested.",
        frame.table(("", "category", "F1", *numbers), confusion),
    ]


def main() -> int:
    """Measures, and returns the exit status."""
    cases = frame.size(default=CASES)
    learned = learn()
    databases.make_template("jiangxi", fill=lambda: caseload.fill(cases))
    databases.make(DATABASE)
    databases.use(DATABASE)
    rows, figures = [], []
    for level in COORDINATORS:
        found = measure(officer_at(level), learned.samples)
        for name, taken in (("suggestion", found.suggested), ("advice", found.advised)):
            slow = frame.percentile(taken, 0.95)
            statements = found.statements if name == "suggestion" else "–"
            rows.append((level, name, f"{frame.percentile(taken, 0.5):.1f}", f"{slow:.1f}", statements))
            figures.append(frame.Figure(f"{level}_{name}_p95", slow, "ms", frame.Aim.AT_MOST, MOST_MILLISECONDS))
    text = [frame.table(("level", "what", "p50 ms", "p95 ms", "statements"), rows)]
    if LABELLED.exists():
        report = learned.report
        figures.append(frame.Figure("macro_f1", report.macro_f1, "of 1", frame.Aim.AT_LEAST, LEAST_F1))
        figures.append(frame.Figure("calibration_error", report.calibration_error, "of 1", target=MOST_MISTAKEN))
        text += tables(learned)
    details = {
        "cases": cases,
        "rounds": ROUNDS,
        "neighbours": MOST_NEIGHBOURS,
        "texts": len(learned.samples),
        "training_seconds": round(learned.seconds),
    }
    status = frame.finish("triage", figures=figures, text="\n\n".join(text), details=details)
    databases.drop(DATABASE, databases.TEMPLATE)
    return status


if __name__ == "__main__":
    sys.exit(main())
