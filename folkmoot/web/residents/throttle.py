"""Wrong codes are counted for each network: in one concern, and over all of them, so that no code can be guessed.

A reference alone is never locked: whoever knows it could otherwise keep out the one whose concern it is.
"""

import hmac
from datetime import datetime, timedelta
from math import ceil
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.errors import CaseError
from folkmoot.web.models import WrongCodes

WITHIN: Final = timedelta(minutes=15)
#: wrong codes that one network may type within the time for one reference
LIMIT: Final = 10
#: and for all references together: behind one address a whole village may stand
LIMIT_OF_NETWORK: Final = 50

_COUNT = """
INSERT INTO web_wrong_codes AS w (digest, count, since) VALUES (%(digest)s, 1, %(now)s)
ON CONFLICT (digest) DO UPDATE SET
    count = CASE WHEN w.since > %(from)s THEN w.count + 1 ELSE 1 END,
    since = CASE WHEN w.since > %(from)s THEN w.since ELSE %(now)s END
"""


class TooManyWrongCodes(CaseError):
    """Locked for a while, so that no code can be guessed. `until` says till when."""

    sentence = _("Too many wrong codes came from your connection.")

    def __init__(self, *, until: datetime, field: str) -> None:
        super().__init__(field=field)
        self.until = until


def refuse_guessing(*, reference: str = "", network: str, now: datetime, field: str) -> None:
    """Raises TooManyWrongCodes where a network has to wait. Codes without a reference count as one."""
    limits = _limits(reference, network)
    counted = WrongCodes.objects.filter(digest__in=list(limits), since__gt=now - WITHIN)
    ends = [each.since + WITHIN for each in counted if each.count >= limits[bytes(each.digest)]]
    if ends:
        raise TooManyWrongCodes(until=max(ends), field=field)


def note_wrong_code(*, reference: str = "", network: str, now: datetime) -> None:
    """Counts one, and forgets what is too old to count."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM web_wrong_codes WHERE since <= %s", [now - WITHIN])
        for digest in sorted(_limits(reference, network)):
            cursor.execute(_COUNT, {"digest": digest, "now": now, "from": now - WITHIN})


def answer(
    request: HttpRequest, page: str, told: dict[str, Any], *, refusal: CaseError | None, now: datetime
) -> HttpResponse:
    """The page that asked for a code; 429 and till when, where too many were wrong."""
    if not isinstance(refusal, TooManyWrongCodes):
        return render(request, page, told)
    left = refusal.until - now
    told |= {"locked_until": refusal.until, "locked_minutes": ceil(left / timedelta(minutes=1))}
    response = render(request, page, told, status=429)
    response.headers["Retry-After"] = str(ceil(left.total_seconds()))
    return response


def _limits(reference: str, network: str) -> dict[bytes, int]:
    """What is counted, by its digest, with how many wrong codes it may have."""
    counted = {f"network {network} reference {reference}": LIMIT, f"network {network}": LIMIT_OF_NETWORK}
    key = settings.INSTALLATION_KEY.derive("throttle")
    return {hmac.digest(key, text.encode(), "sha256"): limit for text, limit in counted.items()}
