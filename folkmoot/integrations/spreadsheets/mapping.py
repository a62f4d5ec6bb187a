"""Lines of a table into concerns, after a map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from folkmoot.cases.rules.imported import ConcernRow, Refusal, RefusalReason, Said
from folkmoot.integrations.spreadsheets.moments import NotADate, read_day, read_moment, shape
from folkmoot.integrations.spreadsheets.placing import Placer
from folkmoot.integrations.spreadsheets.reading import Line, Sheet
from folkmoot.integrations.spreadsheets.source_map import SourceMap

#: Points are located together, which is many times as quick as one by one.
CHUNK: Final = 2000
MAX_ID: Final = 80
MAX_TEXT: Final = 100_000  # characters of one message


class _Refused(Exception):
    def __init__(self, reason: RefusalReason, *, column: str = "", value: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.column = column
        self.shape = shape(value)


def concern_rows(sheet: Sheet, *, source_map: SourceMap, placer: Placer) -> Iterator[ConcernRow | Refusal]:
    """Each line of the table as a concern, or why it is none, in the table's order.

    Reads no database. Raises MapError before the first line where map, table and region do not fit together.
    """
    source_map.check(sheet.header)
    root = placer.root_for(source_map.root)
    return _mapped(sheet, mapper=_Mapper(source_map, sheet.header, root=root), placer=placer)


def _mapped(sheet: Sheet, *, mapper: "_Mapper", placer: Placer) -> Iterator[ConcernRow | Refusal]:
    while lines := list(islice(sheet.lines, CHUNK)):
        fitting = [line for line in lines if len(line.cells) == len(sheet.header)]
        places = dict(zip((line.number for line in fitting), mapper.places(fitting, placer=placer), strict=True))
        for line in lines:
            if line.number not in places:
                yield Refusal(line.number, RefusalReason.WRONG_WIDTH)
                continue
            try:
                yield mapper.concern(line, place=places[line.number])
            except _Refused as refused:
                yield Refusal(line.number, refused.reason, column=refused.column, shape=refused.shape)


@dataclass(frozen=True)
class _Times:
    received: datetime
    closed: datetime | None
    is_closed: bool
    is_odd: bool


class _Mapper:
    """A map laid over one table's header."""

    def __init__(self, source_map: SourceMap, header: Sequence[str], *, root: str) -> None:
        self._map = source_map
        self._at = {name: number for number, name in enumerate(header)}
        self._root = root

    def _cell(self, line: Line, column: str) -> str:
        return line.cells[self._at[column]].strip() if column else ""

    def places(self, lines: Sequence[Line], *, placer: Placer) -> list[str | None]:
        """The code of each line's place by the first trial that finds one."""
        found: list[str | None] = [None] * len(lines)
        for trial in self._map.places:
            left = [number for number, code in enumerate(found) if code is None]
            values = [[self._cell(lines[number], column) for column in trial.columns] for number in left]
            for number, code in zip(left, placer.place(trial, values) if left else [], strict=True):
                found[number] = code
        return found

    def concern(self, line: Line, *, place: str | None) -> ConcernRow:
        source_id = self._source_id(line)
        times = self._times(line)
        return ConcernRow(
            line=line.number,
            source_id=source_id,
            received_at=times.received,
            is_closed=times.is_closed,
            closed_at=times.closed,
            has_odd_times=times.is_odd,
            category=self._category(line),
            place=place or self._root,
            is_placed=place is not None,
            said=self._said(line, times=times),
            happened_on=self._happened_on(line),
            channel=self._map.channel,
            language=self._map.language,
        )

    def _source_id(self, line: Line) -> str:
        value = self._cell(line, self._map.id_column)
        if not value:
            raise _Refused(RefusalReason.MISSING_ID, column=self._map.id_column)
        if len(value) > MAX_ID or not value.isprintable():
            raise _Refused(RefusalReason.BAD_ID, column=self._map.id_column, value=value)
        return value

    def _moment(self, line: Line, column: str) -> datetime | None:
        value = self._cell(line, column)
        if not value:
            return None
        try:
            return read_moment(value, formats=self._map.date_formats, zone=self._map.zone)
        except NotADate as error:
            raise _Refused(RefusalReason.BAD_DATE, column=column, value=value) from error

    def _happened_on(self, line: Line) -> date | None:
        value = self._cell(line, self._map.happened)
        try:
            return read_day(value, formats=self._map.date_formats) if value else None
        except NotADate as error:
            raise _Refused(RefusalReason.BAD_DATE, column=self._map.happened, value=value) from error

    def _times(self, line: Line) -> _Times:
        received = self._moment(line, self._map.received)
        if received is None:
            raise _Refused(RefusalReason.MISSING_DATE, column=self._map.received)
        closed = self._moment(line, self._map.closed)
        status = self._cell(line, self._map.status.column)
        is_closed = self._map.status.is_closed(status)
        if is_closed is None:
            raise _Refused(RefusalReason.UNKNOWN_STATUS, column=self._map.status.column, value=status)
        is_odd = closed is not None and closed < received
        if is_closed and closed is None:
            # Closed, but not said when: the last thing known of it, marked as a guess.
            others = (self._moment(line, column) for column in self._map.closed_otherwise)
            closed, is_odd = next((other for other in others if other), received), True
        return _Times(received=received, closed=closed, is_closed=is_closed, is_odd=is_odd)

    def _category(self, line: Line) -> str:
        rule = self._map.category
        value = self._cell(line, rule.column)
        category = rule.category(value)
        if not category:
            raise _Refused(RefusalReason.UNKNOWN_CATEGORY, column=rule.column, value=value)
        return category

    def _said(self, line: Line, *, times: _Times) -> tuple[Said, ...]:
        said = []
        for rule in self._map.said:
            parts = (self._cell(line, column) for column in rule.columns)
            text = rule.separator.join(part for part in parts if part)
            if len(text) > MAX_TEXT:
                raise _Refused(RefusalReason.TOO_LONG, column=rule.columns[0])
            if text:
                moments = (self._moment(line, column) for column in rule.at)
                said.append(Said(rule.kind, text, next((at for at in moments if at), times.received)))
        return tuple(said)
