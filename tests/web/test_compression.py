"""What goes over the wire: compressed, and kept by the browser where it never changes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast

ACCEPTED = {"accept-encoding": "gzip, br"}


@pytest.fixture
def gzip_client() -> Client:
    """A browser that takes compressed answers."""
    return Client(headers=ACCEPTED)


def test_a_page_is_compressed_and_its_length_tells_nothing(gzip_client: Client, cast: Cast) -> None:
    answers = [gzip_client.get("/follow/") for _ in range(12)]
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    # The same page, padded by chance.
    assert len({len(answer.content) for answer in answers}) > 1


def test_a_browser_that_takes_nothing_compressed_reads_it_plain(client: Client, cast: Cast) -> None:
    assert "Content-Encoding" not in client.get("/follow/").headers


def test_what_is_polled_keeps_its_tag(gzip_client: Client, cast: Cast) -> None:
    gzip_client.force_login(cast.user("mediator"), backend="django.contrib.auth.backends.ModelBackend")
    answer = gzip_client.get("/desk/queue/changes/")
    assert "Content-Encoding" not in answer.headers
    assert not answer.headers.get("ETag", "").startswith("W/")


def test_a_built_file_is_kept_for_good_and_comes_compressed(client: Client, cast: Cast) -> None:
    page = client.get("/follow/").content.decode()
    (sheet,) = re.findall(r'<link rel="stylesheet" href="([^"]*)"', page)
    assert re.fullmatch(settings.STATIC_URL + r"dist/resident\.[0-9a-f]{8}\.css", sheet)
    answer = client.get(sheet, headers={"accept-encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    built = Path(settings.PACKAGE) / "web/static/dist" / Path(sheet).name
    assert len(b"".join(answer.streaming_content)) == built.with_name(built.name + ".br").stat().st_size
