"""Choosing another procedure for a case."""

from datetime import datetime
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.cases.actions import procedures
from folkmoot.cases.models import Case
from folkmoot.officers.rules.authority import Power
from folkmoot.officers.rules.standing import Standing
from folkmoot.procedures.rules.pack import Category
from folkmoot.web.desk.case.parts import CaseFile
from folkmoot.web.desk.deeds.base import MoveForm, text_field
from folkmoot.web.desk.deeds.choosing import Choice
from folkmoot.web.words import wording


class PutUnder(MoveForm):
    """Puts the case under another procedure of the region."""

    name = "put_under"
    title = _("Put under another procedure")
    consequence = _(
        "The case goes on under the procedure you choose, with a category of that procedure. No date that was promised "
        "gets worse. The resident reads which procedure and why."
    )
    done = _("The case goes on under the other procedure. The resident can read why.")
    power = Power.PUT_UNDER
    category = forms.ChoiceField(label=_("Procedure and category"))
    reason = text_field(_("Why"), hint=_("The resident reads it."), rows=4, limit=2000)

    def prepare(self) -> None:
        """Offers the categories of every other procedure."""
        super().prepare()
        field = cast("forms.ChoiceField", self.fields["category"])
        field.choices = [
            ("", _("Choose one")),
            *(
                (wording(pack.title), [_category_choice(pack.name, each) for each in procedures.categories_of(pack)])
                for pack in procedures.other_packs(self.case)
            ),
        ]

    @classmethod
    def suits(cls, case: Case, file: CaseFile, *, by: Standing) -> bool:
        """Where the region has another procedure and nothing was proposed yet."""
        return file.has_other_procedures and case.at in procedures.UNANSWERED

    def act(self, *, now: datetime) -> str:
        """Puts it under the procedure."""
        pack, _dot, category = self.cleaned_data["category"].partition(".")
        procedures.put_under(
            self.case.pk,
            pack=pack,
            category=category,
            reason=self.cleaned_data["reason"],
            by=self.by,
            now=now,
            seen=self.seen_version,
        )
        return ""


def _category_choice(pack: str, category: Category) -> Choice:
    return f"{pack}.{category.code}", ("– " if category.parent else "") + wording(category.title)
