import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from folkmoot.web.models import KeptDraft
from folkmoot.web.residents.actions import NothingKept
from folkmoot.web.residents.throttle import TooManyWrongCodes
from tests.cast import VILLAGE, Cast
from tests.web.residents.pressing import ANSWERS, WORDS, fill_in


def put_aside(client: Client, page: str = "/raise/", **answers: str) -> str:
    """Presses "Keep it and go on later"; the code that is shown."""
    assert client.post(page, {**answers, "keep": "yes"})["Location"] == "/raise/kept/"
    code: str = client.get("/raise/kept/").context["code"]
    return code


def test_what_was_put_aside_is_taken_up_in_another_browser_where_something_is_missing(
    client: Client, cast: Cast
) -> None:
    code = put_aside(client, narrative=WORDS)
    other = Client()
    assert other.post("/raise/resume/", {"code": code.lower()})["Location"] == "/raise/place/"
    assert other.get("/raise/").context["draft"].narrative == WORDS


def test_one_that_lacks_nothing_goes_on_at_the_last_page(client: Client, cast: Cast) -> None:
    fill_in(client)
    code = put_aside(client, "/raise/check/")
    other = Client()
    assert other.post("/raise/resume/", {"code": code})["Location"] == "/raise/check/"
    assert other.post("/raise/check/")["Location"] == "/raise/receipt/"
    # What was sent is kept no more.
    assert KeptDraft.objects.count() == 0


def test_the_code_is_shown_until_it_is_written_down_and_the_browser_then_keeps_nothing(
    client: Client, cast: Cast
) -> None:
    put_aside(client, narrative=WORDS)
    assert client.post("/raise/kept/")["Location"] == "/"
    assert client.get("/raise/kept/")["Location"] == "/raise/resume/"
    assert client.get("/raise/").context["draft"].narrative == ""


def test_one_may_go_on_at_once(client: Client, cast: Cast) -> None:
    put_aside(client, narrative=WORDS)
    assert client.post("/raise/kept/", {"on": "yes"})["Location"] == "/raise/place/"
    assert client.get("/raise/").context["draft"].narrative == WORDS


def test_nothing_is_kept_of_an_empty_page(client: Client, cast: Cast) -> None:
    answer = client.post("/raise/", {"narrative": "", "keep": "yes"})
    assert (answer.status_code, KeptDraft.objects.count()) == (200, 0)


def test_putting_it_aside_again_ends_the_code_before(client: Client, cast: Cast) -> None:
    first = put_aside(client, narrative=WORDS)
    second = put_aside(client, "/raise/place/", place=VILLAGE)
    refused = Client().post("/raise/resume/", {"code": first})
    assert refused.context["form"].errors == {"code": [NothingKept.sentence]}
    assert Client().post("/raise/resume/", {"code": second})["Location"] == "/raise/category/"


def test_throwing_away_forgets_it_there_too(client: Client, cast: Cast) -> None:
    put_aside(client, narrative=WORDS)
    client.post("/raise/discard/")
    assert KeptDraft.objects.count() == 0


def test_the_table_says_nothing_and_the_key_is_in_the_code_alone(client: Client, cast: Cast) -> None:
    code = put_aside(client, narrative=WORDS)
    (row,) = KeptDraft.objects.values("digest", "sealed")
    plain = code.replace("-", "").encode()
    assert [each for each in (WORDS.encode()[:20], plain) if each in bytes(row["sealed"]) + bytes(row["digest"])] == []


def test_after_thirty_days_it_is_gone(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    code = put_aside(client, narrative=WORDS)
    later = timezone.now() + timedelta(days=30, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    other = Client()
    assert other.post("/raise/resume/", {"code": code}).context["form"].errors == {"code": [NothingKept.sentence]}
    put_aside(other, narrative="Another matter.")
    assert KeptDraft.objects.count() == 1


def test_ten_wrong_codes_lock_the_right_one_out_too(client: Client, cast: Cast) -> None:
    code = put_aside(client, narrative=WORDS)
    for number in range(10):
        client.post("/raise/resume/", {"code": f"guess {number}"})
    locked = client.post("/raise/resume/", {"code": code})
    assert locked.status_code == 429
    assert locked.context["form"].errors == {"code": [TooManyWrongCodes.sentence]}


def test_every_page_can_be_put_aside(client: Client, cast: Cast) -> None:
    fill_in(client)
    pages = [*ANSWERS, "/raise/check/", "/raise/wish/", "/raise/whose/"]
    without = [page for page in pages if not re.search(r'name="keep"', client.get(page).content.decode())]
    assert without == []
