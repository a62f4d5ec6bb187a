"""What Lighthouse says of the resident's pages on a slow telephone: the median of three runs of each page.

Pages are served as in service, by granian with compression, and Chromium is the system's. Its network and processor are
those of Lighthouse's mobile profile. `make bench-lighthouse` installs the npm package, which no other target needs.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from bench import databases, frame

from django.conf import settings  # isort: skip
from django.test import Client

from folkmoot.cli.database import EMBEDDED
from tests.web.residents.pressing import fill_in

HERE: Final = Path(__file__).with_name("lighthouse")
DATABASE: Final = "bench_lighthouse"
ROUNDS: Final = 3
#: how often Lighthouse may lose a run before that is a failure
ATTEMPTS: Final = 3
PLACE: Final = "360102002"
LANGUAGE: Final = "zh-CN"
START_SECONDS: Final = 60.0
WARMING: Final = 8
CATEGORIES: Final = ("performance", "accessibility", "best-practices")
LEAST_SCORE, MOST_KILOBYTES, MOST_SECONDS = 98.0, 60.0, 1.5
FLAGS: Final = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"


@dataclass(frozen=True)
class Seen:
    """One run on one page: scores 0 to 100, kilobytes (of 1024 bytes) over the wire, seconds to the first paint."""

    scores: tuple[float, ...]
    kilobytes: float
    paint_seconds: float
    #: what was marked down, by its name
    faults: tuple[str, ...]


def browsers() -> dict[str, Client]:
    """A resident who begins, one who has answered everything, one with a receipt, and one who follows a case."""
    found = {
        name: Client(headers={"accept-language": "zh-CN"}) for name in ("beginning", "writing", "sent", "following")
    }
    for name in ("writing", "sent", "following"):
        fill_in(found[name])
    for name in ("sent", "following"):
        found[name].post("/raise/check/")
    found["following"].post("/raise/receipt/")
    return found


#: each page with the resident who opens it
PAGES: Final[Mapping[str, str]] = {
    "/": "beginning",
    "/raise/": "beginning",
    "/raise/place/": "writing",
    "/raise/category/": "writing",
    "/raise/office/": "writing",
    "/raise/contact/": "writing",
    "/raise/check/": "writing",
    "/raise/receipt/": "sent",
    "/follow/": "beginning",
    "/follow/case/": "following",
    "/places/": "beginning",
    f"/places/{PLACE}/": "beginning",
}


@contextmanager
def served() -> Iterator[str]:
    """The product on a free port, as `folkmoot serve` serves it, with the benchmark's database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != EMBEDDED}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        environment[name] = urlunsplit(urlsplit(environment[name])._replace(path=f"/{DATABASE}"))
    command = [sys.executable, "-m", "folkmoot", "serve", "--only", "web", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        address = f"http://localhost:{port}"
        _wait_for(port)
        yield address
    finally:
        server.terminate()
        server.wait()


def _warm(address: str) -> None:
    """As in service: pages have been asked for before, in each of the server's processes."""
    for path in PAGES:
        for _ in range(WARMING):
            with urlopen(address + path, timeout=START_SECONDS) as answer:  # noqa: S310  # our own server
                answer.read()


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise TimeoutError(port)


class RunLost(Exception):
    """Lighthouse ended without a result, with these words: its browser was too slow to begin, or fell over."""


def look(address: str, *, browser: Client) -> Seen:
    """One run of Lighthouse, tried again where it loses one. Raises RunLost once it has lost three."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _run(address, browser=browser)
        except RunLost as lost:
            print(f"{urlsplit(address).path}, attempt {attempt} of {ATTEMPTS}: {lost}", file=sys.stderr)
            if attempt == ATTEMPTS:
                raise
    raise RunLost(address)


def _run(address: str, *, browser: Client) -> Seen:
    with TemporaryDirectory() as folder:
        cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in browser.cookies.items())
        headers, told = Path(folder) / "headers.json", Path(folder) / "told.json"
        headers.write_text(json.dumps({"Accept-Language": LANGUAGE, **({"Cookie": cookies} if cookies else {})}))
        command = [HERE / "node_modules/.bin/lighthouse", address, "--quiet", "--output=json", f"--output-path={told}"]
        command += [
            f"--chrome-flags={FLAGS}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={headers}",
        ]
        ended = subprocess.run(
            [str(part) for part in command], env=_environment(), check=False, capture_output=True, text=True
        )
        if ended.returncode or not told.exists():
            raise RunLost(ended.stderr.strip().splitlines()[0] if ended.stderr.strip() else f"exit {ended.returncode}")
        return _seen(json.loads(told.read_text(encoding="utf-8")))


def _environment() -> dict[str, str]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise FileNotFoundError("There is no Chromium on this machine: run tools/install-browser.")
    # So that npm's starter finds the Node of the environment.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {**os.environ, "PATH": path, "CHROME_PATH": chromium}


def _seen(told: Mapping[str, Any]) -> Seen:
    audits = told["audits"]
    weighed = {ref["id"] for name in CATEGORIES for ref in told["categories"][name]["auditRefs"] if ref["weight"]}
    return Seen(
        scores=tuple(told["categories"][name]["score"] * 100 for name in CATEGORIES),
        kilobytes=audits["total-byte-weight"]["numericValue"] / 1024,
        paint_seconds=audits["first-contentful-paint"]["numericValue"] / 1000,
        faults=tuple(sorted(name for name in weighed if (audits[name]["score"] or 0) < 0.9)),
    )


def figures(seen: Mapping[str, Sequence[Seen]]) -> list[frame.Figure]:
    """The worst page of each figure, by the median of its runs."""
    found = []
    for number, name in enumerate(CATEGORIES):
        worst = min(frame.middle([run.scores[number] for run in runs]) for runs in seen.values())
        figure = f"lighthouse_{name.replace('-', '_')}"
        found.append(frame.Figure(figure, worst, "of 100", frame.Aim.AT_LEAST, LEAST_SCORE))
    weight = max(frame.middle([run.kilobytes for run in runs]) for runs in seen.values())
    paint = max(frame.middle([run.paint_seconds for run in runs]) for runs in seen.values())
    found.append(frame.Figure("page_weight", weight, "KB", frame.Aim.AT_MOST, MOST_KILOBYTES))
    found.append(frame.Figure("first_contentful_paint", paint, "s", frame.Aim.AT_MOST, MOST_SECONDS))
    return found


def row(path: str, runs: Sequence[Seen]) -> tuple[object, ...]:
    """One line of the table."""
    scores = [f"{frame.middle([run.scores[number] for run in runs]):.0f}" for number in range(len(CATEGORIES))]
    weight = frame.middle([run.kilobytes for run in runs])
    paint = frame.middle([run.paint_seconds for run in runs])
    return (path, *scores, f"{weight:.1f}", f"{paint:.2f}", " ".join(runs[0].faults))


def main() -> int:
    """Measures, and returns the exit status."""
    size = frame.size(default=ROUNDS)
    rounds = 1 if size == frame.SMALL else size
    databases.make_template("jiangxi")
    databases.make(DATABASE)
    databases.use(DATABASE)
    settings.ALLOWED_HOSTS.append("testserver")
    who = browsers()
    seen: dict[str, list[Seen]] = {}
    with served() as address:
        _warm(address)
        for path, name in PAGES.items():
            seen[path] = [look(address + path, browser=who[name]) for _ in range(rounds)]
    header = ("page", *CATEGORIES, "KB", "first paint s", "marked down")
    text = frame.table(header, [row(path, runs) for path, runs in seen.items()])
    status = frame.finish("lighthouse", figures=figures(seen), text=text, details={"rounds": rounds})
    databases.drop(DATABASE, databases.TEMPLATE)
    return status


if __name__ == "__main__":
    sys.exit(main())
