"""Warnings at the desk: on My day, on the case, on the board, in the digest; taken by who is named or above."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from folkmoot.cases.models import Case, Reading
from folkmoot.earlywarning.actions.morning import send_morning_mails
from folkmoot.earlywarning.models import CaseWarning, MorningMail, WarningNotice
from folkmoot.earlywarning.queries import warnings_to_take
from folkmoot.web.words import EVENTS
from tests.cases.stages import led_by_the_mediator
from tests.cast import COUNTY, NEXT_COUNTY, PROVINCE, VILLAGE, ZONE, Cast
from tests.earlywarning.sweeping import days, swept, warnings_in


def at_the_desk(cast: Cast, name: str) -> Client:
    """A browser in which somebody of the cast is signed in."""
    browser = Client()
    browser.force_login(cast.user(name), backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def silent(cast: Cast) -> Case:
    """A case of the village in which nothing has been done for seven days."""
    now = timezone.now()
    case_id = led_by_the_mediator(cast, now).case_id
    with cast.seeing("lead"):
        Case.objects.filter(pk=case_id).update(changed_at=now - days(8))
        case = Case.objects.get(pk=case_id)
    swept(cast, now)
    return case


def _counted() -> CaptureQueriesContext:
    """The statements of what is done within."""
    return CaptureQueriesContext(connection)


def more_of_them(cast: Cast) -> None:
    """Two more cases in which nothing was done."""
    now = timezone.now()
    for _ in range(2):
        case_id = led_by_the_mediator(cast, now).case_id
        with cast.seeing("lead"):
            Case.objects.filter(pk=case_id).update(changed_at=now - days(8))
    swept(cast, now)


def text_of(browser: Client, name: str, **kwargs: object) -> str:
    """What a page says."""
    answer = browser.get(reverse(name, kwargs=kwargs))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_who_is_named_finds_it_on_my_day_and_others_do_not(cast: Cast, silent: Case) -> None:
    found = {name: silent.spoken_reference in _warned(cast, name) for name in ("mediator", "coordinator", "stranger")}
    assert found == {"mediator": True, "coordinator": False, "stranger": False}


def _warned(cast: Cast, name: str) -> str:
    page = text_of(at_the_desk(cast, name), "desk:day")
    return page.partition('id="warnings"')[2].partition("</section>")[0]


def test_the_case_says_the_colour_the_reason_and_who_must_act_by_when(cast: Cast, silent: Case) -> None:
    page = text_of(at_the_desk(cast, "coordinator"), "desk:case", reference=silent.reference)
    assert "Nothing happens" in page
    assert "Yellow" in page
    assert "Nothing has been done in it since" in page
    assert "must act by" in page


def test_a_warning_is_taken_with_words_and_then_says_who_took_it(cast: Cast, silent: Case) -> None:
    (warning,) = warnings_in(cast, silent.pk).values()
    me = at_the_desk(cast, "mediator")
    there = reverse("desk:warning", args=[warning.pk])
    assert me.post(there, {"said": " "}).status_code == 422
    assert me.post(there, {"said": "I go there today."}).status_code == 302
    page = text_of(me, "desk:case", reference=silent.reference)
    assert "Taken by" in page
    assert "I go there today." in page
    assert me.get(there).status_code == 404
    assert silent.spoken_reference not in _warned(cast, "mediator")


def test_looking_at_a_warning_is_kept_as_a_reading_of_its_case(cast: Cast, silent: Case) -> None:
    (warning,) = warnings_in(cast, silent.pk).values()
    text_of(at_the_desk(cast, "mediator"), "desk:warning", warning_id=warning.pk)
    with cast.seeing("lead"):
        assert list(Reading.objects.filter(case=silent).values_list("post", flat=True)) == [cast.post("mediator").pk]


@pytest.mark.parametrize("name", ["secretary", "auditor", "stranger"])
def test_for_others_there_is_nothing_to_take(cast: Cast, silent: Case, name: str) -> None:
    (warning,) = warnings_in(cast, silent.pk).values()
    there = reverse("desk:warning", args=[warning.pk])
    assert at_the_desk(cast, name).post(there, {"said": "Mine."}).status_code == 404
    assert warnings_in(cast, silent.pk)["silent"].taken_at is None


def test_the_board_counts_by_place_and_shows_no_case(cast: Cast, silent: Case) -> None:
    browser = at_the_desk(cast, "province_coordinator")
    for code in (PROVINCE, COUNTY, VILLAGE):
        answer = browser.get(reverse("desk:warnings_at", args=[code]))
        assert answer.context["total"] == 1
        assert silent.spoken_reference not in answer.content.decode()
    assert browser.get(reverse("desk:warnings_at", args=[NEXT_COUNTY])).context["total"] == 0
    with cast.seeing("lead"):
        assert Reading.objects.filter(case=silent).count() == 0


def test_the_board_reads_as_much_for_three_cases_as_for_five(cast: Cast, silent: Case) -> None:
    """From three alike on their topic stands there too."""
    more_of_them(cast)
    browser = at_the_desk(cast, "province_coordinator")
    there = reverse("desk:warnings")
    browser.get(there)
    counts = []
    for _ in range(2):
        with _counted() as counted:
            browser.get(there)
        counts.append(len(counted))
        more_of_them(cast)
    assert counts[0] == counts[1]


def test_the_board_says_in_a_line_which_topic_comes_up_again_where(cast: Cast, silent: Case) -> None:
    more_of_them(cast)
    browser = at_the_desk(cast, "province_coordinator")
    page = text_of(browser, "desk:warnings")
    topics = page.partition('id="topics"')[2].partition("</section>")[0]
    assert topics.count("<li") == 1
    assert "“Neighbours”: 3 cases within 30 days" in topics
    assert silent.spoken_reference not in page
    (topic,) = browser.get(reverse("desk:warnings")).context["topics"]
    assert browser.get(topic.href).context["found"].total == 1


def test_my_day_reads_as_much_for_one_warning_as_for_three(cast: Cast, silent: Case) -> None:
    browser, counts = at_the_desk(cast, "mediator"), []
    for _ in range(2):
        with _counted() as counted:
            text_of(browser, "desk:day")
        counts.append(len(counted))
        more_of_them(cast)
    assert counts[0] == counts[1]


def test_the_digest_shows_what_waits_and_goes_by_mail_to_who_wants_it(cast: Cast, silent: Case) -> None:
    me, now = at_the_desk(cast, "mediator"), timezone.now()
    assert silent.spoken_reference in text_of(me, "desk:warnings_digest")
    assert send_morning_mails(now=now, today=now.date()) == 0
    me.post(reverse("desk:warnings_mail"), {"address": "mediator@example.org"})
    assert send_morning_mails(now=now, today=now.date()) == 1
    assert send_morning_mails(now=now, today=now.date()) == 0
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["mediator@example.org"], "1 warning waits for you")
    (warning,) = warnings_in(cast, silent.pk).values()
    assert warning.climbs_at is not None
    last_day = date_format((warning.climbs_at - days(0.5)).astimezone(ZONE).date(), "j M Y")
    assert sent.body.split("\n\n") == [
        "To be taken:",
        f"{silent.spoken_reference}, to be taken by {last_day}\n  Yellow: Nothing happens",
        "Taken by your posts and still true: 0\nNew in your area since yesterday: Yellow 1",
        (
            "A warning speaks of a case, a service, a place and a topic, never of people.\n"
            "You asked for this mail. It can be ended at the desk, below the daily digest."
        ),
    ]
    me.post(reverse("desk:warnings_mail"), {"stop": "1"})
    assert MorningMail.objects.count() == 0


def test_the_mail_holds_each_case_once_with_all_that_warns_of_it_and_its_address(
    cast: Cast, silent: Case, settings: SimpleNamespace
) -> None:
    with cast.seeing("lead"):
        Case.objects.filter(pk=silent.pk).update(reopened_count=2)
    swept(cast, timezone.now())
    settings.CSRF_TRUSTED_ORIGINS = ["https://folkmoot.example.org"]
    at_the_desk(cast, "mediator").post(reverse("desk:warnings_mail"), {"address": "mediator@example.org"})
    user = cast.user("mediator")
    user.language = "zh-hans"
    user.save(update_fields=["language"])
    send_morning_mails(now=timezone.now(), today=timezone.now().date())
    (sent,) = mail.outbox
    assert sent.subject == "有2条预警待您认领"
    _head, lines, rest, _end = sent.body.split("\n\n")
    assert lines.split("\n")[1:] == [
        "  橙色：反复重新办理",
        "  黄色：长时间无进展",
        f"  https://folkmoot.example.org/desk/cases/{silent.reference}/",
    ]
    assert rest.split("\n")[1:] == [
        "昨日以来辖区内新增：橙色 1，黄色 1",
        "https://folkmoot.example.org/desk/warnings/digest/",
    ]


def test_what_the_digest_has_no_room_for_is_on_the_list(
    cast: Cast, silent: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    me, there = at_the_desk(cast, "mediator"), f"{reverse('desk:warned')}?taken=mine"
    assert there not in text_of(me, "desk:warnings_digest")
    more_of_them(cast)
    monkeypatch.setattr(warnings_to_take, "__kwdefaults__", {"limit": 1})
    assert f'<a href="{there}">All 3 warnings that wait for you</a>' in text_of(me, "desk:warnings_digest")


def test_no_mail_says_a_name_or_what_a_case_is_about(cast: Cast, silent: Case, now: datetime) -> None:
    with cast.seeing("lead"):
        Case.objects.filter(pk=silent.pk).update(summary="A blocked ditch behind a house")
    me = at_the_desk(cast, "mediator")
    me.post(reverse("desk:warnings_mail"), {"address": "mediator@example.org"})
    send_morning_mails(now=timezone.now(), today=now.date())
    (sent,) = mail.outbox
    for word in ("ditch", "Wang", "13800138000", cast.village.name):
        assert word not in sent.body + sent.subject


def test_who_has_nothing_waiting_gets_no_mail(cast: Cast) -> None:
    at_the_desk(cast, "mediator").post(reverse("desk:warnings_mail"), {"address": "mediator@example.org"})
    assert send_morning_mails(now=timezone.now(), today=timezone.now().date()) == 0
    assert mail.outbox == []


def test_a_resident_reads_nothing_of_it(cast: Cast) -> None:
    now = timezone.now()
    receipt = led_by_the_mediator(cast, now)
    with cast.seeing("lead"):
        Case.objects.filter(pk=receipt.case_id).update(changed_at=now - days(8))
    browser = Client()
    browser.post(reverse("residents:follow"), {"reference": receipt.reference, "code": receipt.code})
    swept(cast, now)
    with cast.seeing("lead"):
        assert (CaseWarning.objects.count(), WarningNotice.objects.count()) == (1, 1)
    page = text_of(browser, "residents:case")
    assert str(EVENTS["case.accepted"]) in page
    assert [kind for kind, sentence in EVENTS.items() if kind.startswith("case.warn") and str(sentence) in page] == []
    assert "Nothing happens" not in page
