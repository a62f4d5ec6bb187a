"""What somebody else has just done, for whoever has the page open."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: By a post, whose title stands for `who`.
BY_A_POST: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "case.acknowledged": gettext_lazy("%(who)s has just acknowledged this."),
        "case.routed": gettext_lazy("%(who)s has just routed this."),
        "case.accepted": gettext_lazy("%(who)s has just accepted this."),
        "case.declined": gettext_lazy("%(who)s has just declined this."),
        "case.referred_out": gettext_lazy("%(who)s has just referred this elsewhere."),
        "case.assigned": gettext_lazy("%(who)s has just assigned a lead."),
        "case.handed_over": gettext_lazy("%(who)s has just handed this over."),
        "case.taken_up": gettext_lazy("%(who)s has just taken this up."),
        "case.stepped_aside": gettext_lazy("%(who)s has just stepped aside. Another person leads this now."),
        "case.escalated": gettext_lazy("%(who)s has just taken this to the level above."),
        "case.asked": gettext_lazy("%(who)s has just asked the resident something."),
        "case.proposed": gettext_lazy("%(who)s has just proposed a resolution."),
        "case.confirmed": gettext_lazy("%(who)s has just recorded that it is resolved."),
        "case.disputed": gettext_lazy("%(who)s has just recorded that it is not resolved."),
        "case.closed": gettext_lazy("%(who)s has just closed this."),
        "case.reopened": gettext_lazy("%(who)s has just opened this again."),
        "case.merged": gettext_lazy("%(who)s has just merged this with another case."),
        "case.unmerged": gettext_lazy("%(who)s has just undone the merge."),
        "case.adopted": gettext_lazy("%(who)s has just taken this up."),
        "case.message_written": gettext_lazy("%(who)s has just written a message."),
        "case.noted": gettext_lazy("%(who)s has just written a note."),
        "case.summarised": gettext_lazy("%(who)s has just written the summary."),
        "case.party_added": gettext_lazy("%(who)s has just added a party."),
        "case.file_added": gettext_lazy("%(who)s has just added a file."),
        "case.task_set": gettext_lazy("%(who)s has just set a task."),
        "case.task_done": gettext_lazy("%(who)s has just finished a task."),
        "case.member_joined": gettext_lazy("%(who)s has just named a post that helps."),
        "case.member_left": gettext_lazy("%(who)s has just ended that a post helps."),
        "case.concern_joined": gettext_lazy("%(who)s has just joined another concern to this one."),
        "case.concern_left": gettext_lazy("%(who)s has just parted a concern from this one."),
        "case.told_together": gettext_lazy("%(who)s has just written to everybody."),
        "case.supervised": gettext_lazy("%(who)s now supervises this."),
        "case.reported": gettext_lazy("%(who)s has just reported."),
        "case.supervision_lifted": gettext_lazy("%(who)s has just lifted the supervision."),
        "case.task_reopened": gettext_lazy("%(who)s has just taken a task up again."),
    }
)

BY_A_PARTY: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "case.answered": gettext_lazy("The resident has just answered."),
        "case.confirmed": gettext_lazy("The resident has just confirmed that it is resolved."),
        "case.disputed": gettext_lazy("The resident has just said that it is not resolved."),
        "case.escalated": gettext_lazy("The resident has just taken this to the level above."),
        "case.reopened": gettext_lazy("The resident has just opened this again."),
        "case.withdrawn": gettext_lazy("The resident has just withdrawn this."),
        "case.message_written": gettext_lazy("A party has just written a message."),
        "case.file_added": gettext_lazy("A party has just added a file."),
    }
)


def news_of(kind: str, *, who: str) -> str:
    """What happened, in a sentence; `who` is the title of the post that acted, "" for a party."""
    sentence = BY_A_POST.get(kind) if who else BY_A_PARTY.get(kind)
    if sentence is None:
        return _("This case has just changed.")
    return str(sentence) % {"who": who} if who else str(sentence)
