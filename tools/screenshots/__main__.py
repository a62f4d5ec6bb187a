"""Takes every page of the demo that a visitor comes to by its links.

They come into docs/pictures/, with a sheet of all pictures of a page in docs/pictures/sheets/. `--only desk-day` takes
the pages whose names begin so, `--at http://localhost:8000` a demo that runs already, `--readme` renews the four of the
README. What no link leads to is said at the end.
"""

import argparse
import base64
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Final

import django
from PIL import Image
from playwright.sync_api import APIResponse, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "docs/pictures"
HOME: Final = Path(sys.prefix) / "pictures"
#: within which the page of a demo answers, and within which its whole past is made
START_SECONDS: Final = 600.0
PAST_SECONDS: Final = 1800.0
#: the README's: what stands there, and out of which picture
README: Final = {
    "follow": ("residents-case-of-resident-proposal", "en", 375, "light"),
    "receipt": ("residents-receipt", "en", 375, "light"),
    "case": ("desk-case", "en", 1280, "light"),
    "overview": ("desk-overview-of-province", "en", 1280, "light"),
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


def wait_for_the_past(get: Callable[[str], APIResponse], *, until: float) -> None:
    """Returns when all cases of the demo are made and its nights looked at, or the time is over."""
    while time.monotonic() < until:
        if "alert-info" not in get("/demo/").text() and re.search(r"/desk/signals/\d+/", get("/desk/signals/").text()):
            return
        time.sleep(5)


def know_the_pages() -> None:
    """Reads the addresses of the product; the key is for nothing else."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "folkmoot.settings", "FOLKMOOT_KEY": base64.b64encode(bytes(32)).decode()}
    django.setup()


def take_all(address: str, *, only: tuple[str, ...]) -> None:
    """Finds every page and takes it; the names of those that no visitor came to are printed."""
    from tools.screenshots.album import Album
    from tools.screenshots.finding import shots, unseen

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        album = Album(browser, address, FOLDER)
        wait_for_the_past(album.context("county").request.get, until=time.monotonic() + PAST_SECONDS)
        found = shots(lambda who: album.context(who).request)
        for shot in found:
            if shot.name.startswith(only):
                album.take(shot)
                print(shot.name, flush=True)
        browser.close()
    print("No link of the demo leads to:", *sorted(unseen(found)), sep="\n  ")


def renew_readme() -> None:
    """Cuts the README's pictures to one screen, so that a clone stays small."""
    for name, (shot, language, width, ground) in README.items():
        picture = Image.open(FOLDER / f"{shot}.{language}.{width}.{ground}.png").convert("RGB")
        cut = picture.crop((0, 0, width, min(picture.height, 812 if width < 800 else 860)))
        cut.save(FOLDER / f"readme-{name}.png", optimize=True)


def main() -> None:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(prog="make screenshots")
    parser.add_argument("--at", help="the address of a demo that runs already")
    parser.add_argument("--only", nargs="+", help="beginnings of the names of pages", default=[""])
    parser.add_argument("--readme", action="store_true", help="renew the pictures of the README too")
    given = parser.parse_args()
    (FOLDER / "sheets").mkdir(parents=True, exist_ok=True)
    with nullcontext(given.at) if given.at else demo() as address:
        know_the_pages()
        take_all(address, only=tuple(given.only))
    if given.readme:
        renew_readme()


if __name__ == "__main__":
    main()
