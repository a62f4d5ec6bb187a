"""The statistics as CSV. What has to be known to read the numbers stands above them, so that it travels along."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from folkmoot.earlywarning.rules.topics import Group
from folkmoot.lib.formulas import guard_row
from folkmoot.opendata.licences import licence
from folkmoot.opendata.queries import Published, counts_within, lowest_depths
from folkmoot.opendata.rules.calendar import MONTH_RIPENS, YEAR_RIPENS, Period
from folkmoot.opendata.rules.suppression import BASE, SMALLEST
from folkmoot.opendata.rules.table import ALL_TOPICS, REST
from folkmoot.places.models import Place, Region
from folkmoot.places.rules.paths import code
from folkmoot.web.opendata.choosing import period_name, topic_name

#: with a byte order mark, or Excel takes it for an old code page
ENCODING: Final = "utf-8-sig"
#: the tags of the installation's languages, English first as it is the source of the others
LANGUAGES: Final = sorted((tag for tag, _title in settings.LANGUAGES), key=lambda tag: (tag != "en", tag))
TITLES: Final = tuple(f"topic_{tag.replace('-', '_')}" for tag in LANGUAGES)
COLUMNS: Final = (
    *("year", "month", "released_on", "place", "name", "level", "part", "topic"),
    *(*TITLES, "cases", "status"),
)


def written_table(place: Place, year: int, *, region: Region, periods: Mapping[Period, datetime]) -> bytes:
    """The file: sentences behind `#` in each language, the names of the columns, a line for each published count.

    Two statements. See docs/reference/opendata.md for the columns.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    for sentence in _sentences(place, year):
        sheet.write(f"# {sentence}\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(guard_row(row) for row in _rows(place, year, region=region, periods=periods))
    return sheet.getvalue().encode(ENCODING)


def _sentences(place: Place, year: int) -> Iterator[str]:
    terms = licence(settings.DATA_LICENCE)
    for language in LANGUAGES:
        with override(language):
            yield _("Concerns that came in, by place, topic and month: %(place)s, %(period)s") % {
                "place": place.name if language != "en" else (place.latin or place.name),
                "period": period_name(Period(year)),
            }
            yield _("Licence: %(name)s, %(address)s") % {"name": terms.name, "address": terms.address}
            yield _("Shown numbers are rounded to %(base)s.") % {"base": BASE}
            yield _(
                "Where cases is empty and status is kept_back, the number is %(least)s to %(largest)s, or one from "
                "which such a number could be worked out."
            ) % {"least": 1, "largest": SMALLEST - 1}
            yield _("A place, topic and period without a line had no case.")
            yield _(
                "A month is published %(month)s days after its end, a year %(year)s days after it, each once: later "
                "corrections are not in it."
            ) % {"month": MONTH_RIPENS.days, "year": YEAR_RIPENS.days}


def _rows(
    place: Place, year: int, *, region: Region, periods: Mapping[Period, datetime]
) -> Iterator[tuple[object, ...]]:
    levels = [level["code"] for level in region.levels[: lowest_depths(region).yearly + 1]]
    found = Place.objects.within(place.path).filter(level__in=levels).values_list("path", "name", "level")
    known = {path: (name, level) for path, name, level in found}
    titles = {topic: _titles(topic) for topic in (ALL_TOPICS, *Group)}
    for each in counts_within(place, year):
        path = each.path.removesuffix(REST)
        name, level = known.get(path, ("", ""))
        yield (
            *(each.year, each.month or "", timezone.localtime(periods[Period(each.year, each.month)]).date()),
            *(code(path), name, level, "rest" if each.path.endswith(REST) else "whole"),
            *(each.topic or "all", *titles[each.topic]),
            *_number(each),
        )


def _titles(topic: str) -> tuple[str, ...]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(topic_name(topic))
    return tuple(found)


def _number(each: Published) -> tuple[object, str]:
    return ("", "kept_back") if each.cases is None else (each.cases, "shown")
