"""Every deed of an officer on a case, in the order in which the page of a case shows them."""

from types import MappingProxyType
from typing import Final

from folkmoot.web.desk.deeds.base import DeedForm
from folkmoot.web.desk.deeds.clocks import AskMoreTime, DecideMoreTime, LetGoOn, LetStand
from folkmoot.web.desk.deeds.closing import Confirm, Dispute, Invite, Reopen
from folkmoot.web.desk.deeds.codes import IssueCode
from folkmoot.web.desk.deeds.joining import JoinOthers, TellTogether
from folkmoot.web.desk.deeds.joint import EndMembership, NameMember
from folkmoot.web.desk.deeds.leads import Assign, Escalate, HandOver
from folkmoot.web.desk.deeds.merging import Merge, Unmerge
from folkmoot.web.desk.deeds.milestones import RecordMilestone
from folkmoot.web.desk.deeds.procedures import PutUnder
from folkmoot.web.desk.deeds.recusing import StepAside, TakeUp
from folkmoot.web.desk.deeds.reviews import AskReview, DecideReview, SendBack
from folkmoot.web.desk.deeds.routing import Accept, Acknowledge, Adopt, Decline, ReferOut, Route
from folkmoot.web.desk.deeds.summarising import Summarise
from folkmoot.web.desk.deeds.supervising import LiftSupervision, Supervise, WriteReport
from folkmoot.web.desk.deeds.talking import AddParty, Ask, Attach, Note, Propose, SetTask, Write

_ALL: Final[tuple[type[DeedForm], ...]] = (
    TakeUp, Acknowledge, Route, Accept, Adopt, Propose, Ask, Assign, HandOver, StepAside, Escalate, Confirm, Dispute,
    Reopen, ReferOut,
    Decline, DecideReview, SendBack, AskReview, Merge, Unmerge, Write, Summarise, Note, SetTask, Attach, AddParty,
    IssueCode, Invite,
    DecideMoreTime, LetGoOn, LetStand, AskMoreTime, RecordMilestone, PutUnder,
    WriteReport, JoinOthers, TellTogether, NameMember, EndMembership, Supervise, LiftSupervision,
)  # fmt: skip

DEEDS: Final = MappingProxyType({deed.name: deed for deed in _ALL})
