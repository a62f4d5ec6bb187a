"""The mail of the morning tells who has to take a signal, in numbers and days, and says neither place nor topic."""

from datetime import datetime
from types import SimpleNamespace

from django.core import mail

from folkmoot.earlywarning.actions.morning import send_morning_mails, want_morning_mail
from tests.cast import Cast
from tests.earlywarning.signalling import a_signal


def test_who_has_to_take_a_signal_reads_of_it_in_the_morning(
    cast: Cast, now: datetime, settings: SimpleNamespace
) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://folkmoot.example.org"]
    a_signal(cast, post="lead")
    for name in ("lead", "coordinator"):
        want_morning_mail(cast.user(name).pk, address=f"{name}@example.org", now=now)
    assert send_morning_mails(now=now, today=now.date()) == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["lead@example.org"], "1 signal waits for you")
    assert sent.body.splitlines()[:5] == [
        "Signals of places and topics, to be taken:",
        "",
        "9 cases within 6 days, to be taken by 12 Mar 2026",
        "  https://folkmoot.example.org/desk/signals/",
        "",
    ]


def test_a_signal_is_read_in_the_officers_language(cast: Cast, now: datetime) -> None:
    a_signal(cast, post="lead")
    user = cast.user("lead")
    user.language = "zh-hans"
    user.save()
    want_morning_mail(user.pk, address="lead@example.org", now=now)
    send_morning_mails(now=now, today=now.date())
    (sent,) = mail.outbox
    assert sent.subject == "有 1 条信号等您认领"
    assert "6 天内 9 件" in sent.body
