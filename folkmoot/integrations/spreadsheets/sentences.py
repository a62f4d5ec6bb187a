"""What is wrong with a file, a map or a row, in a sentence that says what to do."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.cases.rules.imported import Refusal, RefusalReason
from folkmoot.integrations.spreadsheets.map_table import MapError, MapFault
from folkmoot.integrations.spreadsheets.reading import SheetError, SheetFault

_R, _S, _M = RefusalReason, SheetFault, MapFault

REFUSALS: Final[dict[RefusalReason, str | Promise]] = {
    _R.WRONG_WIDTH: gettext_lazy("It has more or fewer cells than the header."),
    _R.MISSING_ID: gettext_lazy("It has no id, so it could not be told apart when it comes again."),
    _R.BAD_ID: gettext_lazy("Its id is longer than 80 characters or holds a control character."),
    _R.REPEATED_ID: gettext_lazy("Its id stands further up in the file already."),
    _R.MISSING_DATE: gettext_lazy("It does not say when the concern came in."),
    _R.BAD_DATE: gettext_lazy("A date is in none of the map's formats."),
    _R.UNKNOWN_STATUS: gettext_lazy("The map does not say whether this status is open or closed."),
    _R.UNKNOWN_CATEGORY: gettext_lazy("The map has no category of the procedure pack for this value."),
    _R.TOO_LONG: gettext_lazy("A text is longer than 100,000 characters."),
    _R.OUTSIDE_AREA: gettext_lazy("Its place lies outside the area of the importing post."),
}

SHEETS: Final[dict[SheetFault, str | Promise]] = {
    _S.NOT_FOUND: gettext_lazy("The file cannot be opened."),
    _S.TOO_LARGE: gettext_lazy("The file is too large. Divide it."),
    _S.OLD_EXCEL: gettext_lazy("This is the format of Excel before 2007. Save the table as XLSX or CSV."),
    _S.BROKEN_XLSX: gettext_lazy("This is no XLSX table, or it is damaged. Save it anew, or as CSV."),
    _S.BROKEN_CSV: gettext_lazy("The quotation marks of the CSV do not close, or a cell is too long."),
    _S.UNKNOWN_ENCODING: gettext_lazy("The encoding of the file is not known. Save it as UTF-8."),
    _S.NO_HEADER: gettext_lazy("The table is empty. Its first line has to name the columns."),
    _S.UNNAMED_COLUMN: gettext_lazy("A column has no name in the first line."),
    _S.REPEATED_COLUMN: gettext_lazy("Two columns have the same name."),
    _S.TOO_MANY_COLUMNS: gettext_lazy("The table has more than 500 columns."),
}

MAPS: Final[dict[MapFault, str | Promise]] = {
    _M.NOT_FOUND: gettext_lazy("There is no such map."),
    _M.NOT_TOML: gettext_lazy("The map is not written in TOML."),
    _M.MISSING: gettext_lazy("The map lacks this key."),
    _M.UNKNOWN_KEY: gettext_lazy("The map has a key that is not known here."),
    _M.WRONG_TYPE: gettext_lazy("This key of the map holds something of another kind."),
    _M.BAD_VALUE: gettext_lazy("This key of the map has a value that is not possible."),
    _M.UNKNOWN_CATEGORY: gettext_lazy("The procedure pack has no such category."),
    _M.UNKNOWN_PLACE: gettext_lazy("The region has no such place."),
    _M.MISSING_COLUMN: gettext_lazy("The file lacks a column that the map reads."),
    _M.UNLISTED_COLUMN: gettext_lazy("The file has a column that the map neither reads nor drops."),
}


def refusal_sentence(refusal: Refusal) -> str:
    """Why a row does not enter, with the column and the shape of its value where that helps."""
    sentence = str(REFUSALS[refusal.reason])
    if refusal.column and refusal.shape:
        return _("%(why)s Column %(column)s, of the form %(shape)s.") % {
            "why": sentence,
            "column": refusal.column,
            "shape": refusal.shape,
        }
    if refusal.column:
        return _("%(why)s Column %(column)s.") % {"why": sentence, "column": refusal.column}
    return sentence


def sheet_sentence(error: SheetError) -> str:
    """What is wrong with a file, and where."""
    sentence = str(SHEETS[error.reason])
    if error.line:
        return _("%(why)s Line %(line)s.") % {"why": sentence, "line": error.line}
    return sentence


def map_sentence(error: MapError) -> str:
    """What is wrong with a map, at which key."""
    found = f"{error.key}: {error.value}" if error.value not in ("", error.key) else error.key
    return _("%(why)s (%(found)s)") % {"why": MAPS[error.reason], "found": found}
