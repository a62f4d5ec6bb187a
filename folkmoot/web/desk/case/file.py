"""All that stands in one case file, read in one statement and opened with the case's key."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Final

from folkmoot.cases.actions.clocks import extension_of, plain_rule_of
from folkmoot.cases.models import Case, CaseKey, Clock, PartyRole, Pause
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.joint import Ground
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.lib.sealing import FileKey
from folkmoot.places.models import Place
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Step
from folkmoot.web import words
from folkmoot.web.desk.case.hands import JoinedConcern, MemberLine, ReportLine, SupervisionFile, Why
from folkmoot.web.desk.case.parts import (
    CaseFile,
    File,
    FileWarning,
    Happened,
    MoreTime,
    PartyFile,
    RunningClock,
    Said,
    TaskLine,
)
from folkmoot.web.desk.case.reviews import ReviewLine, title_of_review
from folkmoot.web.desk.case.rows import Row, rows_of


def read_file(case: Case) -> CaseFile:
    """Everything of one case, in one statement under the running scope. `case.casekey` is loaded."""
    return _sorted_out(rows_of(case), key=_key_of(case), pack=pack_of(case))


def changes_since(file: CaseFile, *, case: Case, seen: int) -> list[Happened]:
    """What happened after the version that was on the screen, the newest first."""
    missed = max(case.version - seen, 1)
    return list(reversed(file.history[-missed:]))


def _key_of(case: Case) -> FileKey | None:
    try:
        return case.key
    except CaseKey.DoesNotExist:
        return None


def _sorted_out(rows: Iterable[Row], *, key: FileKey | None, pack: Pack) -> CaseFile:
    file = CaseFile(is_erased=key is None, pack=pack)
    for row in rows:
        _ADD[row.part](file, row, key)
    file.clocks.sort(key=lambda clock: clock.due_at)
    file.parties = dict(sorted(file.parties.items(), key=lambda each: (each[1].role != PartyRole.FILER, each[0])))
    return file


def _opened(row: Row, key: FileKey | None, *, place: str) -> str | None:
    if key is None:
        return None
    return key.open(row.sealed, place=place) if row.sealed is not None else ""


def _add_party(file: CaseFile, row: Row, key: FileKey | None) -> None:
    name = _opened(row, key, place="party.name")
    file.parties[row.id] = PartyFile(row.id, PartyRole(row.code), row.more, name, has_own_code=bool(row.number))


def _add_contact(file: CaseFile, row: Row, key: FileKey | None) -> None:
    text = _opened(row, key, place="party.contact")
    if text:
        file.parties[row.id].contact = ContactCard(**json.loads(text))


def _add_message(file: CaseFile, row: Row, key: FileKey | None) -> None:
    said = Said(row.code, _opened(row, key, place="message.body"), row.at, row.by)
    file.parties[row.party_id or 0].conversation.append(said)


def _add_note(file: CaseFile, row: Row, key: FileKey | None) -> None:
    file.notes.append(Said("", _opened(row, key, place="note.body"), row.at, row.by))


def _add_task(file: CaseFile, row: Row, key: FileKey | None) -> None:
    title = _opened(row, key, place="task.title")
    file.tasks.append(TaskLine(row.id, title, row.by, row.post_id, row.number, row.day_on, row.ended))


def _add_file(file: CaseFile, row: Row, key: FileKey | None) -> None:
    name = _opened(row, key, place="attachment.name")
    found = File(row.id, name, row.code, row.number, row.at, row.by)
    owner = file.parties.get(row.party_id or 0)
    (owner.files if owner else file.files).append(found)


def _add_clock(file: CaseFile, row: Row, key: FileKey | None) -> None:
    if row.ended is not None:
        return
    data = row.data or {}
    clock = Clock(
        name=row.code, pack=row.more, pack_version=data["version"], extended_times=data["extended"],
        started_at=row.at, due_at=row.until, due_on=row.day_on, is_provisional=bool(row.number),
    )  # fmt: skip
    file.clocks.append(RunningClock(clock, file.pack, file.pauses))


def _add_pause(file: CaseFile, row: Row, key: FileKey | None) -> None:
    data = row.data or {}
    pause = Pause(
        pk=row.id, code=row.code, pack=row.more, pack_version=data["version"], from_on=row.day_on,
        until_on=date.fromisoformat(data["until"]), at=row.at, ended_at=row.ended,
    )  # fmt: skip
    file.pauses.append(pause)


def _add_more_time(file: CaseFile, row: Row, key: FileKey | None) -> None:
    data = row.data or {}
    if data["stopped"] and row.ended is None:
        return
    clock = Clock(name=row.code, pack=row.more, pack_version=data["version"])
    reason = _opened(row, key, place="extension.reason")
    rule, extension = plain_rule_of(clock, file.pack), extension_of(clock, file.pack)
    file.more_time.append(
        MoreTime(
            row.id, rule, extension, reason, row.by, data["asked_by"], row.at, data["granted"], row.lead, row.ended
        )
    )


def _add_event(file: CaseFile, row: Row, key: FileKey | None) -> None:
    sentence = words.EVENTS.get(row.code, row.code)
    is_party = "party" in (row.data or {}) and row.post_id is None
    file.history.append(Happened(row.code, sentence, row.at, row.by, is_party, row.lead, row.unit))
    if row.code == "case.member_joined" and row.data:
        file.why_joint = Why(Ground(row.data["ground"]), row.data["number"], row.data["needed"])


def _add_merged(file: CaseFile, row: Row, key: FileKey | None) -> None:
    told, place = dict(row.data or {}), Place(**(row.data or {})["place"])
    file.concerns.append(
        JoinedConcern(
            row.code,
            row.more,
            place,
            Step(told["step"]),
            told["outcome"],
            row.until,
            bool(row.number),
            told["parties"],
            told["place_id"],
            told["unit_id"],
            told["disputed"],
        )
    )


def _add_member(file: CaseFile, row: Row, key: FileKey | None) -> None:
    file.members.append(MemberLine(row.post_id or 0, row.by, row.unit, row.more, row.at))


def _add_supervision(file: CaseFile, row: Row, key: FileKey | None) -> None:
    reason = _opened(row, key, place="supervision.reason")
    file.supervision = SupervisionFile(row.id, row.post_id or 0, row.by, row.unit, reason, row.at, row.day_on)


def _add_report(file: CaseFile, row: Row, key: FileKey | None) -> None:
    body = _opened(row, key, place="report.body")
    file.reports.append(ReportLine(row.number, body, row.by, row.day_on, row.at))


def _add_warning(file: CaseFile, row: Row, key: FileKey | None) -> None:
    data = row.data or {}
    warning = CaseWarning(
        pk=row.id, kind=row.code, colour=row.more, raised_at=row.at, climbs_at=row.until, taken_at=row.ended,
        climbed_times=row.number, post_id=row.post_id or 0, unit_id=data["unit"], facts=data["facts"],
        clock=data["clock"], topic=data["topic"], area=data["area"], level_path=data["level"],
    )  # fmt: skip
    said = _opened(row, key, place="warning.said")
    file.warnings.append(FileWarning(warning, row.by, row.unit, row.lead, said))


def _add_place(file: CaseFile, row: Row, key: FileKey | None) -> None:
    file.places.append(Place(pk=row.id, code=row.code, name=row.more, **(row.data or {})))


def _add_review(file: CaseFile, row: Row, key: FileKey | None) -> None:
    title, reason = title_of_review(row.code, file.pack), _opened(row, key, place="review.reason")
    file.reviews.append(ReviewLine(row.id, title, row.by, row.unit, reason, row.at, row.more, row.ended))


def _add_review_opinion(file: CaseFile, row: Row, key: FileKey | None) -> None:
    review = next(each for each in file.reviews if each.pk == row.id)
    review.decision = _opened(row, key, place="review.decision")


_ADD: Final = {
    "review": _add_review,
    "review_opinion": _add_review_opinion,
    "party": _add_party,
    "contact": _add_contact,
    "message": _add_message,
    "note": _add_note,
    "task": _add_task,
    "file": _add_file,
    "clock": _add_clock,
    "pause": _add_pause,
    "more_time": _add_more_time,
    "event": _add_event,
    "merged": _add_merged,
    "member": _add_member,
    "supervision": _add_supervision,
    "report": _add_report,
    "warning": _add_warning,
    "place": _add_place,
}
