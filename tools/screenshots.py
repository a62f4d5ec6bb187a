"""Every page of the demo as a picture: in both languages, on both widths and both grounds. `make screenshots`.

They come into docs/pictures/, with a sheet of all pictures of a page in docs/pictures/sheets/. `--only home case` takes
some pages alone, `--at http://localhost:8000` a demo that runs already, `--readme` renews the four of the README.
"""

import argparse
import io
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "docs/pictures"
HOME: Final = Path(sys.prefix) / "pictures"
START_SECONDS: Final = 600.0
LANGUAGES: Final = {"en": "en-GB", "zh": "zh-CN"}
WIDTHS: Final = (375, 1280)
GROUNDS: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
#: pixels beyond which a long page is cut, alone and on a sheet; the width of a sheet, and what parts its pictures
TALLEST, SHOWN, SHEET, GAP = 4000, 1600, 2400, 12
#: what a resident presses up to the receipt, page by page
VILLAGE: Final = "360102002001"
ANSWERS: Final = {
    "/raise/": {"narrative": "路灯坏了三个月，孩子放学走夜路不安全。"},
    "/raise/place/": {"place": VILLAGE},
    "/raise/category/": {"category": "neighbour"},
    "/raise/office/": {"about": "none"},
    "/raise/contact/": {"safe_channel": "phone"},
    "/raise/reach/": {"phone": "13800138000"},
}


@dataclass(frozen=True)
class Shot:
    """One page: who of the demo's cast opens it, and where. `{case}` is the first case of that officer's queue."""

    name: str
    who: str
    path: str


#: who has answered every question, and who has a receipt too; the others are those of /demo/
WRITER, SENDER = "writer", "sender"
SHOTS: Final = (
    Shot("demo", "", "/demo/"),
    Shot("home", "", "/"),
    Shot("emergency", "", "/emergency/"),
    Shot("traces", "", "/traces/"),
    Shot("places", "", "/places/"),
    Shot("place", "", f"/places/{VILLAGE}/"),
    Shot("raise", "", "/raise/"),
    Shot("raise-resume", "", "/raise/resume/"),
    Shot("raise-place", WRITER, "/raise/place/"),
    Shot("raise-category", WRITER, "/raise/category/"),
    Shot("raise-office", WRITER, "/raise/office/"),
    Shot("raise-contact", WRITER, "/raise/contact/"),
    Shot("raise-check", WRITER, "/raise/check/"),
    Shot("receipt", SENDER, "/raise/receipt/"),
    Shot("follow", "", "/follow/"),
    Shot("own-code", "", "/follow/own-code/"),
    Shot("follow-proposal", "resident-proposal", "/follow/case/"),
    Shot("follow-confirm", "resident-proposal", "/follow/case/confirm/"),
    Shot("follow-dispute", "resident-proposal", "/follow/case/dispute/"),
    Shot("follow-question", "resident-question", "/follow/case/"),
    Shot("follow-answer", "resident-question", "/follow/case/answer/"),
    Shot("follow-attach", "resident-question", "/follow/case/attach/"),
    Shot("follow-new", "resident-new", "/follow/case/"),
    Shot("follow-withdraw", "resident-new", "/follow/case/withdraw/"),
    Shot("follow-silent", "resident-silent", "/follow/case/"),
    Shot("follow-declined", "resident-declined", "/follow/case/"),
    Shot("sign-in", "", "/account/login/"),
    Shot("keys", "mediator", "/account/keys/"),
    Shot("password", "mediator", "/account/password/"),
    Shot("sign-out", "mediator", "/account/logout/"),
    Shot("day", "mediator", "/desk/"),
    Shot("queue", "coordinator", "/desk/queue/"),
    Shot("case", "mediator", "{case}"),
    Shot("case-as-resident", "mediator", "{case}as-resident/"),
    Shot("case-note", "mediator", "{case}note/"),
    Shot("case-task", "mediator", "{case}task/"),
    Shot("case-hand-over", "mediator", "{case}hand_over/"),
    Shot("case-ledger", "auditor", "{case}ledger/"),
    Shot("overview", "province", "/desk/overview/"),
    Shot("overview-township", "coordinator", "/desk/overview/"),
    Shot("take-in", "mediator", "/desk/take-in/"),
    Shot("take-in-at", "mediator", f"/desk/take-in/{VILLAGE}/"),
    Shot("call-backs", "call-back", "/desk/call-backs/"),
    Shot("import", "county", "/desk/import/"),
    Shot("export", "county", "/desk/export/"),
    Shot("officers", "province", "/desk/officers/"),
    Shot("ledger", "auditor", "/desk/ledger/"),
    Shot("stranger", "stranger", "/desk/"),
    Shot("design", "", "/design/"),
    Shot("not-found", "", "/no/such/page/"),
)
#: the README's: what stands there, and out of which picture
README: Final = {
    "follow": ("follow-proposal", "en", 375, "light"),
    "receipt": ("receipt", "en", 375, "light"),
    "case": ("case", "en", 1280, "light"),
    "overview": ("overview", "en", 1280, "light"),
}


