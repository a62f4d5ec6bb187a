"""What every deed on a case has: a page that says its consequence, a form, and one action that it calls."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.models import Case
from folkmoot.cases.rules.telling import told_at
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Officer, Standing
from folkmoot.procedures.queries import pack_of
from folkmoot.procedures.rules.papers import Audience
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text
from folkmoot.web import words
from folkmoot.web.desk.deeds.choosing import interest_choices
from folkmoot.web.forms import PageForm

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from folkmoot.web.desk.case.parts import CaseFile


def text_field(
    label: "StrOrPromise", *, hint: "StrOrPromise" = "", rows: int = 6, limit: int = 8000
) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(
        label=label, help_text=hint, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), strip=True
    )


class DeedForm(PageForm):
    """One deed. `act` calls the one action and returns what has to be shown once, "" for nothing."""

    name: ClassVar[str]
    title: ClassVar[str | Promise]
    consequence: ClassVar[str | Promise]
    done: ClassVar[str | Promise] = _("Saved.")
    power: ClassVar[Power]
    move: ClassVar[Move | None] = None
    #: whether nothing else can be done before it
    comes_first: ClassVar[bool] = False
    #: a template that is shown above the form, for a deed that has more to show
    before: ClassVar[str] = ""

    def __init__(self, *args: Any, case: Case, by: Standing, officer: Officer, today: date, **kwargs: Any) -> None:
        # Several forms may stand open on the page of one case.
        kwargs.setdefault("auto_id", f"id_{self.name}_%s")
        super().__init__(*args, **kwargs)
        self.case = case
        self.by = by
        self.officer = officer
        self.today = today
        if "interest" in self.fields:
            cast("forms.ChoiceField", self.fields["interest"]).choices = interest_choices([pack_of(case)])
        self.prepare()

    @classmethod
    def fits(cls, case: Case, *, has_own_code: bool) -> bool:
        """Whether the deed makes sense for the case beyond what authority says."""
        return True

    @classmethod
    def suits(cls, case: Case, file: "CaseFile", *, by: Standing) -> bool:
        """Whether it makes sense beside what stands in the case's file, by the post that would act."""
        return True

    @classmethod
    def post_of(cls, case: Case, able: Sequence[Standing]) -> Standing | None:
        """Which of the officer's posts that have the power acts: the first, where nothing else speaks for another."""
        return able[0] if able else None

    def prepare(self) -> None:
        """Fills choices and proposed texts from the case."""

    def is_ready(self) -> bool:
        """Whether a valid form may act, or first has something to show."""
        return True

    @property
    def button(self) -> str:
        """What stands on the button."""
        return str(self.title)

    @property
    def reminders(self) -> list[tuple[Text, Text]]:
        """What the procedure tells whoever makes the move, each with what it rests on."""
        if self.move is None:
            return []
        pack = pack_of(self.case)
        notices = [(each.text, each.grounds.source) for each in told_at(self.move, pack=pack, to={Audience.OFFICER})]
        return notices + [(each.title, each.grounds.source) for each in pack.principles_at(self.move)]

    def told(self) -> str:
        """What is said when it is done."""
        return str(self.done)

    def act(self, *, now: datetime) -> str:
        """Calls the action. Raises what the action raises."""
        # Not an abstract method: a form has Django's metaclass, which abc cannot share.
        raise NotImplementedError


class MoveForm(DeedForm):
    """A deed that is a move of the one table. It sends back the version that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.move is not None:
            cls.name = cls.move.value
            cls.title = words.MOVES[cls.move]
            cls.consequence = words.CONSEQUENCES[cls.move]
            cls.power = Power(cls.move.value)

    def prepare(self) -> None:
        """Writes the version into the page."""
        self.fields["seen"].initial = self.case.version

    @property
    def seen_version(self) -> int:
        """The version that was on the screen."""
        return int(self.cleaned_data["seen"])


_TO_WHOEVER_LEADS: Final = _("Questions to whoever will lead")
_ASK_FIRST: Final = _("Ask them if it is not you. The answer is kept in the ledger.")


def interest_field(
    *, label: "StrOrPromise" = _TO_WHOEVER_LEADS, hint: "StrOrPromise" = _ASK_FIRST
) -> forms.ChoiceField:
    """The questions of the case's pack, asked before every lead. No answer is ticked already."""
    return forms.ChoiceField(label=label, help_text=hint, widget=forms.RadioSelect)
