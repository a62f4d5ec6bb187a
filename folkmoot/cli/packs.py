"""`folkmoot pack`: looking at procedure packs, and publishing them."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from folkmoot.cli.speaking import Commands
from folkmoot.cli.words import VARIABLES, _, ngettext
from folkmoot.lib.languages import candidates

if TYPE_CHECKING:
    from folkmoot.procedures.rules.faults import Fault

app = Commands()

Json = Annotated[bool, typer.Option("--json", help=_("Answer in JSON."))]


@app.command(help=_("Look for every fault of the packs in a folder; each with its file and line."))
def check(
    folder: Annotated[Path, typer.Argument(help=_("The folder of a pack, or one with several in it."))],
    as_json: Json = False,
) -> None:
    from folkmoot.cli.output import say_json
    from folkmoot.procedures.packs import check_folder

    found = check_folder(folder)
    if as_json:
        say_json({"packs": {file: [_in_json(fault) for fault in faults] for file, faults in found.items()}})
    else:
        _say(found)
    if any(found.values()):
        raise typer.Exit(1)


@app.command(help=_("Show a pack: its steps, clocks and articles."))
def show(
    name: Annotated[str, typer.Argument(help=_("Name of a pack that comes with Folkmoot."))],
    version: Annotated[str | None, typer.Option(help=_("A version; the default is the newest."))] = None,
    picture: Annotated[
        Path | None, typer.Option("--picture", help=_("Draw it into this file instead, as SVG."))
    ] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help=_("Quote every article as well."))] = False,
) -> None:
    from folkmoot.cli.errors import CommandError
    from folkmoot.cli.output import out
    from folkmoot.cli.pack_sheets import quotations_of, sheets_of
    from folkmoot.procedures.packs import PackFault, load_pack, shipped_packs
    from folkmoot.procedures.rules.picture import pack_picture, standing_alone

    try:
        pack = load_pack(name, version)
    except PackFault as error:
        raise CommandError(
            _("There is no such pack. These come with Folkmoot: {names}.").format(names=", ".join(shipped_packs()))
        ) from error
    language = _language()
    if picture is not None:
        picture.write_text(standing_alone(pack_picture(pack, language)), encoding="utf-8")
        out.print(_("Drawn: {file}").format(file=picture))
        return
    for sheet in (*sheets_of(pack, language), *(quotations_of(pack, language) if quotes else ())):
        out.print(sheet)


@app.command(
    help=_("Publish every pack of a folder, all or none. New cases come in under it; nothing changes it any more.")
)
def publish(
    folder: Annotated[Path, typer.Argument(help=_("The folder of a pack, or one with several in it."))],
    as_json: Json = False,
) -> None:
    from folkmoot.cli.errors import CommandError
    from folkmoot.cli.output import out, say_json
    from folkmoot.procedures.packs import check_folder

    found = check_folder(folder)
    if any(found.values()):
        check(folder, as_json=as_json)

    from folkmoot.cli.database import require_migrated, set_up_django

    set_up_django()
    require_migrated()

    from django.utils import timezone

    from folkmoot.procedures.actions import publish_all
    from folkmoot.procedures.errors import PublishedOtherwise

    texts = {file: (folder / file).read_text(encoding="utf-8") for file in found}
    try:
        published = publish_all(texts, now=timezone.now())
    except PublishedOtherwise as error:
        raise CommandError(
            _("{name} {version} is published with another text. A change needs a new version.").format(
                name=error.name, version=error.version
            )
        ) from error
    if as_json:
        say_json({"packs": [{"name": pack.name, "version": pack.version, "new": new} for pack, new in published]})
        return
    for pack, is_new in published:
        said = _("{pack}: published") if is_new else _("{pack}: was published already, with this text")
        out.print(said.format(pack=pack))


@app.command("list", help=_("List the published packs, and how many cases stand under each."))
def list_(as_json: Json = False) -> None:
    from folkmoot.cli.output import out, say_json
    from folkmoot.cli.serving import require_ready

    require_ready()

    from folkmoot.cli.pack_lists import listed, table_of

    rows = listed()
    if as_json:
        say_json({"packs": [row._asdict() for row in rows]})
    else:
        out.print(table_of(rows), soft_wrap=False)


def _language() -> str:
    """In which of its two languages a pack is shown in this terminal."""
    wanted = candidates(next((os.environ[name] for name in VARIABLES if os.environ.get(name)), ""))
    return "zh-hans" if wanted == ["zh_Hans"] else "en"


def _say(found: Mapping[str, tuple["Fault", ...]]) -> None:
    from folkmoot.cli.output import out
    from folkmoot.cli.pack_faults import sentence, where

    for file, faults in found.items():
        if not faults:
            out.print(_("{file}: well").format(file=file))
        for fault in faults:
            key = f"{fault.key}: " if fault.key else ""
            out.print(f"{where(fault)}: {key}{sentence(fault)}")
    count = sum(len(faults) for faults in found.values())
    if count:
        out.print(ngettext("{count} fault", "{count} faults", count).format(count=count))


def _in_json(fault: "Fault") -> dict[str, object]:
    from folkmoot.cli.pack_faults import sentence

    return {
        "line": fault.line,
        "key": fault.key,
        "fault": fault.kind.value,
        "value": fault.value,
        "sentence": sentence(fault),
    }
