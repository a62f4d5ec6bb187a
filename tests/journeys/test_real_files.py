"""Concerns of the five real files, imported, taken up and worked to a close that the resident confirms.

Two of the files may not be quoted: nothing here looks at what was said in them, and no picture of a page is kept.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from folkmoot.lib.reference import spoken
from tests.conftest import NO_FILES
from tests.databases import Databases
from tests.journeys import desk, following
from tests.journeys.browsing import Browsing
from tests.journeys.regions import JIANGXI, NEW_YORK, ZURICH, Region, enter, move_into, person

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
#: What a journey begins with, the header apart. The tests of the import itself enter all five files whole.
ROWS = 2_000


@dataclass(frozen=True)
class Source:
    """A real file, the map that reads it, and the region it belongs to."""

    map: str
    file: str
    region: Region
    #: how many rows go through the page: all where that takes only seconds
    uploaded: int = ROWS


SOURCES = {
    source.map: source
    for source in (
        Source("zurich", "zurich_zwn/zurich_reports.csv", ZURICH),
        Source("nyc311-elevator", "nyc311/nyc311_elevator.csv", NEW_YORK),
        Source("nyc311-mixed", "nyc311/nyc311_mixed_sample.csv", NEW_YORK, uploaded=9_014),
        Source("messages", "teddy_c2020/messages_hotspot.csv", JIANGXI, uploaded=4_326),
        Source("messages-with-replies", "teddy_c2020/messages_with_replies.csv", JIANGXI, uploaded=2_370),
    )
}


@dataclass(frozen=True)
class Journey:
    """One region with one file, and a browser for each person in it."""

    source: Source
    folder: Path
    browsing: Browsing

    def page(self, doing: str) -> Page:
        """The desk of somebody, signed in."""
        return self.browsing.sign_in(person(self.source.region, doing))

    def resident(self) -> Page:
        """A telephone without JavaScript."""
        return self.browsing.context(javascript=False, width=375).new_page()

    def first_rows(self, count: int) -> Path:
        """The file, cut after its first rows; whole where it has no more."""
        cut = self.folder / "cut.csv"
        with (DATA / self.source.file).open(encoding="utf-8", newline="") as whole:
            rows = list(islice(csv.reader(whole), count + 1))
            if next(whole, None) is None:
                return DATA / self.source.file
        with cut.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        return cut

    def enter(self) -> None:
        """Imports the first rows without a page."""
        file = self.first_rows(ROWS)
        assert enter(file, region=self.source.region, by_map=self.source.map, now=timezone.now()) == ROWS

    def tell_key(self, reference: str) -> Page:
        """The call-back of another unit tells a key, and the resident sets a code with it; the resident's page."""
        call_back, resident = self.page("call_back"), self.resident()
        desk.open_case(call_back, reference)
        following.set_own_code(resident, reference=reference, key=desk.make_key(call_back))
        return resident

    def case_for(self, doing: str, reference: str) -> Page:
        """The page of a case, as somebody sees it."""
        page = self.page(doing)
        assert desk.open_case(page, reference) == 200
        return page


Set = Callable[[str], Journey]


@pytest.fixture
def set_out(browsing: Browsing, fresh_database: Databases, tmp_path: Path) -> Set:
    """`set_out("zurich")`: the region of a file, in which nothing was imported yet."""

    def begin(name: str) -> Journey:
        source = SOURCES[name]
        if not (DATA / source.file).exists():
            pytest.skip(NO_FILES)
        browsing.is_confidential = source.region is JIANGXI
        move_into(source.region, databases=fresh_database)
        return Journey(source=source, folder=tmp_path, browsing=browsing)

    return begin


@pytest.mark.parametrize("name", SOURCES)
def test_a_concern_of_a_real_file_is_imported_taken_up_and_confirmed_by_call_back(set_out: Set, name: str) -> None:
    journey = set_out(name)
    rows = journey.source.uploaded
    report = desk.import_file(journey.page("head"), journey.first_rows(rows), by_map=name)
    assert (report["Rows read"], report["New"], report["Refused"]) == (f"{rows:,}", f"{rows:,}", "0")

    handler = journey.page("handler")
    # Every message with a reply counts as closed, unconfirmed: it is open again once a post takes it up.
    step = "Closed" if name == "messages-with-replies" else "Imported history"
    reference = desk.adopt_from_queue(handler, step=step)
    desk.summarise(handler, "Something is out of order and should be mended.")
    desk.propose(handler, "It was mended on Monday.")

    desk.confirm_for_the_resident(journey.case_for("call_back", reference))
    desk.open_case(handler, reference)
    desk.expect_step(handler, desk.RESOLVED)
    desk.expect_last(handler, "It was confirmed as resolved.", by=".*[Cc]all-back officer")
    assert desk.open_case(journey.page("stranger"), reference) == 404


def test_a_resident_sets_a_code_of_their_own_answers_confirms_and_rates(set_out: Set) -> None:
    journey = set_out("zurich")
    journey.enter()
    handler = journey.page("handler")
    reference = desk.adopt_from_queue(handler)
    resident = journey.tell_key(reference)

    desk.open_case(handler, reference)
    desk.ask(handler, "Is the bin still full?")
    following.press(resident, "Answer the question", "Yes, every Friday.")
    desk.open_case(handler, reference)
    desk.expect_step(handler, "Being worked on")
    expect(handler.get_by_text("Yes, every Friday.")).to_be_visible()
    desk.propose(handler, "From now on it is emptied on Thursdays, too.")

    following.come_back(resident, reference=reference)
    expect(resident.get_by_text("From now on it is emptied on Thursdays, too.").first).to_be_visible()
    following.confirm(resident)
    following.rate(resident, "4 – well")
    desk.open_case(handler, reference)
    desk.expect_step(handler, desk.RESOLVED)
    desk.expect_last(handler, "The resident rated how it went.", by="a party")


