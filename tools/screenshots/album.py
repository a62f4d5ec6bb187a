"""Takes a page in every way it can look, and lays its pictures on one sheet."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tools.screenshots.finding import Shot
from tools.screenshots.visitors import come_in

LANGUAGES: Final = {"en": "en-GB", "zh": "zh-CN"}
WIDTHS: Final = (375, 1280)
GROUNDS: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
#: pixels beyond which a long page is cut, alone and on a sheet; the width of a sheet, and what parts its pictures
TALLEST, SHOWN, SHEET, GAP = 4000, 1600, 2400, 12


class Album:
    """Takes pictures of a demo, each visitor in a browser of their own for each language."""

    def __init__(self, browser: Browser, address: str, folder: Path) -> None:
        self.browser = browser
        self.address = address
        self.folder = folder
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    def context(self, who: str, language: str = "en") -> BrowserContext:
        """The browser of a visitor."""
        if (who, language) not in self._contexts:
            context = self.browser.new_context(
                base_url=self.address, locale=LANGUAGES[language], reduced_motion="reduce"
            )
            come_in(context, who)
            self._contexts[who, language] = context
        return self._contexts[who, language]

    def take(self, shot: Shot) -> Path:
        """The sheet of all pictures of a page, in the order of languages, widths and grounds."""
        found = []
        for language in LANGUAGES:
            page = self.context(shot.who, language).new_page()
            page.goto(shot.path)
            for width in WIDTHS:
                for ground in GROUNDS:
                    page.set_viewport_size({"width": width, "height": 800})
                    page.emulate_media(color_scheme=ground)
                    found.append(_kept(page, self.folder / f"{shot.name}.{language}.{width}.{ground}.png"))
            page.close()
        return _sheet(found, self.folder / "sheets" / f"{shot.name}.png")


def _kept(page: Page, path: Path) -> Path:
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    picture.crop((0, 0, picture.width, min(picture.height, TALLEST))).save(path)
    return path


def _sheet(pictures: Sequence[Path], path: Path) -> Path:
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
    return path
