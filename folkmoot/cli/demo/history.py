"""Making the demo's past: the cast's own township before the first page, all else behind it."""

import os
import subprocess
import sys
import time
from typing import Final

from folkmoot.cli.database import set_up_django
from folkmoot.cli.demo.learning import has_learned, learn
from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import progress_bar
from folkmoot.cli.words import _
from folkmoot.lib.parent import PARENT, end_with_parent

LOOK_SECONDS: Final = 0.3
LATER_SECONDS: Final = 8.0
#: What is made behind the pages gives way to them.
NICE: Final = 5


def make_own_history() -> None:
    """Returns once all cases of the cast's township stand; processes of their own go on with the others.

    What an earlier start has made is kept, also where it was interrupted. Raises CommandError where it cannot be made.
    """
    from folkmoot.demo.actions.making import pending_pieces
    from folkmoot.demo.queries import begun, has_history, has_nights

    found = begun()
    if found is None or not has_history() or (has_learned() and has_nights()):
        return
    near = pending_pieces(found, is_own=True)
    waiting = {piece.code: piece.count for piece in near if found.village.startswith(piece.path)}
    # Two for the cast's county, one for what lies beyond it.
    # Where nobody waits for them they begin when the first page has been served.
    later = () if waiting else ("--after", str(LATER_SECONDS))
    makers = [_start("--own", *later), _start(*later)] if near else [_start(*later)]
    with progress_bar(_("Made-up cases"), total=sum(waiting.values())) as progress:
        while waiting:
            if all(maker.poll() is not None for maker in makers):
                raise CommandError(_("The made-up cases could not be made."))
            time.sleep(LOOK_SECONDS)
            left = {piece.code for piece in pending_pieces(found, is_own=True)}
            progress(sum(waiting.pop(code) for code in list(waiting) if code not in left))
    if near:
        raise_warnings()


def raise_warnings() -> None:
    """The first look at the open cases, which else would come with the next sweep, up to ten minutes later."""
    from django.utils import timezone

    from folkmoot.earlywarning.actions.sweeping import sweep
    from folkmoot.officers.queries import automatic_post

    sweep(by=automatic_post(), now=timezone.now())


def _start(*options: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {PARENT: str(os.getpid())}
    command = [sys.executable, "-m", "folkmoot", "demo-history", *options]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def make_history(*, is_own: bool, after_seconds: float) -> None:
    """Makes piece after piece until none is left, or until the demo ends."""
    end_with_parent()
    os.nice(NICE)
    time.sleep(after_seconds)
    set_up_django()

    from django.utils import timezone

    from folkmoot.demo.actions.making import make_next_piece
    from folkmoot.demo.actions.nights import look_back
    from folkmoot.demo.actions.publishing import publish_when_made
    from folkmoot.demo.actions.suggesting import answer_suggestions
    from folkmoot.demo.forgetting import without_jobs
    from folkmoot.demo.queries import begun
    from folkmoot.places.queries import local_day

    found = begun()
    if found is None:
        raise CommandError(_("There is no demo here. Run `folkmoot demo`."))
    with without_jobs():
        while make_next_piece(found, is_own=is_own):
            pass
    raise_warnings()
    learn()
    answer_suggestions(found, now=timezone.now())
    with without_jobs():
        publish_when_made(found, today=local_day(timezone.now()))
        # Last, as the arrays take a while to be compiled on a new machine.
        look_back(found)
