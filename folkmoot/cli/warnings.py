"""`folkmoot warn`: one sweep over all open cases, then one night over all places and topics; now or as of a moment."""

from datetime import datetime, timedelta
from typing import Any

from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import out, progress_bar, say_json
from folkmoot.cli.words import _


def warn(as_of: str, *, tier: str, engine: str, replayed_days: int, as_json: bool) -> None:
    """Sweeps, looks at places and topics, and says what came of it. `as_of` is a date or a moment, "" for now.

    With a tier only places and topics are looked at; with days to replay, past nights alone are computed.
    """
    from django.utils import timezone

    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.cli.nights import night, replay_days, say_night
    from folkmoot.places.queries import local_day

    now = _moment(as_of) if as_of else timezone.now()
    yesterday = local_day(now) - timedelta(days=1)
    if replayed_days:
        told = replay_days(replayed_days, until=yesterday, tier=tier, engine=engine, now=timezone.now())
        if as_json:
            say_json(told)
        else:
            out.print(_("{nights} nights: {computed} looks at a place computed").format(**told))
        return
    swept = {} if tier else _sweep(now)
    # A night of the past is computed with what is known now, and raises nothing.
    found = night(yesterday, tier=tier, engine=engine, now=timezone.now())
    if as_json:
        say_json({"as_of": now.isoformat(), **swept, "night": found})
        return
    if swept:
        counts = {name: sum(swept[name].values()) for name in ("raised", "climbed", "ended")}
        line = _("{holding} warnings hold: {raised} raised, {climbed} climbed, {ended} ended")
        out.print(line.format(holding=swept["holding"], **counts))
    say_night(found)


def _sweep(now: datetime) -> dict[str, Any]:
    from folkmoot.earlywarning.actions.sweeping import STAGES, sweep
    from folkmoot.officers.queries import automatic_post

    with progress_bar(_("Looking at open cases"), total=STAGES) as advance:
        swept = sweep(by=automatic_post(), now=now, progress=advance)
    told = {"raised": dict(swept.raised), "climbed": dict(swept.climbed), "ended": dict(swept.ended)}
    return {"holding": swept.holding, **told}


def _moment(text: str) -> datetime:
    from folkmoot.places.queries import zone

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            _("{text} is no date and no moment, such as 2026-03-10 or 2026-03-10T09:00.").format(text=text)
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())
