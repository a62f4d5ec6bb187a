"""Asking, proposing, writing, noting, adding parties and files, setting tasks."""

from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import pausing, talking
from folkmoot.cases.models import Case, Party, PartyRole
from folkmoot.cases.rules.standing_still import FOR_AN_ANSWER
from folkmoot.officers.models import Appointment
from folkmoot.officers.rules.authority import Power
from folkmoot.procedures.rules.steps import Move
from folkmoot.web.desk.contact import ContactFields, contact_of
from folkmoot.web.desk.deeds.base import DeedForm, MoveForm, text_field
from folkmoot.web.desk.deeds.choosing import lead_options


class Ask(MoveForm):
    """Asks the filer for something that is missing."""

    move = Move.ASK
    done = _("The resident can read your question now.")
    question = text_field(_("Question to the resident"), rows=4)
    stands_until = forms.DateField(
        label=_("The time stands meanwhile, until"),
        help_text=_("The last day on which it stands at most. It goes on as soon as the resident answers."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def prepare(self) -> None:
        """Lets the time stand where the procedure has that reason."""
        super().prepare()
        codes = {reason.code for reason in pausing.reasons_now(self.case, today=self.today)}
        if FOR_AN_ANSWER not in codes:
            del self.fields["stands_until"]

    def act(self, *, now: datetime) -> str:
        """Asks."""
        question, stands_until = self.cleaned_data["question"], self.cleaned_data.get("stands_until")
        talking.ask(
            self.case.pk, question=question, stands_until=stands_until, by=self.by, now=now, seen=self.seen_version
        )
        return ""


class Propose(MoveForm):
    """Proposes a resolution."""

    move = Move.PROPOSE
    done = _("The resident can read your proposal now.")
    proposal = text_field(
        _("Proposed resolution"),
        hint=_("What was found, what was done or will be done by when, and what can be done if it does not help."),
    )

    def act(self, *, now: datetime) -> str:
        """Proposes."""
        proposal = self.cleaned_data["proposal"]
        talking.propose(self.case.pk, proposal=proposal, by=self.by, now=now, seen=self.seen_version)
        return ""


class Write(DeedForm):
    """A message to one party."""

    name = "write"
    title = _("Write a message")
    consequence = _("Only the party you choose reads it, in their own conversation.")
    done = _("The message can be read now.")
    power = Power.WRITE
    party = forms.TypedChoiceField(label=_("To whom?"), coerce=int, widget=forms.RadioSelect)
    body = text_field(_("Message"))

    def prepare(self) -> None:
        """Offers the parties."""
        found = party_choices(self.case)
        field = cast("forms.TypedChoiceField", self.fields["party"])
        field.choices = found
        field.initial = found[0][0] if found else None

    def act(self, *, now: datetime) -> str:
        """Writes."""
        body, party = self.cleaned_data["body"], self.cleaned_data["party"]
        talking.write(self.case.pk, body=body, party_id=party, by=self.by, now=now)
        return ""


class Note(DeedForm):
    """An internal note."""

    name = "note"
    title = _("Write an internal note")
    consequence = _("It stays at the desk. No party reads it.")
    power = Power.NOTE
    body = text_field(_("Note"), rows=4)

    def act(self, *, now: datetime) -> str:
        """Notes."""
        talking.note(self.case.pk, body=self.cleaned_data["body"], by=self.by, now=now)
        return ""


class AddParty(ContactFields, DeedForm):
    """Somebody else whom the case concerns."""

    name = "add_party"
    title = _("Add a party")
    consequence = _("Name and contact are sealed with the key of this case. They stand in no list and no search.")
    power = Power.ADD_PARTY
    role = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[(r.value, r.label) for r in PartyRole if r is not PartyRole.FILER],
        widget=forms.RadioSelect,
    )
    party_name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, initial=get_language)

    field_order = ["role", "party_name", "language"]

    def act(self, *, now: datetime) -> str:
        """Adds the party."""
        given = self.cleaned_data
        talking.add_party(
            self.case.pk,
            role=PartyRole(given["role"]),
            name=given["party_name"],
            contact=contact_of(given),
            language=given["language"],
            by=self.by,
            now=now,
        )
        return ""


class SetTask(DeedForm):
    """Something a post has to do by a day."""

    name = "task"
    title = _("Set a task")
    consequence = _("It stands on the first page of the post you choose until it is done.")
    power = Power.TASK
    what = forms.CharField(label=_("What is to be done?"), max_length=200)
    post = forms.TypedChoiceField(label=_("By which post?"), coerce=int)
    due_on = forms.DateField(
        label=_("By which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def prepare(self) -> None:
        """Offers the held posts of the case's unit and of one's own."""
        units = {self.case.unit_id, self.by.unit_id}
        found = (
            Appointment.objects.current(self.today)
            .filter(post__unit__in=units)
            .select_related("post__unit", "user")
            .order_by("post__unit", "post__code")
        )
        self.posts = {appointment.post_id: appointment.post for appointment in found}
        field = cast("forms.TypedChoiceField", self.fields["post"])
        field.choices = lead_options(found, me=self.by.post_id)
        field.initial = self.by.post_id
        self.fields["due_on"].initial = self.today + timedelta(days=7)

    def act(self, *, now: datetime) -> str:
        """Sets the task."""
        given = self.cleaned_data
        talking.set_task(
            self.case.pk,
            title=given["what"],
            post=self.posts[given["post"]],
            due_on=given["due_on"],
            by=self.by,
            now=now,
        )
        return ""


class Attach(DeedForm):
    """A file."""

    name = "attach"
    title = _("Add a file")
    consequence = _("Pictures are drawn anew, so that they no longer say where they were taken.")
    power = Power.ATTACH
    file = forms.FileField(label=_("File"), help_text=_("JPEG, PNG, WebP, HEIC, PDF or plain text, at most 10 MB."))
    sharing = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[("party", _("The resident and the desk")), ("desk", _("The desk alone"))],
        widget=forms.RadioSelect,
        initial="desk",
    )

    def act(self, *, now: datetime) -> str:
        """Attaches."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        talking.attach(
            self.case.pk,
            name=file.name or "",
            data=file.read(),
            declared_type=file.content_type or "",
            internal=self.cleaned_data["sharing"] == "desk",
            by=self.by,
            now=now,
        )
        return ""


def party_choices(case: Case) -> list[tuple[int, str]]:
    """The parties of a case, the filer first."""
    parties = Party.objects.filter(case=case).select_related("case__casekey").order_by("pk")
    found = sorted(parties, key=lambda p: (p.role != PartyRole.FILER, p.pk))
    return [(p.pk, " – ".join(filter(None, (str(PartyRole(p.role).label), p.name)))) for p in found]
