"""How long suggestions with their neighbours take among a province's cases, and how good the suggestions are.

As the application's role, under the policies, for officers of two levels. The quality is told where the labelled file
beside the project is; without it the model is trained on the summaries of the caseload.
"""

import random
import sys
import time
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
from folkmoot.triage.actions.keeping import keep_model
from folkmoot.triage.queries import neighbours, suggest
from folkmoot.triage.rules.samples import Sample, read_samples
from folkmoot.triage.rules.training import Report, train

CASES: Final = 100_000
ROUNDS: Final = 200
MOST_MILLISECONDS, LEAST_F1 = 50.0, 0.91
DATABASE: Final = "bench_triage"
LABELLED: Final = Path(__file__).parents[2] / "shared" / "data" / "teddy_c2020" / "messages_labelled_tokens.csv"
COORDINATORS: Final = {
    "province": "36.province-centre.coordinator",
    "county": "360102.county-centre.coordinator",
}
TODAY: Final = databases.NOW.date()


def learn() -> tuple[list[Sample], Report]:
    """Trains on the labelled file, or on made-up texts, and keeps the model; the samples and how well it does."""
    if LABELLED.exists():
        with LABELLED.open(encoding="utf-8-sig", newline="") as file:
            samples = read_samples(file)
    else:
        numbers = random.Random(caseload.SEED)
        words = ("ditch", "lamp", "path", "house", "water", "school", "field", "wages", "work")
        samples = [Sample(" ".join(numbers.choices(words, k=60)), numbers.choice("abc")) for _ in range(2000)]
    model, report = train(samples, today=TODAY)
    keep_model(model)
    return samples, report


def officer_at(level: str) -> Officer:
    """The coordinator of a level, who is appointed here."""
    user = User.objects.create(username=f"coordinator of {level}")
    Appointment.objects.create(post=Post.objects.get(code=COORDINATORS[level]), user=user, from_on=TODAY)
    return officer_of(user, today=TODAY)


def measure(officer: Officer, samples: list[Sample]) -> tuple[list[float], int]:
    """Milliseconds of each suggestion with its neighbours, and the statements of one."""
    numbers = random.Random(caseload.SEED)
    with seeing(of_officer(officer)):
        known = list(Case.objects.visible_to(officer).values_list("pk", flat=True))
        taken, statements = [], 0
        for turn in range(ROUNDS + 5):
            case, text = Case.objects.get(pk=numbers.choice(known)), numbers.choice(samples).text
            begun = time.perf_counter()
            suggest(text, officer=officer)
            neighbours(case, officer=officer, today=TODAY)
            taken.append((time.perf_counter() - begun) * 1000)
            if turn == 0:
                with CaptureQueriesContext(connection) as counted:
                    neighbours(case, officer=officer, today=TODAY)
                statements = len(counted)
    # The first read the model and the packs.
    return taken[5:], statements


def main() -> int:
    """Measures, and returns the exit status."""
    cases = frame.size(default=CASES)
    begun = time.perf_counter()
    samples, report = learn()
    training = time.perf_counter() - begun
    databases.make_template("jiangxi", fill=lambda: caseload.fill(cases))
    databases.make(DATABASE)
    databases.use(DATABASE)
    rows, figures = [], []
    for level in COORDINATORS:
        taken, statements = measure(officer_at(level), samples)
        middle, slow = frame.percentile(taken, 0.5), frame.percentile(taken, 0.95)
        rows.append((level, f"{middle:.1f}", f"{slow:.1f}", statements))
        figures.append(frame.Figure(f"{level}_suggestion_p95", slow, "ms", frame.Aim.AT_MOST, MOST_MILLISECONDS))
    if LABELLED.exists():
        figures.append(frame.Figure("macro_f1", report.macro_f1, "of 1", frame.Aim.AT_LEAST, LEAST_F1))
        figures.append(frame.Figure("calibration_error", report.calibration_error, "of 1"))
    text = frame.table(("level", "p50 ms", "p95 ms", "statements"), rows)
    details = {"cases": cases, "rounds": ROUNDS, "texts": len(samples), "training_seconds": round(training)}
    status = frame.finish("triage", figures=figures, text=text, details=details)
    databases.drop(DATABASE, databases.TEMPLATE)
    return status


if __name__ == "__main__":
    sys.exit(main())
