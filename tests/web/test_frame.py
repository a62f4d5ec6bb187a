import re
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation

from folkmoot.web.templatetags.times import in_days
from tests.cast import ZONE, Cast

pytestmark = pytest.mark.urls("tests.web.some_pages")

TEMPLATES = Path(__file__).parents[2] / "folkmoot/web/templates"
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")")


def text_of(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_no_template_has_an_inline_script_or_style(template: Path) -> None:
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


def test_the_language_is_chosen_and_kept(client: Client, cast: Cast) -> None:
    assert '<html lang="en">' in text_of(client, "/anybody/")
    answer = client.post("/language/", {"language": "zh-hans", "next": "/anybody/"})
    assert answer["Location"] == "/anybody/"
    page = text_of(client, "/anybody/")
    assert '<html lang="zh-Hans">' in page
    assert "跳到正文" in page


def test_each_language_is_offered_under_its_own_name(client: Client, cast: Cast) -> None:
    offered = re.compile(r'name="language" value="([^"]+)" lang="([^"]+)">([^<]+)<')

    in_english = offered.findall(text_of(client, "/anybody/"))
    in_chinese = offered.findall(client.get("/anybody/", headers={"accept-language": "zh-CN"}).content.decode())

    assert in_english == [("zh-hans", "zh-Hans", "简体中文")]
    assert in_chinese == [("en", "en", "English")]


def test_a_resident_can_leave_for_a_harmless_page_in_one_press(client: Client, cast: Cast) -> None:
    (link,) = re.findall(r"<a ([^>]*data-exit[^>]*)>", text_of(client, "/anybody/"))
    assert dict(re.findall(r'([a-z-]+)="([^"]*)"', link)) == {
        "class": "btn btn-danger quick-exit",
        "href": "https://www.wikipedia.org/",
        "rel": "noreferrer nofollow",
        "data-leave": "/leave/",
    }


def test_the_desk_shows_the_sections_that_the_powers_open(client: Client, cast: Cast) -> None:
    sections = {}
    for name in ("auditor", "mediator"):
        client.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
        navigation = text_of(client, "/desk/queue/").partition("<nav")[2].partition("</nav>")[0]
        found = re.findall(r'<li><a href="([^"]*)"( aria-current="page")?>', navigation)
        sections[name] = [address for address, _here in found if address in {"/desk/queue/", "/desk/ledger/"}]
    assert sections == {"auditor": ["/desk/queue/", "/desk/ledger/"], "mediator": ["/desk/queue/"]}


def test_a_demonstration_says_so(client: Client, cast: Cast, settings: SimpleNamespace) -> None:
    assert "demo-banner" not in text_of(client, "/anybody/")
    settings.DEMO = True
    assert "Demo: people and cases are made up, only the places are real." in text_of(client, "/anybody/")
    settings.DEMO_REPORTS = "real"
    assert "Demo: the reports are real and public" in text_of(client, "/anybody/")


def test_a_field_ties_its_hint_and_its_error_to_the_input(client: Client, cast: Cast) -> None:
    page = client.post("/anybody/", {"other": "kept"}).content.decode()
    (words,) = re.findall(r'<input type="text" name="words"[^>]*>', page)
    assert 'aria-describedby="id_words_hint id_words_error"' in words
    assert 'aria-invalid="true"' in words
    assert 'autocomplete="off"' in words
    assert re.findall(r'<li><a href="#([^"]*)">', page) == ["id_words", "id_choice_0"]
    assert re.findall(r"<fieldset[^>]*>", page) == [
        '<fieldset class="mb-3 field field-faulty" aria-describedby="id_choice_error">'
    ]
    assert re.findall(r'<li><a href="#[^"]*">([^<]*)</a>', page) == ["“Your words” is needed.", "“Which” is needed."]
    assert 'value="kept"' in page
    assert page.count("(optional)") == 1


def test_a_page_that_is_not_there_says_what_to_do(client: Client, cast: Cast) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "<h1>There is no such page</h1>" in answer.content.decode()


def test_a_form_that_was_open_too_long_is_explained(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/anybody/", {"words": "x"})
    assert answer.status_code == 403
    assert "<h1>This form can no longer be sent</h1>" in answer.content.decode()


def test_a_password_that_is_wrong_too_often_locks_the_name(
    client: Client, cast: Cast, settings: SimpleNamespace
) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    for _ in range(2):
        answer = client.post("/account/login/", {"login": "mediator", "password": "a wrong password"})
    assert answer.status_code == 429
    assert "<h1>Too many attempts</h1>" in answer.content.decode()


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "keys/webauthn/signup/", "login/code/"])
def test_nobody_signs_up_or_resets_a_password_alone(client: Client, cast: Cast, path: str) -> None:
    assert client.get(f"/account/{path}").status_code == 404


@pytest.mark.parametrize(
    ("after", "mark", "words"),
    [
        (timedelta(days=-2), "overdue", "overdue by 2 days"),
        (timedelta(hours=-1), "overdue", "overdue since today"),
        (timedelta(hours=5), "soon", "due today, 14:00"),
        (timedelta(days=1), "soon", "due tomorrow"),
        (timedelta(days=3), "later", "3 days left"),
    ],
)
def test_a_clock_is_told_in_days_and_exactly(now: datetime, after: timedelta, mark: str, words: str) -> None:
    at = now + after
    with timezone.override(ZONE):
        context = Context({"request": SimpleNamespace(now=now), "at": at})
        written = Template("{% load times %}{% due at %}").render(context)
    exact = f"{at:%Y-%m-%dT%H:%M}+08:00"
    title = f"{at.day} {at:%b %Y, %H:%M}"
    assert written == f'<time class="due due-{mark}" datetime="{exact}" title="{title}">{words}</time>'


def test_the_end_of_a_day_is_called_by_its_name(now: datetime) -> None:
    end = now.replace(hour=23, minute=59, second=59)
    with timezone.override(ZONE):
        context = Context({"request": SimpleNamespace(now=now), "at": end})
        written = Template("{% load times %}{% due at %}").render(context)
    assert written == (
        '<time class="due due-soon" datetime="2026-03-10T23:59+08:00" title="10 Mar 2026, 24:00">'
        "due today, 24:00</time>"
    )


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "yesterday"), (12, "12 days ago")])
def test_what_is_over_is_told_in_days_and_exactly(now: datetime, days: int, words: str) -> None:
    at = now - timedelta(days=days)
    with timezone.override(ZONE):
        written = Template("{% load times %}{% ago at %}").render(
            Context({"request": SimpleNamespace(now=now), "at": at})
        )
    assert written == (f'<time datetime="{at:%Y-%m-%dT%H:%M}+08:00" title="{at.day} {at:%b %Y, %H:%M}">{words}</time>')


@pytest.mark.parametrize(("days", "words"), [(None, ""), (0.4, "less than a day"), (1.9, "1 day"), (12.0, "12 days")])
def test_a_duration_is_told_in_days(days: float | None, words: str) -> None:
    assert in_days(days) == words


def test_a_moment_is_written_as_its_language_writes_it(now: datetime) -> None:
    with timezone.override(ZONE), translation.override("zh-hans"):
        written = Template("{% load times %}{{ at|when }}").render(Context({"at": now}))
    assert written == '<time datetime="2026-03-10T09:00+08:00">2026年3月10日 09:00</time>'
