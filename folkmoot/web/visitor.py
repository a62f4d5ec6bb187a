"""Where a visitor comes from, for counting wrong codes and wrong passwords; nothing else asks."""

from django.conf import settings
from django.http import HttpRequest

from folkmoot.lib.proxies import household, visitor


def network_of(request: HttpRequest) -> str:
    """The visitor's address; of a longer one the first of its household, which may use all of them."""
    peer = request.META.get("REMOTE_ADDR", "")
    return household(visitor(peer, forwarded=request.headers.get("X-Forwarded-For", ""), proxies=settings.PROXIES))
