"""Real reports in a demo: entered once as history, a few of them taken up."""

from datetime import datetime
from pathlib import Path

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from folkmoot.cases.models import Case, Task
from folkmoot.cli.demo.real import find_reports, kind_of_reports
from folkmoot.cli.errors import CommandError
from folkmoot.demo.actions.adopting import TAKEN_UP, TASKS, enter_reports
from folkmoot.demo.actions.beginning import begin
from folkmoot.demo.queries import begun, has_history, has_reports, references
from folkmoot.demo.rules.times import HISTORY
from folkmoot.officers.actions.accounts import found as found_installation
from folkmoot.officers.models import User
from folkmoot.officers.queries import automatic_post
from folkmoot.officers.scope import of_post, seeing
from folkmoot.places.models import Place
from folkmoot.places.rules.region import load_region
from folkmoot.procedures.rules.steps import Step
from tests.cast import PASSWORD
from tests.integrations.conftest import Settle, settle

__all__ = ["settle"]
ZURICH, JIANGXI = load_region("zurich"), load_region("jiangxi")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Thirty reports of the cast's district, in the columns of the published table."""
    lines = ["id,date,year,service_code,lon,lat,e,n,district"]
    lines += [
        f"{n},2023-03-{1 + n % 28:02},2023,Abfall/Sammelstelle,8.54,47.37,2683000,1247000,Kreis 1" for n in range(30)
    ]
    path = tmp_path / "reports.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_without_a_file_it_says_where_to_get_one_and_that_one_may_begin_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOLKMOOT_DEMO_DATA", raising=False)
    with pytest.raises(
        CommandError, match=r"https://data\.stadt-zuerich\.ch.* --data, or begin without any with --empty"
    ):
        find_reports(ZURICH, data=None, is_empty=False, stands=False)
    assert find_reports(ZURICH, data=None, is_empty=True, stands=False) is None
    assert find_reports(ZURICH, data=None, is_empty=False, stands=True) is None
    assert find_reports(JIANGXI, data=None, is_empty=False, stands=False) is None


@pytest.mark.parametrize("named", ["file", "folder"])
def test_a_file_is_found_by_its_name_or_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    path = tmp_path / "zurich_reports.csv"
    path.touch()
    monkeypatch.setenv("FOLKMOOT_DEMO_DATA", str(path if named == "file" else tmp_path))
    found = find_reports(ZURICH, data=None, is_empty=False, stands=False)
    assert found is not None
    assert (found.file, found.map_name) == (path, "zurich")
    assert kind_of_reports(ZURICH, found, stands=False) == "real"


def test_the_banner_knows_what_is_shown() -> None:
    assert kind_of_reports(JIANGXI, None, stands=False) == "made-up"
    assert kind_of_reports(ZURICH, None, stands=False) == "none"


def test_reports_are_entered_and_a_few_taken_up(settle: Settle, now: datetime, file: Path) -> None:
    settle("zurich")
    User.objects.update(username=Concat(Value("before-"), "username"))
    found_installation(username="administrator", password=PASSWORD, name="Administrator", language="en", now=now)
    begin(password=PASSWORD, since=now - HISTORY, now=now)
    found = begun()
    assert found is not None
    assert (has_history(), references()) == (False, {})
    name = Place.objects.get(path=found.village).name
    file.write_text(file.read_text(encoding="utf-8").replace("Kreis 1", name), encoding="utf-8")
    enter_reports(file, map_name="zurich", now=now, progress=lambda _done: None)
    assert has_reports()
    with seeing(of_post(automatic_post())):
        steps = list(Case.objects.order_by("step").values_list("step", flat=True))
        assert steps == [Step.ACCEPTED] * TAKEN_UP + [Step.IMPORTED] * (30 - TAKEN_UP)
        assert {case.lead_post.code.rpartition(".")[2] for case in Case.objects.filter(step="accepted")} == {"mediator"}  # type: ignore[union-attr]
        assert Task.objects.count() == TASKS
