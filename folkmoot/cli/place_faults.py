"""What is wrong with a region, its places or its outlines, in a sentence for who writes the files."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from folkmoot.cli.words import _
from folkmoot.places.rules.outlines import OutlineFault, OutlineFileError
from folkmoot.places.rules.region_file import RegionError, RegionFault
from folkmoot.places.rules.table import PlaceFileError, Reason

_P, _R, _O = Reason, RegionFault, OutlineFault

PLACES: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        _P.MISSING_COLUMN: _("The column is missing."),
        _P.MISSING_VALUE: _("Nothing stands there."),
        _P.TOO_MANY_VALUES: _("The line has more values than there are columns."),
        _P.TOO_LONG: _("“{value}” and what follows is too long."),
        _P.BAD_CODE: _("“{value}” is no code: letters, digits, and . _ - after the first."),
        _P.DUPLICATE_CODE: _("The code {value} stands further up already."),
        _P.UNKNOWN_PARENT: _("There is no place with the code {value}."),
        _P.UNKNOWN_SUCCESSOR: _("There is no place with the code {value}."),
        _P.CYCLE: _("The place {value} lies within itself."),
        _P.UNKNOWN_LEVEL: _("The region has no level “{value}”."),
        _P.LEVEL_NOT_BELOW_PARENT: _("The level “{value}” is not below that of the place above."),
        _P.BAD_NUMBER: _("“{value}” is no number that fits."),
        _P.HALF_A_POINT: _("A point needs both lon and lat."),
        _P.BAD_DATE: _("“{value}” is no day like 2026-03-10."),
        _P.ENDS_BEFORE_IT_BEGINS: _("It ends before it begins."),
        _P.NOT_CSV: _("The file is not CSV: {value}"),
    }
)

REGIONS: Final[Mapping[RegionFault, str]] = MappingProxyType(
    {
        _R.NOT_FOUND: _("There is no such file."),
        _R.NOT_TOML: _("The file is not TOML: {value}"),
        _R.MISSING: _("It is missing."),
        _R.UNKNOWN_KEY: _("No region has such a key."),
        _R.WRONG_TYPE: _("Something of another kind has to stand here."),
        _R.BAD_VALUE: _("“{value}” cannot stand here."),
        _R.DUPLICATE: _("“{value}” stands there twice."),
        _R.UNKNOWN_LEVEL: _("The region has no level “{value}”."),
        _R.UNKNOWN_UNIT: _("The region has no unit “{value}”."),
        _R.UNIT_BELOW_ITS_CHILD: _("The unit “{value}” stands lower than the one that it is above of."),
        _R.UNIT_WITHIN_ITSELF: _("The unit “{value}” is above itself."),
        _R.UNKNOWN_ROLE: _("There is no role “{value}”."),
    }
)

OUTLINES: Final[Mapping[OutlineFault, str]] = MappingProxyType(
    {
        _O.NOT_GEOJSON: _("The file is no GeoJSON collection of features."),
        _O.MISSING_CODE: _("The feature has no property “code”."),
        _O.DUPLICATE_CODE: _("Its code stands further up already."),
        _O.NOT_AN_AREA: _("It is no area, or its border crosses itself."),
    }
)


def sentence_of_fault(fault: PlaceFileError | RegionError | OutlineFileError) -> str:
    """Where the fault is, and what it is."""
    match fault:
        case PlaceFileError():
            where = _("line {line}, {field}") if fault.field else _("line {line}")
            sentence = PLACES[fault.reason].format(value=fault.value)
            return f"{where.format(line=fault.line, field=fault.field)}: {sentence}"
        case RegionError():
            return f"{fault.key}: {REGIONS[fault.reason].format(value=fault.value)}"
        case OutlineFileError():
            return f"{_('feature {number}').format(number=fault.feature)}: {OUTLINES[fault.reason]}"
