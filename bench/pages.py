"""How long the pages of the desk and the resident take at a province's caseload, in one worker process.

Each page is asked for through the whole stack (middleware, sign-in, scope, policies, template) as the application's
role, by officers of several levels; the statements are counted in a run of their own.
"""

import gc
import random
import sys
import time
from collections.abc import Callable
from typing import Final

from bench import caseload, databases, frame

from django.conf import settings  # isort: skip
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from folkmoot.earlywarning.actions.sweeping import sweep
from folkmoot.lib.reference import reference_from
from folkmoot.officers.models import Appointment, Post, User
from folkmoot.officers.queries import automatic_post

CASES: Final = 100_000
ROUNDS: Final = 120
MOST_STATEMENTS, MOST_MILLISECONDS = 12, 50.0
DATABASE: Final = "bench_pages"
COORDINATORS: Final = {
    "province": "36.province-centre.coordinator",
    "county": "360102.county-centre.coordinator",
}
BUDGETED: Final = ("queue", "case")

Ask = Callable[[Client, random.Random], HttpResponse]


def sign_in(level: str) -> Client:
    """A browser of the coordinator of a level, who is appointed here."""
    user = User.objects.create(username=f"coordinator of {level}")
    post = Post.objects.get(code=COORDINATORS[level])
    Appointment.objects.create(post=post, user=user, from_on=databases.NOW.date())
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[1])
    return client


def references(level: str, *, count: int) -> list[str]:
    """References of cases that the level may see."""
    path = "36/" if level == "province" else "36/3601/360102/"
    with databases.as_owner(DATABASE) as owner:
        found = owner.execute(
            "SELECT id FROM cases_case WHERE sight_path LIKE %s ORDER BY md5(id::text) LIMIT %s", [path + "%", count]
        ).fetchall()
    return [reference_from(row[0]) for row in found]


def pages(level: str) -> dict[str, Ask]:
    """The pages that are measured, by name."""
    known = references(level, count=500)
    village = "360102002004"
    concern = {
        "channel": "visit",
        "category": "neighbour",
        "narrative": "The ditch is blocked. " * 10,
        "wish": "That it runs again.",
        "name": "Wang",
        "language": "en",
        "about_unit": "",
    }
    return {
        "my day": lambda client, _: client.get("/desk/"),
        "queue": lambda client, _: client.get("/desk/queue/"),
        "queue, filtered": lambda client, _: client.get("/desk/queue/?step=assigned&sort=received"),
        "queue, oldest first": lambda client, _: client.get("/desk/queue/?sort=received_first"),
        "queue, due last": lambda client, _: client.get("/desk/queue/?sort=due_last"),
        "queue, by place": lambda client, _: client.get("/desk/queue/?sort=place"),
        "queue, closed too": lambda client, _: client.get("/desk/queue/?state=all"),
        "case": lambda client, numbers: client.get(f"/desk/cases/{numbers.choice(known)}/"),
        "overview": lambda client, _: client.get("/desk/overview/"),
        "create": lambda client, _: client.post(f"/desk/take-in/{village}/", concern),
    }


def warned_pages(level: str) -> dict[str, Ask]:
    """Those that are measured once more, or at last, when a warning stands at nearly every open case."""
    known = pages(level)
    return {
        **{f"{name}, all warned": known[name] for name in ("my day", "queue", "case", "overview")},
        "warnings by place": lambda client, _: client.get("/desk/warnings/"),
        "warned cases": lambda client, _: client.get("/desk/warnings/cases/"),
    }


def measure(client: Client, ask: Ask) -> tuple[list[float], int]:
    """Milliseconds of each round, and the most statements of one."""
    numbers = random.Random(caseload.SEED)
    for _ in range(5):
        answer = ask(client, numbers)
        assert answer.status_code in {200, 302, 303}, (answer.status_code, answer.content[:500])
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        ask(client, numbers)
        taken.append((time.perf_counter() - begun) * 1000)
    with CaptureQueriesContext(connection) as statements:
        ask(client, numbers)
    return taken, len(statements)


def budget(level: str, name: str, measured: tuple[list[float], int]) -> list[frame.Figure]:
    """What a page may take."""
    taken, statements = measured
    slow = frame.percentile(taken, 0.95)
    return [
        frame.Figure(f"{level}_{name}_p95", slow, "ms", frame.Aim.AT_MOST, MOST_MILLISECONDS),
        frame.Figure(f"{level}_{name}_statements", statements, "statements", frame.Aim.AT_MOST, MOST_STATEMENTS),
    ]


def main() -> int:
    """Measures, and returns the exit status."""
    cases = frame.size(default=CASES)
    databases.make_template("jiangxi", fill=lambda: caseload.fill(cases))
    databases.make(DATABASE)
    databases.use(DATABASE)
    # Not Django's test environment: it would watch every template being rendered, which no installation does.
    settings.ALLOWED_HOSTS.append("testserver")
    # As folkmoot.wsgi does in a worker process.
    gc.collect()
    gc.freeze()
    clients = {level: sign_in(level) for level in COORDINATORS}
    measured = {(level, name): measure(clients[level], ask) for level in clients for name, ask in pages(level).items()}
    swept = sweep(by=automatic_post(), now=databases.NOW)
    # Which in service PostgreSQL does by itself.
    with databases.as_owner(DATABASE) as owner:
        owner.execute("ANALYZE")
    measured |= {
        (level, name): measure(clients[level], ask) for level in clients for name, ask in warned_pages(level).items()
    }
    rows = [
        (level, name, f"{frame.percentile(taken, 0.5):.1f}", f"{frame.percentile(taken, 0.95):.1f}", statements)
        for (level, name), (taken, statements) in measured.items()
    ]
    details = {"cases": cases, "warnings": sum(swept.raised.values()), "rounds": ROUNDS}
    figures = [each for level in clients for name in BUDGETED for each in budget(level, name, measured[level, name])]
    text = frame.table(("level", "page", "p50 ms", "p95 ms", "statements"), rows)
    status = frame.finish("pages", figures=figures, text=text, details=details)
    databases.drop(DATABASE, databases.TEMPLATE)
    return status


if __name__ == "__main__":
    sys.exit(main())
