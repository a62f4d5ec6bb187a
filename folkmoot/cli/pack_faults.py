"""What is wrong with a pack, in a sentence for who writes it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from folkmoot.cli.words import _
from folkmoot.procedures.rules.faults import Fault, FaultKind, Shape

_F = FaultKind

SENTENCES: Final[Mapping[FaultKind, str]] = MappingProxyType(
    {
        _F.NOT_FOUND: _("There is no pack here: a pack is a file pack.toml in a folder NAME/VERSION."),
        _F.NOT_TOML: _("The file is not TOML: {value}"),
        _F.WRONG_FOLDER: _("The folder is called “{value}”, the pack is not: NAME/VERSION/pack.toml."),
        _F.MISSING: _("“{value}” is missing."),
        _F.MISSING_LANGUAGE: _("The text lacks a language: “{value}” is missing."),
        _F.WRONG_TYPE: _("Something else has to stand here: {value}."),
        _F.BAD_VALUE: _("{value} is out of bounds."),
        _F.UNKNOWN_KEY: _("No pack has a key “{value}”."),
        _F.TWICE: _("“{value}” stands there twice."),
        _F.UNKNOWN_CHOICE: _("“{value}” is none of the words that may stand here."),
        _F.UNKNOWN_MOVE: _("The table of steps has no move “{value}”."),
        _F.UNKNOWN_MARK: _("“{value}” is neither a move nor a milestone."),
        _F.UNKNOWN_ROLE: _("There is no role “{value}”."),
        _F.UNKNOWN_LAW: _("The pack names no law “{value}”."),
        _F.UNKNOWN_CITATION: _("The pack has no citation “{value}”."),
        _F.UNKNOWN_CLOCK: _("The pack has no clock “{value}”."),
        _F.UNKNOWN_LEVEL: _("The pack has no level “{value}”."),
        _F.UNKNOWN_CATEGORY: _("The pack has no category “{value}”."),
        _F.UNKNOWN_REVIEW: _("The pack has no review “{value}”."),
        _F.NO_CITATION: _("A rule of law has to cite an article."),
        _F.NO_SOURCE: _("A policy has to name its source."),
        _F.NO_QUOTATION: _("The article is not quoted."),
        _F.OUT_OF_FORCE: _("The law of “{value}” is not in force on the day on which the pack begins."),
        _F.MISSING_CLOCK: _("The clock “{value}” is missing: no case can run without it."),
        _F.NEVER_STARTS: _("The clock “{value}” can never start: nothing makes any of the marks that start it."),
        _F.NEVER_ENDS: _("The clock “{value}” can never end: nothing that ends it can come after what starts it."),
        _F.LENGTH: _("A clock has either days or years."),
        _F.NO_LIMIT: _("The pause “{value}” has no longest time, and no law says that it needs none."),
        _F.NO_APPROVER: _("The extension of “{value}” names no role that approves it."),
        _F.CYCLE: _("“{value}” leads back to where it came from."),
        _F.PARENT_BELOW: _("The parent “{value}” has to stand above what lies below it."),
        _F.SAME_LEVEL: _("The review “{value}” is heard by the level that decided before."),
        _F.UNTITLED_ROLE: _("The role “{value}” has no title."),
        _F.NEVER_TOLD: _("The notice “{value}” can never be given: nothing makes the mark at which it is told."),
    }
)


#: What has to stand where something else does.
WANTED: Final[Mapping[Shape, str]] = MappingProxyType(
    {
        Shape.TEXT: _("a text"),
        Shape.WHOLE_NUMBER: _("a whole number"),
        Shape.SHARE: _("a share, as in 0.75"),
        Shape.DATE: _("a date, as in 2026-01-31"),
        Shape.TRUE_OR_FALSE: _("true or false"),
        Shape.TABLE: _("a table"),
        Shape.TABLES: _("a list of tables"),
        Shape.TEXTS: _("a list of texts"),
        Shape.WHOLE_NUMBERS: _("a list of whole numbers"),
    }
)


def sentence(fault: Fault) -> str:
    """What is wrong, without where."""
    value = WANTED[Shape(fault.value)] if fault.kind is FaultKind.WRONG_TYPE else fault.value
    return SENTENCES[fault.kind].format(value=value)


def where(fault: Fault) -> str:
    """File and line, as an editor opens them."""
    return f"{fault.file}:{fault.line}" if fault.line is not None else fault.file
