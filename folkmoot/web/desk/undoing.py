"""Messages that offer to take back what was just done, by an action of its own."""

from typing import Final, NamedTuple

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

_MARK: Final = "undo"


class Undo(NamedTuple):
    """Where to post to take something back; `seen` is the version of the case that is asked for, "" for none."""

    address: str
    seen: str


def say_done(request: HttpRequest, sentence: str, *, undo: str, args: list[object], seen: int | None = None) -> None:
    """Says that something was done, with a button that posts to the page named `undo`."""
    tag = f"{_MARK} {reverse(undo, args=args)} {'' if seen is None else seen}"
    messages.success(request, sentence, extra_tags=tag)


def undo_of(tags: str) -> Undo | None:
    """What a message offers to take back, by its tags."""
    mark, _space, rest = tags.partition(" ")
    if mark != _MARK:
        return None
    address, _space, seen = rest.partition(" ")
    return Undo(address, seen)
