"""What a session keeps of words, sealed: more people can read the table of sessions than a case."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from folkmoot.lib.sealing import Unsealable, seal, unseal

KEPT_FOR: Final = timedelta(hours=2)


def keep(request: HttpRequest, name: str, values: dict[str, Any], *, now: datetime) -> None:
    """Puts values under a name; they are forgotten two hours after the last time."""
    text = json.dumps({"values": values, "at": now.timestamp()})
    request.session[name] = base64.b64encode(seal(_key(), text.encode(), place=name)).decode()


def kept(request: HttpRequest, name: str, *, now: datetime) -> dict[str, Any] | None:
    """The values under a name; None where there are none, or for too long."""
    text = request.session.get(name)
    if text is None:
        return None
    try:
        found = json.loads(unseal(_key(), base64.b64decode(text), place=name))
    except Unsealable:
        return None
    if now.timestamp() - found["at"] > KEPT_FOR.total_seconds():
        return None
    values: dict[str, Any] = found["values"]
    return values


def forget(request: HttpRequest, name: str) -> None:
    """Without it from now on."""
    request.session.pop(name, None)


def _key() -> bytes:
    key: bytes = settings.INSTALLATION_KEY.derive("drafts")
    return key
