"""What tests of suggestions at the desk share."""

import re

from folkmoot.triage.models import Tally

WAGES = "The employer owes us wages for overtime."


def text_of(page: str) -> str:
    """What a page says, without its elements."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def tallied() -> list[tuple[str, str, int]]:
    """What was counted: category, answer, times."""
    return sorted(Tally.objects.values_list("category", "answer", "count"))
