"""`folkmoot opendata`: publishing counts, once for each month and each year."""

from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.cli.speaking import Commands
from folkmoot.cli.words import _, ngettext

if TYPE_CHECKING:
    from folkmoot.opendata.models import Release

app = Commands()


@app.callback()
def group() -> None:
    """Keeps `release` a command of its own while it is the only one."""


@app.command(help=_("Publish the counts of all months and years that are ripe: once and for good."))
def release(
    year: Annotated[int | None, typer.Option("--year", help=_("Only what is ripe of this year."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))] = False,
) -> None:
    from django.utils import timezone

    from folkmoot.cli.output import out, progress_bar, say_json
    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.officers.queries import automatic_post
    from folkmoot.opendata.actions.releasing import release_ripe
    from folkmoot.opendata.queries import published_periods
    from folkmoot.opendata.rules.calendar import next_ripe
    from folkmoot.places.queries import local_day

    now = timezone.now()
    today, made = local_day(now), []
    with progress_bar(_("Publishing"), total=None) as advance:
        for each in release_ripe(by=automatic_post(), now=now, today=today, year=year):
            made.append(_told(each))
            advance(1)
    following = next_ripe(today=today)
    published = len(published_periods())
    if as_json:
        next_one = {"period": str(following), "on": following.ripe_on.isoformat()}
        say_json({"released": made, "published": published, "next": next_one})
        return
    for told in made:
        out.print(_("{period}: {shown} numbers shown, {kept_back} kept back").format(**told))
    line = ngettext("{count} period is published.", "{count} periods are published.", published)
    out.print(line.format(count=published))
    if published:
        out.print(
            _("{period} can be published from {day} on; the worker does it at night.").format(
                period=following, day=following.ripe_on
            )
        )
    else:
        out.print(_("No case came in early enough: a month is ripe {days} days after its end.").format(days=_days()))


def _told(release: "Release") -> dict[str, object]:
    kept_back = release.counts.filter(cases=None).count()
    return {"period": str(release), "shown": release.counts.count() - kept_back, "kept_back": kept_back}


def _days() -> int:
    from folkmoot.opendata.rules.calendar import MONTH_RIPENS

    return MONTH_RIPENS.days
