"""`folkmoot warn`: one sweep over all open cases, now or as of a moment."""

from datetime import datetime

from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import out, progress_bar, say_json
from folkmoot.cli.words import _


def warn(as_of: str, *, as_json: bool) -> None:
    """Sweeps and says what was raised, climbed and ended. `as_of` is a date or a moment in ISO 8601, "" for now."""
    from django.utils import timezone

    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.earlywarning.actions.sweeping import STAGES, sweep
    from folkmoot.officers.queries import automatic_post

    now = _moment(as_of) if as_of else timezone.now()
    with progress_bar(_("Looking at open cases"), total=STAGES) as advance:
        swept = sweep(by=automatic_post(), now=now, progress=advance)
    told = {"raised": dict(swept.raised), "climbed": dict(swept.climbed), "ended": dict(swept.ended)}
    if as_json:
        say_json({"as_of": now.isoformat(), "holding": swept.holding, **told})
        return
    out.print(
        _("{holding} warnings hold: {raised} raised, {climbed} climbed, {ended} ended").format(
            holding=swept.holding,
            raised=swept.raised.total(),
            climbed=swept.climbed.total(),
            ended=swept.ended.total(),
        )
    )


def _moment(text: str) -> datetime:
    from folkmoot.places.queries import zone

    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            _("{text} is no date and no moment, such as 2026-03-10 or 2026-03-10T09:00.").format(text=text)
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone())