@contextmanager
def demo() -> Iterator[str]:
    """A demo of our own on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "folkmoot", "demo", "--port", str(port)]
    server = subprocess.Popen(command, env={**os.environ, "FOLKMOOT_HOME": str(HOME)}, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and server.poll() is None:
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(1)
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait()


class Album:
    """Takes pictures of a demo, each visitor in a browser of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    def take(self, shot: Shot) -> list[Path]:
        """All pictures of a page, in the order of languages, widths and grounds."""
        found = []
        for language in LANGUAGES:
            page = self._context(shot.who, language).new_page()
            page.goto(self.address + self._path(shot, page))
            for width in WIDTHS:
                for ground in GROUNDS:
                    page.set_viewport_size({"width": width, "height": 800})
                    page.emulate_media(color_scheme=ground)
                    found.append(_kept(page, FOLDER / f"{shot.name}.{language}.{width}.{ground}.png"))
            page.close()
        return found

    def _path(self, shot: Shot, page: Page) -> str:
        if "{case}" not in shot.path:
            return shot.path
        page.goto(self.address + "/desk/queue/")
        first = page.locator("tbody a[href*='/desk/cases/']").first.get_attribute("href")
        return shot.path.format(case=first)

    def _context(self, who: str, language: str) -> BrowserContext:
        if (who, language) not in self._contexts:
            context = self.browser.new_context(
                base_url=self.address, locale=LANGUAGES[language], reduced_motion="reduce"
            )
            self._contexts[who, language] = context
            if who in {WRITER, SENDER}:
                self._raise(context, who)
            elif who:
                self._send(context, "/demo/enter/", {"who": who}, seen="/demo/")
        return self._contexts[who, language]

    def _raise(self, context: BrowserContext, who: str) -> None:
        for path, answers in ANSWERS.items():
            self._send(context, path, answers)
        if who == SENDER:
            self._send(context, "/raise/check/", {})

    def _send(self, context: BrowserContext, path: str, answers: dict[str, str], *, seen: str = "") -> None:
        context.request.get(seen or path)
        token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == "csrftoken")
        answer = context.request.post(path, form={**answers, "csrfmiddlewaretoken": token}, max_redirects=0)
        if answer.status != 302:
            raise RuntimeError(f"{path} answered {answer.status}")


def _kept(page: Page, path: Path) -> Path:
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    picture.crop((0, 0, picture.width, min(picture.height, TALLEST))).save(path)
    return path


def sheet(pictures: Sequence[Path], path: Path) -> None:
    """One picture of several, a line for each language."""
    opened = [Image.open(picture) for picture in pictures]
    cut = [each.crop((0, 0, each.width, min(each.height, SHOWN))) for each in opened]
    count = len(WIDTHS) * len(GROUNDS)
    lines = [cut[first : first + count] for first in range(0, len(cut), count)]
    width = max(sum(each.width + GAP for each in line) for line in lines)
    height = sum(max(each.height for each in line) + GAP for line in lines)
    whole = Image.new("RGB", (width, height), (128, 128, 128))
    top = 0
    for line in lines:
        left = 0
        for each in line:
            whole.paste(each, (left, top))
            left += each.width + GAP
        top += max(each.height for each in line) + GAP
    share = min(1.0, SHEET / width)
    whole.resize((round(width * share), round(height * share))).save(path)


def renew_readme() -> None:
    """Cuts the README's pictures to one screen, so that a clone stays small."""
    for name, (shot, language, width, ground) in README.items():
        picture = Image.open(FOLDER / f"{shot}.{language}.{width}.{ground}.png").convert("RGB")
        cut = picture.crop((0, 0, width, min(picture.height, 812 if width == WIDTHS[0] else 860)))
        cut.save(FOLDER / f"readme-{name}.png", optimize=True)


def main() -> None:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(prog="make screenshots")
    parser.add_argument("--at", help="the address of a demo that runs already")
    parser.add_argument("--only", nargs="+", help="names of pages", choices=[shot.name for shot in SHOTS])
    parser.add_argument("--readme", action="store_true", help="renew the pictures of the README too")
    given = parser.parse_args()
    (FOLDER / "sheets").mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if not given.only or shot.name in given.only]
    if given.at:
        take_all(wanted, given.at)
    else:
        with demo() as address:
            take_all(wanted, address)
    if given.readme:
        renew_readme()


def take_all(shots: Sequence[Shot], address: str) -> None:
    """Takes some pages, with their sheets."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        album = Album(browser, address)
        for shot in shots:
            sheet(album.take(shot), FOLDER / "sheets" / f"{shot.name}.png")
            print(shot.name, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
