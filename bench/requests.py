"""A made-up table of a city's service requests, in the columns of New York's 311. It is the same for the same size."""

import csv
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

HEADER = (
    "unique_key", "created_date", "closed_date", "agency", "agency_name", "complaint_type", "descriptor",
    "location_type", "status", "due_date", "resolution_description", "resolution_action_updated_date",
    "community_board", "borough", "incident_zip", "incident_address", "latitude", "longitude",
    "open_data_channel_type", "source",
)  # fmt: skip
KINDS = (
    ("NYPD", "Police Department", "Noise - Residential", "Loud Music/Party", "Residential Building/House"),
    ("HPD", "Department of Housing", "HEAT/HOT WATER", "ENTIRE BUILDING", "RESIDENTIAL BUILDING"),
    ("NYPD", "Police Department", "Illegal Parking", "Blocked Hydrant", "Street/Sidewalk"),
    ("DEP", "Department of Environment", "Water System", "Hydrant Running Full", ""),
    ("DSNY", "Department of Sanitation", "Graffiti", "Graffiti", "Store/Commercial"),
    ("DOT", "Department of Transportation", "Street Light Condition", "Street Light Out", "Street"),
)
ANSWER = (
    "The department responded to the complaint and, with the information available, observed no evidence of the"
    " condition at that time. Should it return, please report it once more with the hours at which it can be seen."
)
BOROUGHS = (("MANHATTAN", 12), ("BRONX", 12), ("BROOKLYN", 18), ("QUEENS", 14), ("STATEN ISLAND", 3))
FIRST = datetime(2015, 1, 1)  # noqa: DTZ001  # a table holds local times


def write_requests(path: Path, *, count: int) -> None:
    """Writes `count` requests of ten years to a CSV file."""
    random = Random(311)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(_request(number, random) for number in range(count))


def _request(number: int, random: Random) -> tuple[object, ...]:
    agency, title, kind, detail, where = random.choice(KINDS)
    borough, boards = random.choice(BOROUGHS)
    created = FIRST + timedelta(seconds=random.randrange(10 * 365 * 86_400))
    is_closed = random.random() < 0.8
    closed = created + timedelta(seconds=random.randrange(60, 40 * 86_400)) if is_closed else ""
    return (
        20_000_000 + number, created, closed, agency, title, kind, detail, where, "Closed" if is_closed else "Open", "",
        ANSWER if is_closed else "", closed, f"{random.randint(1, boards):02d} {borough}", borough,
        random.randint(10_001, 11_697), f"{random.randint(1, 4000)} {random.randint(1, 250)} STREET",
        round(random.uniform(40.55, 40.9), 12), round(random.uniform(-74.1, -73.75), 12), "PHONE", "",
    )  # fmt: skip
