"""Asking for a review in the filer's name, deciding one, sending a case back."""

from datetime import date, datetime, time
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import reviews
from folkmoot.cases.models import Clock, ReviewOutcome
from folkmoot.cases.models import Review as ReviewRow
from folkmoot.cases.queries import reviewer_of
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.reviewing import review_open_to
from folkmoot.officers.models import Appointment
from folkmoot.places.queries import zone
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.reviews import Review
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.web.desk.deeds.base import MoveForm, interest_field, text_field
from folkmoot.web.desk.deeds.looking import LookedAtFirst


class AskReview(MoveForm):
    """Writes down that the filer asks for a review: by telephone, on paper, or in person."""

    move = Move.ASK_REVIEW
    done = _("The review is asked for. The resident sees who hears it, and by when.")
    before = "desk/review_ahead.html"
    reason = forms.CharField(
        label=_("What the resident said"),
        help_text=_("In their own words. No reason is needed."),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked = forms.BooleanField(
        label=_("The resident asked for it: by telephone, on paper or in person."),
        error_messages={"required": _("A review is the resident's own to ask for. Ask them first.")},
    )

    def prepare(self) -> None:
        """Finds which review it is and who would hear it."""
        super().prepare()
        running = list(Clock.objects.filter(case=self.case, stopped_at=None))
        # A right lasts until the end of its last day.
        morning = datetime.combine(self.today, time.min, tzinfo=zone())
        self.rule: Review | None = review_open_to(self.case.at, running, pack=pack_of(self.case), now=morning)
        name = self.rule.asked_within if self.rule else None
        self.last_day: date | None = next((each.due_on for each in running if each.name == name), None)
        self.reviewer: Appointment | None = reviewer_of(self.case, self.rule, today=self.today) if self.rule else None

    def act(self, *, now: datetime) -> str:
        """Asks."""
        reason = self.cleaned_data["reason"]
        reviews.ask_review(self.case.pk, reason=reason, by=self.by, now=now, seen=self.seen_version)
        return ""


class InWriting(LookedAtFirst):
    """What deciding and sending back share: the opinion, which the resident reads. It is shown first."""

    before = "desk/review_opinion.html"
    decision = text_field(
        _("The opinion, as the resident reads it"),
        hint=_(
            "What was asked for, what was found, what is decided, and on what law or facts it rests. "
            "Which routes remain, and until when, is added to the letter."
        ),
        rows=8,
    )
    interest = interest_field(
        label=_("Questions to whoever decides"),
        hint=_("The answer is kept in the ledger. If one is yes, step aside instead."),
    )

    @property
    def answered(self) -> Interest:
        """What was answered about an interest of one's own."""
        return Interest(self.cleaned_data["interest"])


class DecideReview(InWriting):
    """Upholds or changes."""

    move = Move.DECIDE_REVIEW
    done = _("The review is decided. The resident can read the opinion now.")
    outcome = forms.ChoiceField(label=_("What is decided?"), widget=forms.RadioSelect)

    field_order = ["interest", "outcome", "decision"]

    def prepare(self) -> None:
        """A refusal is upheld, or sent back; nothing of it could be changed."""
        super().prepare()
        before = ReviewRow.objects.filter(case=self.case, decided_at=None).values_list("step_before", flat=True).first()
        offered = [ReviewOutcome.UPHELD]
        if before not in {Step.DECLINED.value, Step.REFERRED.value}:
            offered.append(ReviewOutcome.CHANGED)
        cast("forms.ChoiceField", self.fields["outcome"]).choices = [(each.value, each.label) for each in offered]

    @property
    def chosen(self) -> str:
        """What was chosen, in words."""
        return str(ReviewOutcome(self.cleaned_data["outcome"]).label)

    def act(self, *, now: datetime) -> str:
        """Decides."""
        given = self.cleaned_data
        reviews.decide_review(
            self.case.pk,
            outcome=ReviewOutcome(given["outcome"]),
            decision=given["decision"],
            interest=self.answered,
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


class SendBack(InWriting):
    """Sends the case back to be handled again."""

    move = Move.SEND_BACK
    field_order = ["interest", "decision"]
    done = _("The case is sent back. The resident can read the opinion now.")

    @property
    def chosen(self) -> str:
        """What this deed decides, in words."""
        return str(ReviewOutcome.SENT_BACK.label)

    def act(self, *, now: datetime) -> str:
        """Sends back."""
        decision = self.cleaned_data["decision"]
        reviews.send_back(
            self.case.pk, decision=decision, interest=self.answered, by=self.by, now=now, seen=self.seen_version
        )
        return ""
