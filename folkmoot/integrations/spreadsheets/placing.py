"""Finding the places that rows speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Self

from folkmoot.integrations.spreadsheets.map_table import MapError, MapFault
from folkmoot.integrations.spreadsheets.source_map import PlaceBy, PlaceTrial
from folkmoot.places.models import Outline, Place, Region
from folkmoot.places.rules.names import Gazetteer
from folkmoot.places.rules.outlines import Outlines
from folkmoot.places.rules.table import Row


@dataclass(frozen=True)
class Placer:
    """The region's places by name and by outline. It reads the database once, when it is made."""

    levels: Mapping[str, str]
    gazetteer: Gazetteer
    outlines: Outlines
    root: str
    _found: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of_region(cls) -> Self:
        """The places of the installation, past ones too: history may speak of them."""
        places = list(Place.objects.select_related("parent").order_by("path"))
        return cls(
            levels={place.code: place.level for place in places},
            gazetteer=Gazetteer(_row(place) for place in places),
            outlines=Outlines.of(dict(Outline.objects.values_list("place__code", "geometry"))),
            root=Region.objects.select_related("root").get().root.code,
        )

    def root_for(self, code: str) -> str:
        """The place for what cannot be placed: `code`, or the region's root for "". Raises MapError."""
        if code and code not in self.levels:
            raise MapError("root", MapFault.UNKNOWN_PLACE, value=code)
        return code or self.root

    def place(self, trial: PlaceTrial, values: Sequence[Sequence[str]]) -> list[str | None]:
        """For each row's values of the trial's columns the code of its place, or None."""
        if trial.by is PlaceBy.NAME:
            codes = [self._named(value[0]) for value in values]
        else:
            codes = self.outlines.locate_many(
                [_degrees(value[0]) for value in values], [_degrees(value[1]) for value in values]
            )
        if not trial.level:
            return codes
        return [code if code and self.levels[code] == trial.level else None for code in codes]

    def _named(self, text: str) -> str | None:
        if text not in self._found:
            self._found[text] = self.gazetteer.find(text) if text else None
        return self._found[text]


def _row(place: Place) -> Row:
    return Row(
        code=place.code,
        parent=place.parent.code if place.parent else None,
        level=place.level,
        name=place.name,
        aliases=tuple(alias for alias in place.aliases.split("|") if alias),
    )


def _degrees(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return nan
