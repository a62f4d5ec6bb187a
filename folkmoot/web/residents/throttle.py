"""Wrong codes are counted, for a reference and for an address, so that no code can be guessed."""

import hmac
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import connection

from folkmoot.web.models import WrongCodes

#: wrong codes allowed within the time
LIMIT: Final = 10
WITHIN: Final = timedelta(minutes=15)

_COUNT = """
INSERT INTO web_wrong_codes AS w (digest, count, since) VALUES (%(digest)s, 1, %(now)s)
ON CONFLICT (digest) DO UPDATE SET
    count = CASE WHEN w.since > %(from)s THEN w.count + 1 ELSE 1 END,
    since = CASE WHEN w.since > %(from)s THEN w.since ELSE %(now)s END
"""


def is_locked(*, reference: str = "", address: str, now: datetime) -> bool:
    """Whether either has had ten wrong codes within 15 minutes. A code without a reference has the address alone."""
    counted = WrongCodes.objects.filter(digest__in=_digests(reference, address), since__gt=now - WITHIN)
    return counted.filter(count__gte=LIMIT).exists()


def note_wrong_code(*, reference: str = "", address: str, now: datetime) -> None:
    """Counts one for both, and forgets what is too old to count."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_wrong_codes WHERE since <= %s", [now - WITHIN])
        for digest in sorted(_digests(reference, address)):
            cursor.execute(_COUNT, {"digest": digest, "now": now, "from": now - WITHIN})


def _digests(reference: str, address: str) -> list[bytes]:
    key = settings.INSTALLATION_KEY.derive("throttle")
    counted = [f"reference {reference}"] if reference else []
    return [hmac.digest(key, text.encode(), "sha256") for text in (*counted, f"address {address}")]
