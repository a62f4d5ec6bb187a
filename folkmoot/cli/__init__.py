"""The command `folkmoot`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from folkmoot.cli import backtests, concerns, exports, imports, opendata, packs, triage
from folkmoot.cli.choices import LOOPBACK, Extent, Part
from folkmoot.cli.speaking import Commands
from folkmoot.cli.words import _

app = Commands(
    help=_(
        "Takes in the concerns of the people of a region and sees each one through to a close its resident confirms."
    ),
    add_completion=False,
    pretty_exceptions_enable=False,
)
imports.app.command("concerns", help=_("Enter concerns of another system: all of a file or nothing, each once."))(
    concerns.take_in
)
exports.app.command("concerns", help=_("Write cases to a table, without names."))(concerns.give_out)
app.command("backtest", help=_("Try early warning on past days: signals without a burst, and bursts that are found."))(
    backtests.backtest
)
app.add_typer(imports.app, name="import", help=_("Take in data from files."))
app.add_typer(exports.app, name="export", help=_("Write data to files."))
app.add_typer(packs.app, name="pack", help=_("Look at procedure packs: check your own, show those that come."))
app.add_typer(opendata.app, name="opendata", help=_("Open statistics: publish counts that are safe to publish."))
app.add_typer(triage.app, name="triage", help=_("Help for sorting concerns: train what suggests categories."))

RegionName = Annotated[
    str, typer.Option("--region", help=_("jiangxi, zurich, newyork, or the file of your own region."))
]
Json = Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))]
Host = Annotated[str, typer.Option(help=_("Address to listen on. The default is this machine alone."))]
Port = Annotated[int, typer.Option(help=_("Port to listen on."))]


@app.command(help=_("Make an installation: key, database, places, units and the first account."))
def init(region: RegionName, as_json: Json = False) -> None:
    from folkmoot.cli.installation import init as make_installation

    make_installation(region, as_json=as_json)


@app.command(help=_("Bring the database up to date with the program."))
def migrate() -> None:
    from folkmoot.cli.database import set_up_django
    from folkmoot.cli.installation import bring_up_to_date, make_missing_posts

    set_up_django()
    bring_up_to_date()
    make_missing_posts()


@app.command(help=_("Look whether everything is in place: key, settings, database, region, translations."))
def check(
    static: Annotated[bool, typer.Option("--static", help=_("Look at the program only, without a database."))] = False,
    as_json: Json = False,
) -> None:
    from folkmoot.cli.checking import check as look

    if not look(Extent.STATIC if static else Extent.WHOLE, as_json=as_json):
        raise typer.Exit(1)


@app.command(help=_("Make or bring up to date the catalogue of one more language, and compile it."))
def translate(
    language: Annotated[str, typer.Argument(help=_("A code such as de or zh-hant."))], as_json: Json = False
) -> None:
    from folkmoot.cli.translations import translate as bring_up_to_date

    bring_up_to_date(language, as_json=as_json)


@app.command(help=_("Serve: the web server and the worker together, or one of them."))
def serve(
    only: Annotated[Part | None, typer.Option(help=_("Start this part alone."))] = None,
    host: Host = LOOPBACK,
    port: Port = 8000,
) -> None:
    from folkmoot.cli.serving import serve as run

    run(only=only, host=host, port=port)


@app.command(help=_("Work off the jobs, as `serve --only work` does."))
def work() -> None:
    from folkmoot.cli.serving import serve as run

    run(only=Part.WORK, host=LOOPBACK, port=0)


@app.command(help=_("Look at every open case, then at all places and topics: raise warnings and signals."))
def warn(
    as_of: Annotated[str, typer.Option("--as-of", help=_("A date or a moment instead of now: 2026-03-10T09:00."))] = "",
    tier: Annotated[
        str, typer.Option(help=_("Only places and topics, of one level (counties) or one place by its code."))
    ] = "",
    engine: Annotated[str, typer.Option(help=_("Where to compute: local, or dask=ADDRESS."))] = "local",
    replay: Annotated[
        int, typer.Option(min=0, help=_("Compute so many past nights again instead, for the rate of false signals."))
    ] = 0,
    as_json: Json = False,
) -> None:
    from folkmoot.cli.warnings import warn as look

    look(as_of, tier=tier, engine=engine, replayed_days=replay, as_json=as_json)


@app.command(
    help=_("Set up a demo in an installation of its own and serve it: made-up people, with made-up or real concerns.")
)
def demo(
    region: RegionName = "jiangxi",
    host: Host = LOOPBACK,
    port: Port = 8000,
    data: Annotated[
        Path | None, typer.Option(help=_("File of real reports, for zurich and newyork. Or set FOLKMOOT_DEMO_DATA."))
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help=_("Begin without any reports."))] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help=_("Throw the demo of this region away and begin again."))
    ] = False,
) -> None:
    from folkmoot.cli.demo import demo as show

    show(region, host=host, port=port, data=data, is_empty=empty, is_anew=anew)


@app.command("demo-history", hidden=True)
def demo_history(
    own: Annotated[bool, typer.Option("--own")] = False, after: Annotated[float, typer.Option("--after")] = 0.0
) -> None:
    from folkmoot.cli.demo.history import make_history

    make_history(is_own=own, after_seconds=after)


def main() -> None:
    """Runs the command line. An operator's error is one line and exit status 1; only a fault shows a traceback."""
    try:
        app()
    except Exception as error:
        from folkmoot.cli.errors import sentence_of, tell

        sentence = sentence_of(error)
        if sentence is None:
            raise
        tell(sentence)
        sys.exit(1)
