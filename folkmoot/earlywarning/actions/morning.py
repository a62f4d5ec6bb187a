"""The digest by e-mail: who wants it, and sending it once a morning."""

from datetime import date, datetime

from django.db import transaction

from folkmoot.cases.queries import with_joined_cases
from folkmoot.earlywarning.models import MorningMail
from folkmoot.earlywarning.notices import send_digest
from folkmoot.earlywarning.queries import SHOWN, digest_of
from folkmoot.earlywarning.signals import signals_to_take
from folkmoot.officers.queries import officer_of
from folkmoot.officers.scope import of_officer, seeing


@transaction.atomic
def want_morning_mail(user_id: int, *, address: str, now: datetime) -> None:
    """From the next morning on the digest goes to this address too."""
    MorningMail.objects.update_or_create(user_id=user_id, defaults={"address": address, "since": now})


@transaction.atomic
def stop_morning_mail(user_id: int) -> None:
    """No more of them, and the address is forgotten."""
    MorningMail.objects.filter(user=user_id).delete()


def send_morning_mails(*, now: datetime, today: date) -> int:
    """Sends each digest of today that was not sent and has something to say; returns how many. Each is on its own."""
    wanted = MorningMail.objects.exclude(sent_on=today).filter(user__is_active=True)
    return sum(_send(user_id, now=now, today=today) for user_id in wanted.values_list("pk", flat=True))


def _send(user_id: int, *, now: datetime, today: date) -> bool:
    with transaction.atomic():
        mail = MorningMail.objects.select_for_update().select_related("user").filter(pk=user_id).first()
        if mail is None or mail.sent_on == today:
            return False
        officer = with_joined_cases(officer_of(mail.user, today=today))
        with seeing(of_officer(officer)):
            digest = digest_of(officer, now=now)
            signals = list(signals_to_take(officer)[:SHOWN])
        mail.sent_on = today
        mail.save(update_fields=["sent_on"])
        if not (digest.waiting or digest.taken or signals):
            return False
        # Last: if it cannot be sent, it was not sent, and the next run tries again.
        send_digest(mail.address, digest=digest, signals=signals, language=mail.user.language)
    return True
