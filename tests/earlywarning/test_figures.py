"""A warning lowers nobody's figures: what counts, publishes or appraises does not know the table of warnings."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "folkmoot"
#: the tables of warnings, by their models, their names in SQL, and on the way from a case
WARNINGS = re.compile(r"\b(CaseWarning|WarningNotice|earlywarning_(casewarning|warningnotice)|warnings__\w+)\b")


def test_only_early_warning_and_the_pages_of_the_desk_read_warnings() -> None:
    readers = {
        path.relative_to(PACKAGE).parts[: 2 if "web" in path.parts else 1]
        for path in PACKAGE.rglob("*.py")
        if WARNINGS.search(path.read_text(encoding="utf-8"))
    }
    assert readers == {("earlywarning",), ("web", "desk")}
