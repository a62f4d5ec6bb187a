"""Acknowledging, routing, accepting, taking up, declining and referring elsewhere."""

from datetime import date, datetime
from typing import cast

from django import forms
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import routing
from folkmoot.cases.models import Clock, Party, PartyRole
from folkmoot.cases.queries import possible_leads
from folkmoot.cases.rules.interests import Interest
from folkmoot.cases.rules.passing import clock_for_passing
from folkmoot.officers.models import Appointment, Unit
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.pack import Reason
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.web.desk.deeds.base import MoveForm, interest_field, text_field
from folkmoot.web.desk.deeds.choosing import lead_choices, reason_choices, unit_choices
from folkmoot.web.desk.deeds.looking import LookedAtFirst


class Acknowledge(MoveForm):
    """Tells the filer that the concern has arrived."""

    move = Move.ACKNOWLEDGE
    done = _("The resident can read your message now.")
    message = text_field(
        _("Message to the resident"), hint=_("A proposal in the resident's language. Change it freely.")
    )

    def prepare(self) -> None:
        """Proposes a message in the language of the filer."""
        super().prepare()
        party = Party.objects.filter(case=self.case, role=PartyRole.FILER).first()
        with translation.override(party.language if party else "en"):
            self.fields["message"].initial = gettext(
                "Your concern has arrived, and somebody has read it. We now find out which office handles it. "
                "With your reference %(reference)s and your code you can see at any time how it stands."
            ) % {"reference": self.case.spoken_reference}

    def act(self, *, now: datetime) -> str:
        """Acknowledges."""
        routing.acknowledge(
            self.case.pk, message=self.cleaned_data["message"], by=self.by, now=now, seen=self.seen_version
        )
        return ""


class Route(MoveForm):
    """Gives the concern to a unit. What a unit already has it passes on with a reason."""

    move = Move.ROUTE
    before = "desk/passing_on.html"
    done = _("The unit has the concern now.")
    unit = forms.TypedChoiceField(
        label=_("Which unit handles it?"),
        help_text=_("The likeliest first: the nearest place, the closest competence."),
        coerce=int,
        widget=forms.RadioSelect,
    )
    reason = text_field(_("Why"), hint=_("It stays at the desk, as an internal note."), rows=3)

    def prepare(self) -> None:
        """Offers the units that may handle it."""
        super().prepare()
        self.is_passing_on = self.case.at is Step.ROUTED
        clock = Clock.objects.filter(
            case=self.case, name=clock_for_passing(pack_of(self.case)), stopped_at=None, due_on__gte=self.today
        ).first()
        #: on which the unit that has it may pass it on; None once that is over
        self.last_day: date | None = clock.due_on if clock else None
        self.units = {unit.pk: unit for unit in routing.units_for(self.case)}
        if self.is_passing_on:
            self.units.pop(self.case.unit_id, None)
        else:
            del self.fields["reason"]
        field = cast("forms.TypedChoiceField", self.fields["unit"])
        field.choices = unit_choices(self.units.values())
        others = [pk for pk in self.units if pk != self.case.unit_id]
        field.initial = others[0] if others else None

    def act(self, *, now: datetime) -> str:
        """Routes."""
        unit: Unit = self.units[self.cleaned_data["unit"]]
        reason = self.cleaned_data.get("reason", "")
        routing.route(self.case.pk, unit=unit, reason=reason, by=self.by, now=now, seen=self.seen_version)
        return ""

    @property
    def decides(self) -> bool:
        """Whether this post stands above the unit that has the case, and so decides who keeps it."""
        return self.by.unit_id != self.case.unit_id

    @property
    def times_left(self) -> int:
        """How often the case may still be passed on before a level above has to decide."""
        return max(0, pack_of(self.case).thresholds.passed_on_times - self.case.passed_on_count)


class Accept(MoveForm):
    """Takes the case on, with its lead."""

    move = Move.ACCEPT
    done = _("The case is accepted and has its lead.")
    lead = forms.TypedChoiceField(label=_("Who leads it?"), coerce=int, widget=forms.RadioSelect)
    interest = interest_field()

    def prepare(self) -> None:
        """Offers the held posts of the unit, and oneself."""
        super().prepare()
        leads = list(possible_leads(self.case, today=self.today, within=self.case.unit))
        if self.by.unit_id != self.case.unit_id:
            own = Appointment.objects.select_related("post__unit", "user").filter(pk=self.by.appointment_id or 0)
            leads = [*own, *leads]
        field = cast("forms.TypedChoiceField", self.fields["lead"])
        field.choices = lead_choices(leads, me=self.by.post_id)
        field.initial = self.by.post_id

    def act(self, *, now: datetime) -> str:
        """Accepts."""
        routing.accept(
            self.case.pk,
            interest=Interest(self.cleaned_data["interest"]),
            lead_post_id=self.cleaned_data["lead"],
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


class Adopt(MoveForm):
    """Takes imported history up."""

    move = Move.ADOPT
    done = _("You lead this case now.")
    interest = interest_field()

    def act(self, *, now: datetime) -> str:
        """Adopts."""
        interest = Interest(self.cleaned_data["interest"])
        routing.adopt(self.case.pk, interest=interest, by=self.by, now=now, seen=self.seen_version)
        return ""


class TurnAway(LookedAtFirst):
    """What declining and referring elsewhere share. What the resident will read is shown first."""

    before = "desk/turned_away.html"
    reason = forms.ChoiceField(label=_("Reason"), widget=forms.RadioSelect)
    explanation = text_field(
        _("What the resident reads"),
        hint=_(
            "Say in plain words why, and where they can go instead: the office, its address, the time that is left."
        ),
    )

    def prepare(self) -> None:
        """Offers the reasons of the pack."""
        super().prepare()
        cast("forms.ChoiceField", self.fields["reason"]).choices = reason_choices(routing.reasons_for(self.case))

    @property
    def chosen_reason(self) -> Reason | None:
        """The reason of the pack that was chosen."""
        code = self.cleaned_data.get("reason")
        return next((each for each in pack_of(self.case).decline_reasons if each.code == code), None)


class Decline(TurnAway):
    """Refuses with a reason."""

    move = Move.DECLINE
    done = _("The concern is declined. The resident can take that to the level above.")

    def act(self, *, now: datetime) -> str:
        """Declines."""
        reason, explanation = self.cleaned_data["reason"], self.cleaned_data["explanation"]
        routing.decline(
            self.case.pk, reason=reason, explanation=explanation, by=self.by, now=now, seen=self.seen_version
        )
        return ""


class ReferOut(TurnAway):
    """Hands the filer over to another route."""

    move = Move.REFER_OUT
    done = _("The concern is referred elsewhere.")

    def act(self, *, now: datetime) -> str:
        """Refers out."""
        reason, explanation = self.cleaned_data["reason"], self.cleaned_data["explanation"]
        routing.refer_out(
            self.case.pk, reason=reason, explanation=explanation, by=self.by, now=now, seen=self.seen_version
        )
        return ""
