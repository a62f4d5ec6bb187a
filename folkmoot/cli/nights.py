"""The part of `folkmoot warn` that looks at places and topics: one night, or past nights again."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from folkmoot.cli.errors import CommandError
from folkmoot.cli.output import out, progress_bar
from folkmoot.cli.words import _

if TYPE_CHECKING:
    from folkmoot.earlywarning.actions.nights import NightRun
    from folkmoot.earlywarning.engine import Engine
    from folkmoot.earlywarning.rules.tiers import Tier


def night(as_of: date, *, tier: str, engine: str, now: datetime) -> dict[str, Any]:
    """Runs a night and says what was high; returns the same for a program. Raises CommandError."""
    from folkmoot.cases.errors import CaseError
    from folkmoot.earlywarning.actions.nights import run_night
    from folkmoot.officers.queries import automatic_post

    choose, where = tiers_by(tier), engine_by(engine)
    with progress_bar(_("Looking at places and topics"), total=None) as advance:
        try:
            run = run_night(
                as_of, by=automatic_post(), now=now, engine=where, choose=choose, progress=lambda _d, _of: advance(1)
            )
        except CaseError as error:
            raise CommandError(str(error.sentence)) from error
    return _told(run)


def replay_days(days: int, *, until: date, tier: str, engine: str, now: datetime) -> dict[str, Any]:
    """Computes so many past nights again, those that are kept already left out. Raises CommandError."""
    from folkmoot.earlywarning.actions.replaying import replay
    from folkmoot.officers.queries import automatic_post

    choose, where = tiers_by(tier), engine_by(engine)
    first = until - timedelta(days=days - 1)
    with progress_bar(_("Computing past nights again"), total=days) as advance:
        done = replay(first, until, by=automatic_post(), now=now, engine=where, choose=choose, progress=advance)
    return {"first": first.isoformat(), "last": until.isoformat(), "nights": done.nights, "computed": done.computed}


def say_night(told: dict[str, Any]) -> None:
    """A line for the night, and one for each place and topic that was high."""
    line = _("{day}: {tiers} places looked at as a whole, {signals} signals raised")
    out.print(line.format(day=told["as_of"], tiers=len(told["tiers"]), signals=told["signals"]))
    for each in told["tiers"]:
        for found in each["found"]:
            out.print(
                _("  {place} · {topic}: {cases} cases in {window} days, {expected} expected, p = {p}").format(
                    **found | {"p": f"{found['p']:.1g}", "expected": f"{found['expected']:.1f}"}
                )
            )


def tiers_by(words: str) -> Callable[[list["Tier"]], list["Tier"]]:
    """The choice that somebody wrote: nothing for all, a level of the region, or the code or path of a place."""
    from folkmoot.places.queries import region

    codes = [level["code"] for level in region().levels]

    def choose(tiers: list["Tier"]) -> list["Tier"]:
        found = [tier for tier in tiers if _is_meant(tier, words, codes)]
        if not found:
            raise CommandError(
                _("{text} is no place with cases that is looked at as a whole, and no such level.").format(text=words)
            )
        return found

    return choose


def engine_by(words: str) -> "Engine":
    """Where replicates are computed. Raises NoSuchEngine."""
    from folkmoot.earlywarning.engines import engine_of

    return engine_of(words)


def _is_meant(tier: "Tier", words: str, codes: list[str]) -> bool:
    level = codes[tier.depth]
    plural = {f"{level}s", f"{level.removesuffix('y')}ies"}
    return words in {"", level, tier.path, tier.path.split("/")[-2]} | plural


def _told(run: "NightRun") -> dict[str, Any]:
    from folkmoot.earlywarning.nights import setting

    here = setting()
    tiers = []
    for each in run.looked:
        look = each.look
        found = [
            {
                "place": here.named(one.path),
                "topic": one.topic,
                "window": one.window,
                "cases": one.cases,
                "expected": one.expected,
                "p": one.p,
            }
            for one in look.found
        ]
        seconds = round(each.seconds, 3)
        tiers.append({"place": look.tier.path, "score": look.score, "p": look.p, "seconds": seconds, "found": found})
    return {"as_of": run.as_of.isoformat(), "signals": len(run.signals), "tiers": tiers}
