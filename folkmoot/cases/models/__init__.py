"""The tables of a case. Every one of them carries a policy on the session's scope (migrations/0002)."""

from folkmoot.cases.models.case import Case, CaseKey, Channel
from folkmoot.cases.models.clock import Clock, Extension, Pause
from folkmoot.cases.models.desk import Attachment, CallBack, Note, Reading, Task
from folkmoot.cases.models.imports import Import
from folkmoot.cases.models.joint import Member, Report, Supervision
from folkmoot.cases.models.milestone import Milestone
from folkmoot.cases.models.party import AccessCode, Invitation, Party, PartyRole
from folkmoot.cases.models.review import Hearing, Review, ReviewOutcome
from folkmoot.cases.models.said import Message, MessageKind, Rating

__all__ = [
    "AccessCode",
    "Attachment",
    "CallBack",
    "Case",
    "CaseKey",
    "Channel",
    "Clock",
    "Extension",
    "Hearing",
    "Import",
    "Invitation",
    "Member",
    "Message",
    "MessageKind",
    "Milestone",
    "Note",
    "Party",
    "PartyRole",
    "Pause",
    "Rating",
    "Reading",
    "Report",
    "Review",
    "ReviewOutcome",
    "Supervision",
    "Task",
]
