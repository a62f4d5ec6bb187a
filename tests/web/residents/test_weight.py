"""Every page for residents, with its style sheet and script, as heavy as it goes over the wire."""

import gzip
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from tests.cast import CITY, COUNTY, TOWNSHIP, VILLAGE, Cast
from tests.web.residents.pressing import ANSWERS, MORE, fill_in, follow, proposed, tell_more

MOST_BYTES: Final = 60 * 1024
OTHERS: Final = (
    "/", "/follow/", "/follow/own-code/", "/emergency/", "/traces/", "/raise/resume/", "/raise/whose/",
    "/no/such/page/", "/places/", f"/places/{VILLAGE}/", "/statistics/", "/statistics/how/",
)  # fmt: skip
DOWN: Final = [f"/{kind}/{code}/" for kind in ("places", "raise/place") for code in ("36", CITY, COUNTY, TOWNSHIP)]


@pytest.fixture
def now() -> datetime:
    """The moment at which the pages are opened."""
    return timezone.now()


def weight(client: Client, address: str) -> int:
    """Bytes of the page and of everything that it loads, compressed as a browser takes them."""
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    page = answer.content
    html = gzip.decompress(page).decode() if answer.headers.get("Content-Encoding") == "gzip" else page.decode()
    loaded = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html))
    assert {Path(name).suffix for name in loaded} == {".css", ".js", ".svg"}, address
    return len(page) + sum(_compressed(name) for name in loaded)


@cache
def _compressed(name: str) -> int:
    return len(gzip.compress(Path(str(finders.find(name))).read_bytes(), 9))


def too_heavy(client: Client, addresses: list[str]) -> dict[str, int]:
    """Those above the limit."""
    return {there: bytes_ for there in addresses if (bytes_ := weight(client, there)) > MOST_BYTES}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_page_weighs_more_than_sixty_kilobytes(client: Client, cast: Cast, now: datetime, language: str) -> None:
    client.post("/language/", {"language": language})
    fill_in(client)
    tell_more(client)
    assert too_heavy(client, [*OTHERS, *DOWN, *ANSWERS, *MORE, "/raise/check/"]) == {}
    client.post("/raise/check/")
    assert too_heavy(client, ["/raise/receipt/"]) == {}
    follow(client, proposed(cast, now))
    deeds = [f"/follow/case/{deed}/" for deed in ("confirm", "dispute", "attach", "write", "withdraw")]
    assert too_heavy(client, ["/follow/case/", *deeds]) == {}
