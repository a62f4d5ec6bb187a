"""The procedure packs that come with the package, and those of any folder: read from their TOML and checked."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from folkmoot.procedures.pack_reader import Reading, read_pack
from folkmoot.procedures.rules.faults import Fault, FaultKind, PackFault
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.toml_lines import line_of, lines_of

__all__ = [
    "PackFault",
    "check_folder",
    "load_pack",
    "newest",
    "parse_pack",
    "shipped_packs",
    "text_of",
    "versions_of",
]

SHIPPED: Final = Path(__file__).resolve().parent / "packs"
FILE: Final = "pack.toml"
#: how Python names the place of a slip
AT_LINE: Final = re.compile(r"at line (\d+)")


def load_pack(name: str, version: str | None = None) -> Pack:
    """A pack that comes with the package, in its newest version unless one is named; raises PackFault."""
    # A name comes from an installation's region file and must not climb out of the folder.
    versions = versions_of(name)
    wanted = version if version is not None else versions[-1] if versions else ""
    if wanted not in versions:
        raise PackFault(Fault(FaultKind.NOT_FOUND, f"{name}/{wanted}/{FILE}" if wanted else f"{name}/{FILE}", ""))
    return _shipped(name, wanted)


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with the package."""
    return tuple(sorted({path.parent.parent.name for path in SHIPPED.glob(f"*/*/{FILE}")}))


@cache
def versions_of(name: str) -> tuple[str, ...]:
    """The versions of a pack that comes with the package, oldest first; none where there is no such pack."""
    if name not in shipped_packs():
        return ()
    return tuple(sorted((path.parent.name for path in (SHIPPED / name).glob(f"*/{FILE}")), key=_by_number))


def newest(versions: Iterable[str]) -> str | None:
    """The newest of some versions, 2026.10 after 2026.9; None where there is none."""
    return max(versions, key=_by_number, default=None)


def text_of(name: str, version: str) -> str:
    """The text of a pack that comes with the package."""
    return (SHIPPED / name / version / FILE).read_text(encoding="utf-8")


def parse_pack(toml: str, *, file: str) -> Pack:
    """The pack written in this text; `file` names it in a fault. Raises PackFault with every fault and its line."""
    return _sound(_with_lines(read_pack(toml, file=file), toml))


def check_folder(folder: Path) -> dict[str, tuple[Fault, ...]]:
    """
    Every pack in a folder, by its file as seen from there, with its faults in the order of their lines.

    The folder of a pack bears its version, the one around it its name. A folder without a pack is a fault of itself.
    """
    found = sorted(folder.rglob(FILE)) if folder.is_dir() else []
    if not found:
        return {str(folder): (Fault(FaultKind.NOT_FOUND, str(folder), ""),)}
    return {str(path.relative_to(folder)): _faults_of(path, file=str(path.relative_to(folder))) for path in found}


def _faults_of(path: Path, *, file: str) -> tuple[Fault, ...]:
    toml = path.read_text(encoding="utf-8", errors="replace")
    reading = read_pack(toml, file=file)
    misplaced = _misplaced(reading.pack, path.resolve().parent, file=file) if reading.pack else ()
    return _with_lines(Reading(reading.pack, (*misplaced, *reading.faults)), toml).faults


def _misplaced(pack: Pack, folder: Path, *, file: str) -> Iterable[Fault]:
    for key, is_said, stands_in in (
        ("version", pack.version, folder.name),
        ("name", pack.name, folder.parent.name),
    ):
        if is_said and is_said != stands_in:
            yield Fault(FaultKind.WRONG_FOLDER, file, key, stands_in)


@cache
def _shipped(name: str, version: str) -> Pack:
    return parse_pack(text_of(name, version), file=f"{name}/{version}/{FILE}")


def _with_lines(reading: Reading, toml: str) -> Reading:
    if not reading.faults:
        return reading
    lines = {} if reading.pack is None else lines_of(toml)
    placed = [fault.at(_line(fault, lines)) for fault in reading.faults]
    return Reading(reading.pack, tuple(sorted(placed, key=lambda fault: (fault.line or 0, fault.key))))


def _line(fault: Fault, lines: Mapping[str, int]) -> int | None:
    if fault.kind is FaultKind.NOT_TOML:
        said = AT_LINE.search(fault.value)
        return int(said[1]) if said else None
    return line_of(fault.key, lines)


def _sound(reading: Reading) -> Pack:
    if reading.faults or reading.pack is None:
        raise PackFault(*reading.faults)
    return reading.pack


def _by_number(version: str) -> tuple[tuple[int, str], ...]:
    """So that 2026.10 comes after 2026.9."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in version.split("."))
