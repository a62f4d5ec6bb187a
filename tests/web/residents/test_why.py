"""Before sending, each day comes with the count behind it."""

import re

import pytest
from django.test import Client

from tests.cast import Cast
from tests.web.residents.pressing import fill_in


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_count_before_sending_comes_to_the_day_that_is_shown(client: Client, cast: Cast, language: str) -> None:
    client.post("/language/", {"language": language})
    fill_in(client)
    page = client.get("/raise/check/").content.decode()
    (listed,) = re.findall(r'<ul class="deadlines">.*?</ul>', page, re.DOTALL)
    shown = re.findall(r'<p><strong>[^<]+</strong>.*?datetime="([0-9-]+)"', listed)
    counted = re.findall(r'<p class="why-end">.*?datetime="([0-9-]+)"', listed)
    assert len(shown) == 3
    assert counted == shown
