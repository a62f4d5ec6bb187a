import io
from datetime import date

import pytest

from folkmoot.ledger.models import Event
from folkmoot.places.actions.importing import Imported, import_places
from folkmoot.places.errors import MayNotKeepPlaces, RootMissing, StillHasPlaces
from folkmoot.places.models import Place
from folkmoot.places.rules.table import PlaceFileError, Reason, Row, read_places
from tests.cast import COUNTY, NEXT_COUNTY, NEXT_VILLAGE, NOW, TOWNSHIP, VILLAGE, Cast

APRIL = date(2026, 4, 1)
NOTHING = Imported(added=0, renamed=0, moved=0, merged=0, ended=0, corrected=0)

FILE = f"""code,parent,level,name,population,valid_until,merged_into
{TOWNSHIP},{NEXT_COUNTY},township,滕王阁镇,41000,,
360102002900,{TOWNSHIP},village,新村,,,
{VILLAGE},{TOWNSHIP},village,上凤凰坡社区居委会,,2026-04-01,360102002900
{NEXT_VILLAGE},{TOWNSHIP},village,民巷社区居委会,,2026-04-01,
"""


def rows_of(text: str) -> list[Row]:
    known = frozenset(Place.objects.values_list("code", flat=True))
    levels = ("province", "prefecture", "county", "township", "village")
    return read_places(io.StringIO(text), levels=levels, known=known)


def test_one_file_adds_renames_moves_merges_and_ends(cast: Cast) -> None:
    told = import_places(rows_of(FILE), on=APRIL, by=cast.standing("administrator"), now=NOW)
    assert told == Imported(added=1, renamed=1, moved=1, merged=1, ended=1, corrected=1)
    township, village = cast.place(TOWNSHIP), Place.objects.get(code=VILLAGE)
    assert (township.name, township.population) == ("滕王阁镇", 41000)
    assert cast.place("360102002900").path == f"36/3601/{NEXT_COUNTY}/{TOWNSHIP}/360102002900/"
    assert village.merged_into == cast.place("360102002900")
    assert cast.place(NEXT_VILLAGE).valid_until == APRIL


def test_the_same_file_again_changes_nothing(cast: Cast) -> None:
    import_places(rows_of(FILE), on=APRIL, by=None, now=NOW)
    events = Event.objects.filter(chain="places").count()
    assert import_places(rows_of(FILE), on=APRIL, by=None, now=NOW) == NOTHING
    assert Event.objects.filter(chain="places").count() == events


def test_nothing_is_half_done(cast: Cast) -> None:
    new, ending = f"360102002900,{TOWNSHIP},village,新村,", f"{COUNTY},3601,county,东湖区,2026-04-01"
    file = f"code,parent,level,name,valid_until\n{new}\n{ending}\n"
    with pytest.raises(StillHasPlaces):
        import_places(rows_of(file), on=APRIL, by=None, now=NOW)
    assert not Place.objects.filter(code="360102002900").exists()


def test_a_second_root_is_refused(cast: Cast) -> None:
    with pytest.raises(RootMissing):
        import_places(rows_of("code,parent,level,name\n37,,province,山东省\n"), on=APRIL, by=None, now=NOW)


def test_only_an_administrator_imports(cast: Cast) -> None:
    with pytest.raises(MayNotKeepPlaces):
        import_places(rows_of(FILE), on=APRIL, by=cast.standing("lead"), now=NOW)


def test_a_successor_that_nobody_knows_is_named_with_its_line(cast: Cast) -> None:
    file = f"code,parent,level,name,valid_until,merged_into\n{VILLAGE},{TOWNSHIP},village,上凤凰坡,2026-04-01,999\n"
    with pytest.raises(PlaceFileError) as caught:
        rows_of(file)
    assert (caught.value.line, caught.value.field, caught.value.reason) == (2, "merged_into", Reason.UNKNOWN_SUCCESSOR)
