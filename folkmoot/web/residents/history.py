"""What happened in a case, as the party who looks may read it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils.functional import Promise

from folkmoot.cases.models import Attachment, Case, Message, MessageKind
from folkmoot.cases.rules.people import Resident
from folkmoot.cases.rules.telling import TO_FILER, TO_PARTY, told_along
from folkmoot.ledger.models import Event
from folkmoot.officers.models import Post
from folkmoot.officers.rules.authority import Hand
from folkmoot.procedures.queries import pack_named, pack_of
from folkmoot.procedures.rules.papers import Notice
from folkmoot.procedures.rules.steps import Step
from folkmoot.web import words

#: What stays at the desk, or is asked in private where somebody may look over the shoulder.
HIDDEN: Final = frozenset(
    {
        "case.noted",
        "case.task_set",
        "case.task_done",
        "case.task_reopened",
        "case.summarised",
        "case.party_added",
        "case.concern_joined",
        "case.concern_left",
        "case.reported",
        "case.warned",
        "case.warning_climbed",
        "case.warning_taken",
        "case.warning_ended",
        "case.call_back_due",
        "case.called_back",
    }
)
#: What was said or handed in shows itself, in the conversation to which it belongs.
SHOWN_ITSELF: Final = frozenset({"case.message_written", "case.told_together", "case.file_added"})
#: What concerns one party alone.
PERSONAL: Final = frozenset({"case.code_issued", "case.invited", "case.own_code_set"})
#: What a step puts to the resident.
_AWAITING: Final = {
    Step.WAITING: MessageKind.QUESTION,
    Step.PROPOSED: MessageKind.PROPOSAL,
    Step.MERGED: MessageKind.PROPOSAL,
}


@dataclass
class Line:
    """One moment: what happened, and what was said or handed in then. `sentence` is "" where the words say it all."""

    at: datetime
    sentence: str | Promise = ""
    #: the name of the event; "" where only something was said or handed in
    kind: str = ""
    post: Post | None = None
    messages: list[Message] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    #: what the procedure has told at that moment
    notices: tuple[Notice, ...] = ()


def history_of(case: Case, resident: Resident, *, since: datetime | None = None) -> list[Line]:
    """The lines after `since`, the newest first. Three statements, whatever their number."""
    messages = list(case.messages.filter(party_id=resident.party_id).select_related("post__unit").order_by("at", "pk"))
    files = list(files_of(case, resident))
    is_party = resident.hand is Hand.RESPONDENT
    events = _events(case, resident)
    told = told_along(
        [(each.kind, each.data) for each in events], pack=pack_of(case), former=pack_named,
        to=TO_PARTY if is_party else TO_FILER,
    )  # fmt: skip
    lines = _joined(_told_alone(events, told) if is_party else _happened(events, told), messages, files)
    return [line for line in reversed(lines) if since is None or line.at > since]


def awaiting_word(case: Case, resident: Resident) -> Message | None:
    """The proposal or the question to which the step waits for an answer; None where it waits for none."""
    kind = _AWAITING.get(case.at)
    if kind is None:
        return None
    return case.messages.filter(party_id=resident.party_id, kind=kind).order_by("-at", "-pk").first()


def awaiting_among(lines: Iterable[Line], case: Case) -> Message | None:
    """The same as `awaiting_word`, out of a history that was read already."""
    kind = _AWAITING.get(case.at)
    return next((word for line in lines for word in reversed(line.messages) if word.kind == kind), None)


def files_of(case: Case, resident: Resident) -> Iterable[Attachment]:
    """The files of a party's own conversation, without their bytes."""
    return case.attachments.filter(party_id=resident.party_id).defer("sealed_data").order_by("at", "pk")


def _events(case: Case, resident: Resident) -> list[Event]:
    found = Event.objects.filter(case_id=case.pk).exclude(kind__in=[*HIDDEN, *SHOWN_ITSELF]).order_by("seq")
    return [e for e in found if e.kind not in PERSONAL or e.data.get("party") == resident.party_id]


def _happened(events: Sequence[Event], told: Sequence[tuple[Notice, ...]]) -> Iterator[Line]:
    for event, notices in zip(events, told, strict=True):
        yield Line(event.at, words.event_to_resident(event.kind), event.kind, notices=notices)


def _told_alone(events: Sequence[Event], told: Sequence[tuple[Notice, ...]]) -> Iterator[Line]:
    """What another party is told: what happened stays the filer's, and each notice comes once."""
    known: set[str] = set()
    for event, notices in zip(events, told, strict=True):
        new = tuple(each for each in notices if each.code not in known)
        known |= {each.code for each in new}
        if new:
            yield Line(event.at, notices=new)


def _joined(happened: Iterable[Line], messages: Sequence[Message], files: Sequence[Attachment]) -> list[Line]:
    """Events, each with what was said in the same moment; words and files without an event stand for themselves."""
    lines: dict[datetime, list[Line]] = {}
    for line in happened:
        lines.setdefault(line.at, []).append(line)
    for message in messages:
        line = lines.setdefault(message.at, [Line(message.at)])[0]
        line.messages.append(message)
        line.post = line.post or message.post
    for file in files:
        lines.setdefault(file.at, [Line(file.at)])[0].files.append(file)
    return [line for at in sorted(lines) for line in lines[at]]
