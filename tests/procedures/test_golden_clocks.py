"""The table of due dates that were worked out by hand."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from folkmoot.procedures.packs import load_pack, shipped_packs
from folkmoot.procedures.rules.calendars import calendar_for
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.clock_rules import ClockName, ClockRule
from folkmoot.procedures.rules.clocks import Due, Pause, due, due_after_change, extended, keep_promise
from folkmoot.procedures.rules.explaining import explain

TABLE = (Path(__file__).parent / "golden_clocks.md").read_text(encoding="utf-8")
SECTION = re.compile(
    r"^## (?P<pack>[\w-]+) in (?P<country>\w\w)(?:-(?P<part>\w+))?, (?P<zone>[^\s,]+)"
    r"(?:, promised by (?P<former>[\w-]+))?$"
)
PAUSE = re.compile(r"(?P<code>\w+) (?P<first>[\d-]+)–(?P<last>[\d-]*)")


@dataclass(frozen=True)
class Row:
    """One line of the table, and the section it stands in."""

    number: int
    pack: str
    country: str
    part: str | None
    zone: ZoneInfo
    clock: ClockName
    article: str
    happened: str
    paused: str
    changed: str
    expected: str
    former: str | None

    @property
    def rule(self) -> ClockRule:
        return load_pack(self.pack).clock(self.clock)

    @property
    def started_at(self) -> datetime:
        day, _, rest = self.happened.partition(" ")
        clock, _, zone = rest.partition(" ")
        at = time.fromisoformat(clock) if clock else time(12)
        return datetime.combine(date.fromisoformat(day), at, tzinfo=UTC if zone == "UTC" else self.zone)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        allowed = {each.code: each for each in load_pack(self.pack).pauses_of(self.clock)}
        return tuple(
            Pause(
                date.fromisoformat(each["first"]), date.fromisoformat(each["last"]) if each["last"] else None
            ).at_most(allowed[each["code"]].longest_days)
            for each in PAUSE.finditer(self.paused)
        )

    def due(self) -> Due:
        pack, rule = load_pack(self.pack), self.rule
        granted = [int(days) for days in re.findall(r"\+(\d+)", self.changed)]
        if granted:
            extension = pack.extensions[self.clock]
            assert granted == [extension.days] * len(granted)
            rule = extended(rule, by=extension, times=len(granted))
        calendar = calendar_for(self.country, self.part)
        formerly = re.fullmatch(r"was (\d+)", self.changed)
        if formerly:
            return due_after_change(
                rule,
                formerly=replace(rule, days=int(formerly[1])),
                started_at=self.started_at,
                zone=self.zone,
                calendar=calendar,
                pauses=self.pauses,
            )
        end = due(rule, started_at=self.started_at, zone=self.zone, calendar=calendar, pauses=self.pauses)
        if self.former is None:
            return end
        promised = due(
            load_pack(self.former).clock(self.clock), started_at=self.started_at, zone=self.zone, calendar=calendar
        )
        return keep_promise(promised, anew=end, binds=rule.binds)


def rows() -> list[Row]:
    """Every line of every section."""
    found, section = [], None
    for number, line in enumerate(TABLE.splitlines(), 1):
        section = SECTION.match(line) or section
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if section is None or len(cells) != 7 or cells[0] in {"clock", "---"}:
            continue
        name, article, happened, paused, changed, expected, reason = cells
        assert reason, f"line {number} gives no reason"
        found.append(
            Row(
                number=number,
                pack=section["pack"],
                country=section["country"],
                part=section["part"],
                zone=ZoneInfo(section["zone"]),
                clock=ClockName(name),
                article=article,
                happened=happened,
                paused=paused,
                changed=changed,
                expected=expected,
                former=section["former"],
            )
        )
    return found


ROWS = rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line-{row.number}-{row.pack}-{row.clock.value}")
def test_a_clock_ends_on_the_day_worked_out_by_hand(row: Row) -> None:
    end = row.due()
    assert f"{end.on}{' provisional' if end.is_provisional else ''}" == row.expected


@pytest.mark.parametrize(
    "row",
    [row for row in ROWS if not row.changed.startswith("was") and not row.former],
    ids=lambda row: f"line-{row.number}",
)
def test_its_explanation_gives_the_same_day(row: Row) -> None:
    times = row.changed.count("+")
    told = explain(
        row.rule,
        started_at=row.started_at,
        zone=row.zone,
        calendar=calendar_for(row.country, row.part),
        pauses=row.pauses,
        extension=load_pack(row.pack).extensions[row.clock] if times else None,
        times=times,
    )
    assert told.due.on == date.fromisoformat(row.expected.split()[0])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line-{row.number}")
def test_the_table_names_the_article_of_the_pack(row: Row) -> None:
    grounds = row.rule.grounds
    articles = ", ".join(str(citation.article) for citation in grounds.citations)
    assert row.article == (articles or "policy")
    assert articles or grounds.basis is Basis.POLICY


def test_every_clock_of_every_pack_stands_in_the_table() -> None:
    there = {(row.pack, row.clock) for row in ROWS}
    assert [
        (name, clock) for name in shipped_packs() for clock in load_pack(name).clocks if (name, clock) not in there
    ] == []
    assert len(ROWS) >= 120


def test_every_extension_is_granted_somewhere_in_the_table() -> None:
    granted = Counter((row.pack, row.clock) for row in ROWS if row.changed.startswith("+"))
    assert set(granted) == {(name, clock) for name in shipped_packs() for clock in load_pack(name).extensions}
