"""What officers press at the desk. A deed begins on the page of its case and ends there."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys import keyboard

#: how long a file may be looked at or entered, in milliseconds
READING = 60_000
RESOLVED = "Closed, confirmed as resolved"


def import_file(page: Page, file: Path, *, by_map: str) -> dict[str, str]:
    """Looks at a file first, then enters it; the numbers of the report by their names."""
    page.goto("/desk/import/")
    page.get_by_label("File", exact=True).set_input_files(file)
    keyboard.choose(page.get_by_label("How are its columns read?"), by_map)
    keyboard.press(page.get_by_role("button", name="Look at it first"))
    expect(page.get_by_role("note")).to_have_text("Nothing has been written yet.", timeout=READING)
    looked_at = _report(page)
    page.get_by_label("File", exact=True).set_input_files(file)
    keyboard.press(page.get_by_role("button", name="Import", exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text("Imported", timeout=READING)
    entered = _report(page)
    assert entered == looked_at
    return entered


def _report(page: Page) -> dict[str, str]:
    names, numbers = page.locator("main dt").all_inner_texts(), page.locator("main dd").all_inner_texts()
    return dict(zip(names, numbers, strict=True))


def find_in_queue(page: Page, *, step: str, source: str = "Imported") -> None:
    """Narrows the queue."""
    page.goto("/desk/queue/")
    keyboard.choose(page.get_by_role("combobox", name="Source"), source)
    keyboard.choose(page.get_by_role("combobox", name="Step"), step)
    keyboard.press(page.get_by_role("button", name="Filter", exact=True))
    expect(page.get_by_role("combobox", name="Step").locator("option:checked")).to_have_text(step)


def take_first(page: Page) -> str:
    """Opens the first case of the queue; its reference."""
    keyboard.press(page.locator("tbody tr").first.get_by_role("link"))
    expect(page).to_have_url(re.compile(r"/desk/cases/\w+/$"))
    return page.url.rstrip("/").rpartition("/")[2]


def open_case(page: Page, reference: str) -> int:
    """Opens a case; the status of the answer."""
    answer = page.goto(f"/desk/cases/{reference}/")
    assert answer is not None
    return answer.status


def adopt(page: Page) -> None:
    """Takes imported history up."""
    _choose(page, "Take up")
    keyboard.check(page.get_by_role("radio", name="No to each of these questions"))
    _press(page, "Take up")
    expect_step(page, "Accepted")


def adopt_from_queue(page: Page, *, step: str = "Imported history") -> str:
    """Finds an imported case in the queue and takes it up; its reference."""
    find_in_queue(page, step=step)
    reference = take_first(page)
    adopt(page)
    return reference


def acknowledge(page: Page) -> None:
    """Says that it has arrived, in the words that are proposed."""
    _choose(page, "Acknowledge")
    _press(page, "Acknowledge")
    expect_step(page, "Acknowledged")


def accept(page: Page) -> None:
    """Takes the case on as its lead."""
    _choose(page, "Accept")
    keyboard.check(page.get_by_role("radio", name="No to each of these questions"))
    _press(page, "Accept")
    expect_step(page, "Accepted")


def summarise(page: Page, summary: str) -> None:
    """Writes the summary and keeps the category."""
    _choose(page, "Write the summary")
    keyboard.write(page.get_by_label("Summary without names"), summary)
    _press(page, "Write the summary")
    expect(page.locator("main header p").first).to_have_text(summary)


def ask(page: Page, question: str) -> None:
    """Asks the resident."""
    _choose(page, "Ask for information")
    keyboard.write(page.get_by_label("Question to the resident"), question)
    _press(page, "Ask for information")
    expect_step(page, "Waiting for an answer")


def propose(page: Page, proposal: str) -> None:
    """Proposes a resolution."""
    _choose(page, "Propose a resolution")
    keyboard.write(page.get_by_label("Proposed resolution"), proposal)
    _press(page, "Propose a resolution")
    expect_step(page, "Resolution proposed")


def hand_over(page: Page, *, to: str, reason: str) -> None:
    """Names the next lead by the title of the post."""
    _choose(page, "Hand over")
    keyboard.check(page.get_by_role("radio", name=re.compile(f"^{to}")))
    keyboard.write(page.get_by_label("Why", exact=True), reason)
    keyboard.check(page.get_by_role("radio", name="No to each of these questions"))
    _press(page, "Hand over")


def refer_elsewhere(page: Page, explanation: str) -> None:
    """Sends the resident to another route, for the first reason of the pack."""
    _turn_away(page, "Refer elsewhere", explanation)
    expect_step(page, "Referred elsewhere")


def decline(page: Page, explanation: str) -> None:
    """Refuses, for the first reason of the pack."""
    _turn_away(page, "Decline", explanation)
    expect_step(page, "Declined")


def merge(page: Page, *, into: str) -> None:
    """Merges a case into another one, which is looked at first."""
    _choose(page, "Merge as a duplicate")
    keyboard.write(page.get_by_label("Reference of the other case"), into)
    _press(page, "Look at the other case")
    expect(page.get_by_role("columnheader", name="Into this case")).to_be_visible()
    _press(page, "Merge as a duplicate")
    expect_step(page, "Merged with another")


def unmerge(page: Page) -> None:
    """Undoes a merge."""
    _choose(page, "Undo the merge")
    _press(page, "Undo the merge")


def confirm_for_the_resident(page: Page) -> None:
    """The call-back of another unit has asked, and the resident says that it is resolved."""
    _choose(page, "Confirm that it is resolved")
    keyboard.check(page.get_by_label("I asked the resident myself"))
    _press(page, "Confirm that it is resolved")
    expect_step(page, RESOLVED)


def make_key(page: Page) -> str:
    """A one-time key for the resident, told by the call-back of another unit."""
    _choose(page, "Make a one-time key")
    _press(page, "Make a one-time key")
    return page.locator("dd.reference").nth(1).inner_text()


def expect_step(page: Page, step: str) -> None:
    """Where the case stands."""
    expect(page.locator("h1 .badge")).to_have_text(step)


def expect_lead(page: Page, post: str) -> None:
    """Who leads the case."""
    next_ = page.get_by_role("region", name="What is next")
    expect(next_.locator("dt", has_text="Lead").locator("+ dd")).to_have_text(re.compile(rf"^\s*{post}"))


def expect_last(page: Page, sentence: str, *, by: str) -> None:
    """What happened last, and which post or party did it."""
    newest = page.get_by_role("region", name="History").get_by_role("listitem").first
    expect(newest).to_have_text(re.compile(rf"^\s*{re.escape(sentence)}.*· {by}\s*$", re.DOTALL))


def _turn_away(page: Page, verb: str, explanation: str) -> None:
    _choose(page, verb)
    keyboard.check(page.get_by_role("radio").first)
    keyboard.write(page.get_by_label("What the resident reads"), explanation)
    _press(page, "Look at it first")
    expect(page.get_by_text("Nothing was sent yet.")).to_be_visible()
    _press(page, verb)


def _choose(page: Page, verb: str) -> None:
    # Below its verb a move says its consequence, which belongs to the name of the link.
    keyboard.press(page.get_by_role("link", name=re.compile(f"^{verb}")))


def _press(page: Page, verb: str) -> None:
    keyboard.press(page.get_by_role("button", name=verb, exact=True))
