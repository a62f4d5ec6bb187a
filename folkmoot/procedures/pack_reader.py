"""From the TOML of a pack to the pack, with every fault that stands in it."""

import tomllib
from dataclasses import dataclass
from types import MappingProxyType

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.pack_grounds import Library
from folkmoot.procedures.pack_sections import Sections
from folkmoot.procedures.pack_tables import Findings, Table
from folkmoot.procedures.rules.faults import Fault, FaultKind, Thing
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.soundness import Flaw, flaws
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """A pack and its faults in the order of their keys; with faults the pack lacks what they spoil and is of no use."""

    pack: Pack | None
    faults: tuple[Fault, ...]


def read_pack(toml: str, *, file: str) -> Reading:
    """What stands in this text; `file` names it in a fault. A fault has no line yet."""
    try:
        values = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (Fault(FaultKind.NOT_TOML, file, "", str(error)),))
    findings = Findings(file)
    pack = _pack(Table(values, key="", findings=findings), findings)
    findings.refuse_what_is_not_declared()
    for flaw in flaws(pack):
        if not _is_there_but_spoilt(flaw, findings):
            findings.refuse(flaw.kind, _key(flaw.what, flaw.field, findings), flaw.value)
    return Reading(pack, tuple(dict.fromkeys(findings.faults)))


def _pack(top: Table, findings: Findings) -> Pack:
    library = Library(findings)
    library.read(top)
    in_force_from = top.date("in_force_from")
    read = Sections(top, library)
    clocks = read.clocks()
    pack = Pack(
        name=top.string("name"),
        version=top.string("version"),
        title=top.text("title"),
        summary=top.text("summary"),
        in_force_from=in_force_from,
        in_force_until=top.date("in_force_until") if top.has("in_force_until") else None,
        citations=library.view(),
        clocks=MappingProxyType({rule.name: rule for rule in clocks}),
        extensions=MappingProxyType({each.clock: each for each in read.extensions()}),
        pauses=read.pauses(),
        levels=read.levels(),
        categories=read.categories(),
        jurisdictions=read.jurisdictions(),
        joint_handling=read.joint_handling(),
        reviews=read.reviews(),
        exclusions=read.exclusions(),
        conflicts=read.conflicts(),
        principles=read.principles(),
        forms=read.forms(),
        notices=read.notices(),
        thresholds=read.thresholds(),
        other_reasons=read.reasons(),
        optional_moves=_moves(top),
        posts=MappingProxyType(_posts(top)),
    )
    top.refuse_the_unread()
    library.refuse_what_is_out_of_force(in_force_from)
    return pack


def _moves(top: Table) -> tuple[str, ...]:
    named = top.strings("optional_moves")
    for at, move in enumerate(named):
        if move not in set(Move):
            top.refuse(FaultKind.UNKNOWN_MOVE, f"optional_moves[{at}]", move)
    return named


def _posts(top: Table) -> dict[Role, Text]:
    posts = {}
    table = top.table("posts")
    for name in table.values:
        if name in set(Role) - {Role.AUTOMATION}:
            posts[Role(name)] = table.text(name)
        else:
            table.refuse(FaultKind.UNKNOWN_ROLE, name, name)
    return posts


def _is_there_but_spoilt(flaw: Flaw, findings: Findings) -> bool:
    """Whether something only seems to lack because it has a fault of its own."""
    if flaw.kind is FaultKind.MISSING_CLOCK:
        return (Thing.CLOCK, flaw.value) in findings.declared
    if flaw.kind is FaultKind.MISSING:
        return any(thing is Thing.LEVEL for thing, _ in findings.declared)
    return False


def _key(what: tuple[Thing, str] | str, field: str, findings: Findings) -> str:
    """The key of what a flaw speaks of: a section by its name, an item by what declared it."""
    around = what if isinstance(what, str) else findings.declared.get(what, "")
    return ".".join(part for part in (around, field) if part)