def test_a_handed_over_concern_is_closed_under_its_next_lead(set_out: Set) -> None:
    journey = set_out("nyc311-elevator")
    journey.enter()
    handler = journey.page("handler")
    reference = desk.adopt_from_queue(handler)
    desk.expect_lead(handler, "Mediator")
    desk.hand_over(handler, to="District manager", reason="It needs an inspection.")
    desk.expect_lead(handler, "District manager")
    expect(handler.get_by_role("link", name="Propose a resolution")).to_have_count(0)

    desk.propose(journey.case_for("colleague", reference), "The lift was inspected and runs.")
    call_back = journey.case_for("call_back", reference)
    desk.confirm_for_the_resident(call_back)
    desk.expect_last(call_back, "It was confirmed as resolved.", by="Call-back officer")


def test_a_disputed_and_reopened_concern_is_closed_only_when_the_resident_says_so(set_out: Set) -> None:
    journey = set_out("nyc311-mixed")
    journey.enter()
    handler = journey.page("handler")
    reference = desk.adopt_from_queue(handler)
    resident = journey.tell_key(reference)

    desk.open_case(handler, reference)
    desk.propose(handler, "An inspector was there.")
    following.dispute(resident, "Nobody came.")
    desk.open_case(handler, reference)
    desk.expect_step(handler, "Being worked on")
    desk.propose(handler, "The inspector comes on Friday at nine.")
    following.confirm(resident)
    following.press(resident, "Open it again")
    expect(resident.get_by_role("status")).to_have_text("Your concern is open again.")

    desk.open_case(handler, reference)
    desk.expect_step(handler, "Accepted")
    desk.expect_lead(handler, "Mediator")
    desk.propose(handler, "It was mended while the resident stood by.")
    following.confirm(resident)
    desk.open_case(handler, reference)
    desk.expect_step(handler, desk.RESOLVED)


def test_a_refusal_is_taken_to_the_level_above_twice_and_the_concern_is_resolved_there(set_out: Set) -> None:
    """Who takes history up accepts it, so it is first referred elsewhere; a level up it can be declined."""
    journey = set_out("nyc311-mixed")
    journey.enter()
    colleague = journey.page("colleague")
    reference = desk.adopt_from_queue(colleague)
    resident = journey.tell_key(reference)

    desk.open_case(colleague, reference)
    desk.refer_elsewhere(colleague, "Please ask the housing court.")
    following.press(resident, "Take it to the level above", "The court sent me back.")
    head = journey.case_for("head", reference)
    desk.expect_step(head, "Routed")
    desk.decline(head, "The borough is not in charge.")

    resident.goto("/follow/case/")
    expect(resident.get_by_text("Where to go instead:")).to_be_visible()
    following.press(resident, "Take it to the level above", "Somebody must be.")
    desk.open_case(head, reference)
    desk.accept(head)
    desk.propose(head, "The city has done it itself.")
    following.confirm(resident)
    desk.open_case(head, reference)
    desk.expect_step(head, desk.RESOLVED)


def test_a_merge_is_undone_and_each_concern_goes_its_own_way(set_out: Set) -> None:
    journey = set_out("zurich")
    journey.enter()
    colleague = journey.page("colleague")
    stays, goes = desk.adopt_from_queue(colleague), desk.adopt_from_queue(colleague)
    desk.merge(colleague, into=stays)
    desk.open_case(colleague, stays)
    joined = colleague.get_by_role("region", name="Joined to this case")
    expect(joined.get_by_role("link", name=spoken(goes), exact=True)).to_be_visible()

    desk.open_case(colleague, goes)
    desk.unmerge(colleague)
    desk.expect_step(colleague, "Accepted")
    desk.propose(colleague, "The lamp burns again.")
    desk.confirm_for_the_resident(journey.case_for("call_back", goes))
    desk.open_case(colleague, stays)
    desk.expect_step(colleague, "Accepted")
    expect(joined).to_have_count(0)


def test_a_concern_about_the_unit_that_imported_is_resolved_without_it(set_out: Set) -> None:
    journey = set_out("zurich")
    journey.enter()
    resident = journey.resident()
    reference, code = following.raise_about_an_office(
        resident, "My report was lost there.", place="Wiedikon", office="Zürich coordination office"
    )
    reviewer = journey.page("reviewer")
    desk.find_in_queue(reviewer, step="Open", source="Taken in here")
    plain = desk.take_first(reviewer)
    desk.acknowledge(reviewer)
    desk.accept(reviewer)
    desk.propose(reviewer, "The report was found and is worked on.")

    for doing in ("head", "handler", "colleague"):
        page = journey.page(doing)
        desk.find_in_queue(page, step="All", source="Taken in here")
        expect(page.get_by_text("No case fits")).to_be_visible()
        assert desk.open_case(page, plain) == 404

    following.come_back(resident, reference=reference, code=code)
    following.confirm(resident)
    desk.open_case(reviewer, plain)
    desk.expect_step(reviewer, desk.RESOLVED)
