"""How steps, moves, outcomes and events are called on a screen, and what follows from a move."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from folkmoot.procedures.rules.pack import Text
from folkmoot.procedures.rules.steps import Move, Outcome, Step

STEPS: Final[Mapping[Step, Promise]] = MappingProxyType(
    {
        Step.RECEIVED: _("Received"),
        Step.ACKNOWLEDGED: _("Acknowledged"),
        Step.ROUTED: _("Routed"),
        Step.ACCEPTED: _("Accepted"),
        Step.ASSIGNED: _("Being worked on"),
        Step.WAITING: _("Waiting for an answer"),
        Step.PROPOSED: _("Resolution proposed"),
        Step.IN_REVIEW: _("In review"),
        Step.CLOSED: _("Closed"),
        Step.DECLINED: _("Declined"),
        Step.REFERRED: _("Referred elsewhere"),
        Step.WITHDRAWN: _("Withdrawn"),
        Step.MERGED: _("Merged with another"),
        Step.IMPORTED: _("Imported history"),
    }
)

#: The same for who raised the concern: where it stands, in a sentence.
STEPS_TO_RESIDENTS: Final[Mapping[Step, Promise]] = MappingProxyType(
    {
        Step.RECEIVED: _("Your concern has arrived. Somebody will confirm that it was read."),
        Step.ACKNOWLEDGED: _("Your concern was read. Now the office that handles it is being found."),
        Step.ROUTED: _("Your concern is with the office that handles such matters. It will now take it on."),
        Step.ACCEPTED: _("The office has taken your concern on. One person leads it."),
        Step.ASSIGNED: _("Your concern is being worked on."),
        Step.WAITING: _("The office has a question for you. It goes on as soon as you answer."),
        Step.PROPOSED: _("The office has proposed a resolution. Only you can say whether it resolves your concern."),
        Step.IN_REVIEW: _("Another office, which had no part in it so far, looks at the decision again."),
        Step.CLOSED: _("Your concern is closed."),
        Step.DECLINED: _("The office has declined your concern. You can take this to the level above."),
        Step.REFERRED: _(
            "The office has told you where else this is handled. If that is wrong, take it to the level above."
        ),
        Step.WITHDRAWN: _("You have withdrawn your concern."),
        Step.MERGED: _("Joined with another concern about the same matter. Your own clock and remedies remain."),
        Step.IMPORTED: _("This is a record from an earlier system. Nobody has taken it up yet."),
    }
)

#: Of a matter in which one is the other side, or is heard: nothing in it says what the filer did.
STEPS_TO_OTHERS: Final[Mapping[Step, Promise]] = MappingProxyType(
    {
        **dict.fromkeys(Step, _("The matter is open. You are asked only for what is written to you here.")),
        **dict.fromkeys(
            (Step.CLOSED, Step.DECLINED, Step.REFERRED, Step.WITHDRAWN),
            _("The matter has ended. You need do nothing more."),
        ),
    }
)

OUTCOMES: Final[Mapping[Outcome, Promise]] = MappingProxyType(
    {
        Outcome.CONFIRMED: _("Closed, confirmed as resolved"),
        Outcome.UNCONFIRMED: _("Closed, unconfirmed"),
        Outcome.DECLINED: _("Declined"),
        Outcome.REFERRED: _("Referred elsewhere"),
        Outcome.WITHDRAWN: _("Withdrawn"),
    }
)

#: The verb on the button that makes a move.
MOVES: Final[Mapping[Move, Promise]] = MappingProxyType(
    {
        Move.RECEIVE: _("Take in"),
        Move.ACKNOWLEDGE: _("Acknowledge"),
        Move.ROUTE: _("Route to a unit"),
        Move.ACCEPT: _("Accept"),
        Move.DECLINE: _("Decline"),
        Move.REFER_OUT: _("Refer elsewhere"),
        Move.ASSIGN: _("Assign a lead"),
        Move.HAND_OVER: _("Hand over"),
        Move.ESCALATE: _("Take to the level above"),
        Move.ASK: _("Ask for information"),
        Move.ANSWER: _("Answer"),
        Move.PROPOSE: _("Propose a resolution"),
        Move.CONFIRM: _("Confirm that it is resolved"),
        Move.DISPUTE: _("Say that it is not resolved"),
        Move.CLOSE: _("Close"),
        Move.REOPEN: _("Reopen"),
        Move.REOPEN_UNLED: _("Reopen"),
        Move.WITHDRAW: _("Withdraw"),
        Move.MERGE: _("Merge as a duplicate"),
        Move.UNMERGE: _("Undo the merge"),
        Move.ADOPT: _("Take up"),
        Move.ASK_REVIEW: _("Ask for a review"),
        Move.DECIDE_REVIEW: _("Decide the review"),
        Move.SEND_BACK: _("Send back"),
        Move.SEND_BACK_UNLED: _("Send back"),
    }
)

#: What follows from a move, said to the officer before it is made.
CONSEQUENCES: Final[Mapping[Move, Promise]] = MappingProxyType(
    {
        Move.RECEIVE: _("The concern gets a reference and its clocks start. Your post answers for it until it is led."),
        Move.ACKNOWLEDGE: _("The resident reads your message, and the clock for acknowledging stops."),
        Move.ROUTE: _("The unit you choose has to take it on. The resident sees which unit has it."),
        Move.ACCEPT: _("Your unit has the case. From now until it is closed, one post leads it."),
        Move.DECLINE: _(
            "The resident reads the reason and where to go instead, and may take your refusal to the level above."
        ),
        Move.REFER_OUT: _("The case ends here, and the resident reads which other route is open and how to take it."),
        Move.ASSIGN: _("The post you name leads the case, and the resident sees which."),
        Move.HAND_OVER: _("The post you name leads from now on. The resident sees which; your reason stays here."),
        Move.ESCALATE: _("The unit above has the case from now on. Yours can still read it, but not act on it."),
        Move.ASK: _("The resident reads your question. The clock for the answer goes on."),
        Move.ANSWER: _("The lead goes on with the case."),
        Move.PROPOSE: _("The resident reads your proposal and confirms or disputes it. You cannot close the case."),
        Move.CONFIRM: _("You record what the resident told you: the case is closed as resolved."),
        Move.DISPUTE: _("You record what the resident told you: the lead has to go on."),
        Move.CLOSE: _("The case is closed as unconfirmed. It is not counted as resolved."),
        Move.REOPEN: _("The case is open again, with the lead that it had."),
        Move.REOPEN_UNLED: _("The case is open again, and its unit has to take it on anew."),
        Move.WITHDRAW: _("The case ends. Another unit asks the resident in private whether that was free."),
        Move.MERGE: _("Both are worked on as one. This resident keeps their own clock and remedies; it can be undone."),
        Move.UNMERGE: _("The case stands again where it stood before the merge."),
        Move.ADOPT: _("The record becomes a case that you lead. Its clocks start today."),
        Move.ASK_REVIEW: _("A unit that has not heard the case looks at the decision again."),
        Move.DECIDE_REVIEW: _(
            "The resident reads your opinion and which routes remain. The case stands where it stood."
        ),
        Move.SEND_BACK: _("The resident reads your opinion, and whoever led the case takes it up again."),
        Move.SEND_BACK_UNLED: _("The resident reads your opinion, and the unit has to take the case on."),
    }
)

#: The verbs of the moves that a resident may make, in their own words.
RESIDENT_MOVES: Final[Mapping[Move, Promise]] = MappingProxyType(
    {
        Move.ANSWER: _("Answer the question"),
        Move.CONFIRM: _("Yes, it is resolved"),
        Move.DISPUTE: _("No, it is not resolved"),
        Move.ESCALATE: _("Take it to the level above"),
        Move.REOPEN: _("Open it again"),
        Move.WITHDRAW: _("Withdraw my concern"),
        Move.ASK_REVIEW: _("Ask for a review"),
    }
)

#: What follows, said to the resident before the move is made.
RESIDENT_CONSEQUENCES: Final[Mapping[Move, Promise]] = MappingProxyType(
    {
        Move.ANSWER: _("The office reads your answer and goes on."),
        Move.CONFIRM: _(
            "Then your concern is closed as resolved. You can open it again for 90 days, without a reason."
        ),
        Move.DISPUTE: _(
            "Then your concern stays open. The office reads why, goes on, and its time for an answer starts anew."
        ),
        Move.ESCALATE: _(
            "The unit above the one that has it now reads your reason and decides. "
            "Nothing that was decided before binds that unit."
        ),
        Move.REOPEN: _("Then your concern is open again, with the lead that it had. Nobody may refuse this."),
        Move.WITHDRAW: _(
            "Then nobody works on your concern any more. Another office will ask you in private whether anybody "
            "pressed you. You can take this back for 90 days."
        ),
        Move.ASK_REVIEW: _(
            "Then another office, which had no part in it so far, looks at the decision again and answers in writing. "
            "Nothing can get worse for you by asking."
        ),
    }
)

#: What happened, as it stands in the history of a case.
EVENTS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "case.received": _("The concern was received."),
        "case.acknowledged": _("It was read, and its arrival was confirmed."),
        "case.routed": _("It was passed to the unit that handles such matters."),
        "case.accepted": _("It was taken on and has a lead."),
        "case.declined": _("It was declined, with a reason."),
        "case.referred_out": _("It was referred to another route, with a reason."),
        "case.assigned": _("A lead was named."),
        "case.handed_over": _("It was handed over to another lead."),
        "case.taken_up": _("Whoever is in the post now took it up and leads it."),
        "case.stepped_aside": _("The lead stepped aside because of an interest of their own. Another person leads it."),
        "case.escalated": _("It was taken to the level above."),
        "case.nothing_above": _("Nobody took it on in its time, and there is no level above."),
        "case.asked": _("The resident was asked a question."),
        "case.answered": _("The resident answered."),
        "case.proposed": _("A resolution was proposed."),
        "case.proposal_shared": _("A resolution was proposed in the concern it is joined with."),
        "case.confirmed": _("It was confirmed as resolved."),
        "case.disputed": _("The proposed resolution was disputed."),
        "case.closed": _("It was closed without an answer from the resident: unconfirmed."),
        "case.reopened": _("It was opened again."),
        "case.withdrawn": _("The resident withdrew it."),
        "case.merged": _("It was joined with another concern about the same matter."),
        "case.unmerged": _("It was separated again from the other concern."),
        "case.imported": _("It was imported from another system."),
        "case.adopted": _("A post took the imported record up."),
        "case.review_asked": _("A review was asked for."),
        "case.review_decided": _("The review was decided."),
        "case.sent_back": _("The review sent it back to be handled again."),
        "case.paused": _("The time stands for a while, for a reason of the procedure."),
        "case.pause_ended": _("The time goes on."),
        "case.extension_asked": _("More time was asked for. Another post decides."),
        "case.extension_granted": _("More time was granted, with a reason."),
        "case.extension_refused": _("More time was refused, with a reason."),
        "case.put_under": _("It was put under another procedure, with a reason."),
        "case.milestone_recorded": _("Something that happened elsewhere was written down."),
        "case.milestone_taken_back": _("What was written down about elsewhere was taken back."),
        "case.recounted": _("A date was counted again: the calendar of that year is published now."),
        "case.message_written": _("A message was written."),
        "case.file_added": _("A file was added."),
        "case.party_added": _("Another party was added."),
        "case.code_issued": _("A code was handed to a party."),
        "case.invited": _("The resident was given a key to set a code of their own."),
        "case.own_code_set": _("The resident set a code of their own."),
        "case.rated": _("The resident rated how it went."),
        "case.summarised": _("The summary and the category were written."),
        "case.sorted": _("Another category was chosen."),
        "case.warned": _("A warning was raised, and a post was told."),
        "case.warning_climbed": _("Another post was told of the warning."),
        "case.warning_taken": _("A post took the warning and said what is being done."),
        "case.warning_ended": _("The warning is over."),
        "case.noted": _("An internal note was written."),
        "case.task_set": _("A task was set."),
        "case.task_done": _("A task was done."),
        "case.task_reopened": _("A task was taken up again."),
        "case.member_joined": _("Another post helps from now on."),
        "case.member_left": _("A post no longer helps."),
        "case.concern_joined": _("Another concern about the same matter was joined to this one."),
        "case.concern_left": _("A concern that was joined to this one goes on by itself."),
        "case.told_together": _("A message was written to everybody whose concern is joined to this one."),
        "case.supervised": _("A leader supervises it from now on."),
        "case.reported": _("The lead reported to the post that supervises it."),
        "case.supervision_lifted": _("The supervision was lifted."),
        "case.call_back_due": _("Another unit was asked to call the resident back."),
        "case.called_back": _("Another unit called the resident back."),
    }
)

#: What a resident reads of their own part in it.
_OWN_EVENTS: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "case.received": _("Your concern was received."),
        "case.asked": _("You were asked a question."),
        "case.answered": _("You answered."),
        "case.closed": _("It was closed without an answer from you: unconfirmed."),
        "case.withdrawn": _("You withdrew it."),
        "case.invited": _("You were given a key to set a code of your own."),
        "case.own_code_set": _("You set a code of your own."),
        "case.code_issued": _("You were handed a code."),
        "case.rated": _("You rated how it went."),
    }
)


def event_to_resident(kind: str) -> Promise:
    """What happened, said to who raised the concern. Raises KeyError for a kind that EVENTS does not have."""
    return _OWN_EVENTS.get(kind) or EVENTS[kind]


def wording(text: Text) -> str:
    """A text of a pack in the language of the page.

    A pack speaks English and Chinese. A third language has it in its catalogue, else it stands there in English.
    """
    language = get_language() or "en"
    return text.in_language(language) if language.startswith(("en", "zh")) else pgettext("pack", text.en)
