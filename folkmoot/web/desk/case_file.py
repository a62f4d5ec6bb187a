"""All that stands in one case file, read in one statement and opened with the case's key."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from folkmoot.cases.actions.clocks import extension_of, plain_rule_of
from folkmoot.cases.models import Case, CaseKey, Clock, PartyRole, Pause
from folkmoot.cases.models.party import ContactCard
from folkmoot.cases.rules.joint import Ground
from folkmoot.earlywarning.models import CaseWarning
from folkmoot.lib.sealing import FileKey
from folkmoot.places.models import Place
from folkmoot.places.rules.paths import ancestors
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.steps import Step
from folkmoot.web import words
from folkmoot.web.desk.case_hands import JoinedConcern, MemberLine, ReportLine, SupervisionFile, Why
from folkmoot.web.desk.case_parts import (
    CaseFile,
    File,
    FileWarning,
    Happened,
    MoreTime,
    PartyFile,
    RunningClock,
    Said,
    TaskLine,
    Titled,
)
from folkmoot.web.desk.case_reviews import ReviewLine, title_of_review

# Every part has the same columns, so that the budget of statements is kept however much there is.
_FILE: Final = """
WITH parts (part, id, party_id, post_id, code, more, sealed, at, until, ended, day_on, number, data) AS (
    SELECT 'party', id, id, NULL::bigint, role, language, sealed_name, NULL::timestamptz, NULL::timestamptz,
        NULL::timestamptz, NULL::date, (SELECT count(*) FROM cases_accesscode a
            WHERE a.party_id = p.id AND a.is_own AND a.revoked_at IS NULL), NULL::jsonb
    FROM cases_party p WHERE case_id = %(case)s
    UNION ALL SELECT 'contact', id, id, NULL, '', '', sealed_contact, NULL, NULL, NULL, NULL, 0, NULL
    FROM cases_party WHERE case_id = %(case)s AND sealed_contact IS NOT NULL
    UNION ALL SELECT 'message', id, party_id, post_id, kind, '', sealed_body, at, NULL, NULL, NULL, 0, NULL
    FROM cases_message WHERE case_id = %(case)s
    UNION ALL SELECT 'note', id, NULL, post_id, '', '', sealed_body, at, NULL, NULL, NULL, 0, NULL
    FROM cases_note WHERE case_id = %(case)s
    UNION ALL SELECT 'task', id, NULL, post_id, '', '', sealed_title, created_at, NULL, done_at, due_on, set_by_id, NULL
    FROM cases_task WHERE case_id = %(case)s
    UNION ALL SELECT 'file', id, party_id, post_id, media_type, '', sealed_name, at, NULL, NULL, NULL, size_bytes, NULL
    FROM cases_attachment WHERE case_id = %(case)s
    UNION ALL SELECT 'clock', id, NULL, NULL, name, pack, NULL, started_at, due_at, stopped_at, due_on,
        is_provisional::int, jsonb_build_object('version', pack_version, 'extended', extended_times)
    FROM cases_clock WHERE case_id = %(case)s
    UNION ALL SELECT 'pause', id, NULL, post_id, code, pack, NULL, at, NULL, ended_at, from_on, 0,
        jsonb_build_object('version', pack_version, 'until', until_on)
    FROM cases_pause WHERE case_id = %(case)s
    UNION ALL SELECT 'more_time', e.id, NULL, e.asked_by_id, c.name, c.pack, e.sealed_reason, e.asked_at, NULL,
        e.decided_at, NULL, 0, jsonb_build_object('version', c.pack_version, 'granted', e.is_granted,
            'asked_by', e.asked_by_id, 'lead', e.decided_by_id, 'stopped', c.stopped_at IS NOT NULL)
    FROM cases_extension e JOIN cases_clock c ON c.id = e.clock_id WHERE e.case_id = %(case)s
    UNION ALL SELECT 'review', id, NULL, reviewer_id, code, outcome, sealed_reason, asked_at, NULL, decided_at, NULL, 0,
        jsonb_build_object('unit', unit_id)
    FROM cases_review WHERE case_id = %(case)s
    UNION ALL SELECT 'review_opinion', id, NULL, NULL, '', '', sealed_decision, decided_at, NULL, NULL, NULL, 1, NULL
    FROM cases_review WHERE case_id = %(case)s AND sealed_decision IS NOT NULL
    UNION ALL SELECT 'event', id, NULL, post_id, kind, '', NULL, at, NULL, NULL, NULL, seq, data
    FROM ledger_event WHERE case_id = %(case)s
    UNION ALL SELECT 'merged', c.id, NULL, NULL, c.reference, c.summary, NULL, c.received_at, c.due_at, NULL, NULL,
        (c.merged_into_id IS NOT DISTINCT FROM %(case)s)::int, jsonb_build_object('step', c.step, 'outcome', c.outcome,
            'parties', (SELECT count(*) FROM cases_party p WHERE p.case_id = c.id),
            'place_id', c.place_id, 'unit_id', c.unit_id,
            'disputed', EXISTS (SELECT 1 FROM ledger_event d WHERE d.case_id = c.id AND d.kind = 'case.disputed'),
            'place', jsonb_build_object('name', l.name, 'pinyin', l.pinyin, 'initials', l.initials, 'level', l.level))
    FROM cases_case c JOIN places_place l ON l.id = c.place_id
    WHERE c.merged_into_id = %(case)s OR c.id IN (SELECT (data ->> 'concern')::bigint FROM ledger_event
        WHERE case_id = %(case)s AND kind IN ('case.concern_joined', 'case.concern_left') GROUP BY 1
        HAVING sum(CASE WHEN kind = 'case.concern_joined' THEN 1 ELSE -1 END) > 0)
    UNION ALL SELECT 'member', m.id, NULL, m.post_id, '', coalesce((SELECT coalesce(nullif(u.name, ''), u.username)
        FROM officers_appointment a JOIN officers_user u ON u.id = a.user_id WHERE a.post_id = m.post_id
            AND a.from_on <= %(today)s AND (a.until_on IS NULL OR a.until_on > %(today)s)
        ORDER BY a.kind DESC LIMIT 1), ''), NULL, m.since, NULL, NULL, NULL, 0, jsonb_build_object('unit', q.unit_id)
    FROM cases_member m JOIN officers_post q ON q.id = m.post_id WHERE case_id = %(case)s AND until IS NULL
    UNION ALL SELECT 'supervision', s.id, NULL, s.post_id, '', '', sealed_reason, since, NULL, NULL, report_due_on, 0,
        jsonb_build_object('unit', q.unit_id)
    FROM cases_supervision s JOIN officers_post q ON q.id = s.post_id WHERE case_id = %(case)s AND lifted_at IS NULL
    UNION ALL SELECT 'report', id, NULL, post_id, '', '', sealed_body, at, NULL, NULL, due_on, supervision_id, NULL
    FROM cases_report WHERE case_id = %(case)s
    UNION ALL SELECT 'warning', id, NULL, post_id, kind, colour, sealed_said, raised_at, climbs_at, taken_at, NULL,
        climbed_times, jsonb_build_object('unit', unit_id, 'lead', taken_by_id, 'facts', facts, 'clock', clock,
            'topic', topic, 'area', area, 'level', level_path)
    FROM earlywarning_casewarning WHERE case_id = %(case)s AND ended_at IS NULL
    UNION ALL SELECT 'place', id, NULL, NULL, code, name, NULL, NULL, NULL, NULL, NULL, length(path),
        jsonb_build_object('level', level, 'pinyin', pinyin, 'initials', initials)
    FROM places_place WHERE path = ANY(%(above)s)
)
SELECT parts.*, p.title_en, p.title_zh, l.title_en, l.title_zh, u.title_en, u.title_zh
FROM parts
LEFT JOIN officers_post p ON p.id = parts.post_id
LEFT JOIN officers_post l ON l.id = (parts.data ->> 'lead')::bigint
LEFT JOIN officers_unit u ON u.id = (parts.data ->> 'unit')::bigint
ORDER BY parts.part <> 'party', CASE WHEN parts.part <> 'event' THEN parts.at END NULLS FIRST, parts.number, parts.id
"""


class _Row(NamedTuple):
    part: str
    id: int
    party_id: int | None
    post_id: int | None
    code: str
    more: str
    sealed: bytes | None
    at: datetime
    until: datetime
    ended: datetime | None
    day_on: date
    number: int
    data: Mapping[str, Any] | None
    by: Titled | None
    lead: Titled | None
    unit: Titled | None


def read_file(case: Case) -> CaseFile:
    """Everything of one case, in one statement under the running scope. `case.casekey` is loaded."""
    with connection.cursor() as cursor:
        cursor.execute(
            _FILE, {"case": case.pk, "above": list(ancestors(case.place_path)), "today": timezone.localdate()}
        )
        rows = [_row(raw) for raw in cursor.fetchall()]
    return _sorted_out(rows, key=_key_of(case), pack=pack_of(case))


def changes_since(file: CaseFile, *, case: Case, seen: int) -> list[Happened]:
    """What happened after the version that was on the screen, the newest first."""
    missed = max(case.version - seen, 1)
    return list(reversed(file.history[-missed:]))


def _row(raw: tuple[Any, ...]) -> _Row:
    titles = [Titled(*raw[i : i + 2]) if raw[i] is not None else None for i in (13, 15, 17)]
    values = list(raw[:13])
    if isinstance(values[12], str):
        # A plain cursor of Django gives JSON as it is written.
        values[12] = json.loads(values[12])
    return _Row(*values, *titles)


def _key_of(case: Case) -> FileKey | None:
    try:
        return case.key
    except CaseKey.DoesNotExist:
        return None


def _sorted_out(rows: Iterable[_Row], *, key: FileKey | None, pack: Pack) -> CaseFile:
    file = CaseFile(is_erased=key is None, pack=pack)
    for row in rows:
        _ADD[row.part](file, row, key)
    file.clocks.sort(key=lambda clock: clock.due_at)
    file.parties = dict(sorted(file.parties.items(), key=lambda each: (each[1].role != PartyRole.FILER, each[0])))
    return file


def _opened(row: _Row, key: FileKey | None, *, place: str) -> str | None:
    if key is None:
        return None
    return key.open(row.sealed, place=place) if row.sealed is not None else ""


def _add_party(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    name = _opened(row, key, place="party.name")
    file.parties[row.id] = PartyFile(row.id, PartyRole(row.code), row.more, name, has_own_code=bool(row.number))


def _add_contact(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    text = _opened(row, key, place="party.contact")
    if text:
        file.parties[row.id].contact = ContactCard(**json.loads(text))


def _add_message(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    said = Said(row.code, _opened(row, key, place="message.body"), row.at, row.by)
    file.parties[row.party_id or 0].conversation.append(said)


def _add_note(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    file.notes.append(Said("", _opened(row, key, place="note.body"), row.at, row.by))


def _add_task(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    title = _opened(row, key, place="task.title")
    file.tasks.append(TaskLine(row.id, title, row.by, row.post_id, row.number, row.day_on, row.ended))


def _add_file(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    name = _opened(row, key, place="attachment.name")
    found = File(row.id, name, row.code, row.number, row.at, row.by)
    owner = file.parties.get(row.party_id or 0)
    (owner.files if owner else file.files).append(found)


def _add_clock(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    if row.ended is not None:
        return
    data = row.data or {}
    clock = Clock(
        name=row.code, pack=row.more, pack_version=data["version"], extended_times=data["extended"],
        started_at=row.at, due_at=row.until, due_on=row.day_on, is_provisional=bool(row.number),
    )  # fmt: skip
    file.clocks.append(RunningClock(clock, file.pack, file.pauses))


def _add_pause(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    data = row.data or {}
    pause = Pause(
        pk=row.id, code=row.code, pack=row.more, pack_version=data["version"], from_on=row.day_on,
        until_on=date.fromisoformat(data["until"]), at=row.at, ended_at=row.ended,
    )  # fmt: skip
    file.pauses.append(pause)


def _add_more_time(file: CaseFile, row: _Row, key: FileKey | None) -> None:
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


def _add_event(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    sentence = words.EVENTS.get(row.code, row.code)
    is_party = "party" in (row.data or {}) and row.post_id is None
    file.history.append(Happened(row.code, sentence, row.at, row.by, is_party, row.lead, row.unit))
    if row.code == "case.member_joined" and row.data:
        file.why_joint = Why(Ground(row.data["ground"]), row.data["number"], row.data["needed"])


def _add_merged(file: CaseFile, row: _Row, key: FileKey | None) -> None:
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


def _add_member(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    file.members.append(MemberLine(row.post_id or 0, row.by, row.unit, row.more, row.at))


def _add_supervision(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    reason = _opened(row, key, place="supervision.reason")
    file.supervision = SupervisionFile(row.id, row.post_id or 0, row.by, row.unit, reason, row.at, row.day_on)


def _add_report(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    body = _opened(row, key, place="report.body")
    file.reports.append(ReportLine(row.number, body, row.by, row.day_on, row.at))


def _add_warning(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    data = row.data or {}
    warning = CaseWarning(
        pk=row.id, kind=row.code, colour=row.more, raised_at=row.at, climbs_at=row.until, taken_at=row.ended,
        climbed_times=row.number, post_id=row.post_id or 0, unit_id=data["unit"], facts=data["facts"],
        clock=data["clock"], topic=data["topic"], area=data["area"], level_path=data["level"],
    )  # fmt: skip
    said = _opened(row, key, place="warning.said")
    file.warnings.append(FileWarning(warning, row.by, row.unit, row.lead, said))


def _add_place(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    file.places.append(Place(pk=row.id, code=row.code, name=row.more, **(row.data or {})))


def _add_review(file: CaseFile, row: _Row, key: FileKey | None) -> None:
    title, reason = title_of_review(row.code, file.pack), _opened(row, key, place="review.reason")
    file.reviews.append(ReviewLine(row.id, title, row.by, row.unit, reason, row.at, row.more, row.ended))


def _add_review_opinion(file: CaseFile, row: _Row, key: FileKey | None) -> None:
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
