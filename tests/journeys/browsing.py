"""Chromium for a test: contexts that fail the test when the page complains, and a server that commits for real."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright

from folkmoot.officers.models import User

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class _Server(ThreadedWSGIServer):
    # Closing waits for what is still being answered: the database is dropped right after.
    daemon_threads = False


class _Silent(WSGIRequestHandler):
    # One request a connection, so that no thread waits for a next one.
    protocol_version = "HTTP/1.0"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name is given)
        """A test's own output is enough."""


@contextmanager
def serving() -> Iterator[str]:
    """The product, on a free port of this machine. Its name is localhost: for 127.0.0.1 there are no passkeys."""
    server = _Server(("127.0.0.1", 0), _Silent, ipv6=False)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def start_chromium(playwright: Playwright) -> Browser:
    """The system's Chromium, without a window."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return playwright.chromium.launch(executable_path=found, args=FLAGS)


@dataclass
class Browsing:
    """One test's browser: each person gets a context, and with it cookies, of their own."""

    browser: Browser
    address: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    #: what the pages show may not be kept, not even as a picture
    is_confidential: bool = False

    def context(self, *, javascript: bool = True, language: str = "en-GB", width: int = 1280) -> BrowserContext:
        """A person's browser; `width` in pixels, 375 for a telephone."""
        context = self.browser.new_context(
            base_url=self.address,
            java_script_enabled=javascript,
            locale=language,
            viewport={"width": width, "height": 800},
        )
        context.set_default_timeout(10_000)
        context.on("console", self._note)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.contexts.append(context)
        return context

    def sign_in(self, user: User, *, language: str = "en-GB", width: int = 1280) -> Page:
        """A page of an officer who is signed in already, in a context of their own."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        context = self.context(language=language, width=width)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.address}])
        return context.new_page()

    def pictures(self, folder: Path) -> list[Path]:
        """What every open page shows now; nothing where that is confidential."""
        if self.is_confidential:
            return []
        folder.mkdir(parents=True, exist_ok=True)
        found = []
        for number, page in enumerate(page for context in self.contexts for page in context.pages):
            found.append(folder / f"{number}.png")
            page.screenshot(path=found[-1], full_page=True)
        return found

    def close(self) -> None:
        """Closes every context."""
        for context in self.contexts:
            context.close()

    def _note(self, message: ConsoleMessage) -> None:
        # A page that says 404 or 422 is what some tests ask for; a part of a page that is missing is not.
        is_page = message.text.startswith("Failed to load resource") and not _is_part(message.location["url"])
        if message.type == "error" and not is_page:
            self.complaints.append(f"{message.text} ({message.location['url']})")


def _is_part(address: str) -> bool:
    return urlsplit(address).path.startswith("/static/")
