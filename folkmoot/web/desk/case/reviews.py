"""The reviews of a case as its page shows them: what was asked for, who hears it, what was decided."""

from dataclasses import dataclass
from datetime import datetime

from folkmoot.cases.models import ReviewOutcome
from folkmoot.procedures.rules.pack import Pack
from folkmoot.procedures.rules.text import Text


@dataclass
class ReviewLine:
    """One review. `reason` and `decision` are "" where there is none, and None once the key was destroyed."""

    pk: int
    title: Text | None
    #: each by its title in both languages
    reviewer: tuple[str, str] | None
    unit: tuple[str, str] | None
    reason: str | None
    asked_at: datetime
    outcome: str
    decided_at: datetime | None
    decision: str | None = ""

    @property
    def result(self) -> str:
        """What was decided, in words; "" while it is open."""
        return str(ReviewOutcome(self.outcome).label) if self.outcome else ""


def title_of_review(code: str, pack: Pack) -> Text | None:
    """How the procedure calls a review; None where the case has since come under one that does not have it."""
    return next((each.title for each in pack.reviews if each.code == code), None)
