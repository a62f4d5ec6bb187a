"""The floors of the house: what imports cannot show, and where writing is allowed."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

PACKAGE = Path(__file__).parents[2] / "folkmoot"
DOCS = PACKAGE.parent / "docs"

#: from the ground up; those beside each other do not know each other
FLOORS = (
    ("ledger",),
    ("places",),
    ("officers",),
    ("notices",),
    ("procedures",),
    ("cases",),
    ("earlywarning", "triage", "mediation", "training", "incidents", "fieldwork"),
    ("talks",),
    ("appraisal",),
    ("opendata",),
    ("integrations",),
    ("web", "api", "cli"),
)
HEIGHT = {name: height for height, floor in enumerate(FLOORS) for name in floor}

#: who writes outside actions, and why
WRITERS = {
    "folkmoot/cases/models/party.py": "seal() puts names under the key and saves nothing",
    "folkmoot/officers/scope.py": "sets the transaction's own settings",
    "folkmoot/cli/database.py": "runs migrations and grants as the owner",
    "folkmoot/lib/copying.py": "the COPY that actions call",
    "folkmoot/lib/heic.py": "saves a picture, no row",
    "folkmoot/lib/pictures.py": "saves a picture, no row",
    "folkmoot/integrations/spreadsheets/exporting.py": "saves a sheet, no row",
}
WRITING = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
#: words that are no queryset's when they stand behind these
NO_ROWS = {"hashlib", "hash", "digest", "self.cleaned_data", "session", "request.session", "progress", "task", "data"}


def modules() -> Iterator[Path]:
    """Every module of the package but migrations."""
    return (path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts)


def is_action(path: Path) -> bool:
    """Whether a module is a place where writing is allowed."""
    return path.name == "actions.py" or "actions" in path.parts


def app_of(model: type[models.Model]) -> str:
    """The floor on which a model lives, "" for a library's."""
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "folkmoot" else ""


def test_every_app_stands_on_a_floor() -> None:
    ours = {config.name.split(".")[1] for config in apps.get_app_configs() if config.name.startswith("folkmoot.")}
    assert ours <= set(HEIGHT)


def test_foreign_keys_point_downwards_also_where_they_are_strings() -> None:
    upwards = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and app_of(model)
        and app_of(field.related_model)
        and app_of(model) != app_of(field.related_model)
        and HEIGHT[app_of(field.related_model)] >= HEIGHT[app_of(model)]
    ]
    assert upwards == []


def test_the_ledger_points_at_nothing() -> None:
    keys = [
        field.name
        for model in apps.get_app_config("ledger").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
    ]
    assert keys == []


def writes(path: Path) -> list[str]:
    """Calls in a module that look like writing rows, as `line: call`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in WRITING:
            continue
        owner = ast.unparse(node.func.value)
        is_rows = ".objects" in owner or node.func.attr in {"save", "bulk_create", "get_or_create", "update_or_create"}
        if is_rows and owner not in NO_ROWS:
            found.append(f"{node.lineno}: {owner}.{node.func.attr}")
    return found


@pytest.mark.parametrize("path", [p for p in modules() if not is_action(p)], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_actions_write(path: Path) -> None:
    if str(path.relative_to(PACKAGE.parent)) in WRITERS:
        return
    assert writes(path) == []


def test_rows_are_written_somewhere() -> None:
    assert sum(len(writes(path)) for path in modules() if is_action(path)) > 20


def test_every_environment_variable_is_documented() -> None:
    named = set()
    for path in modules():
        named |= set(re.findall(r"[\"']((?:FOLKMOOT|DATABASE)_[A-Z_]+)[\"']", path.read_text(encoding="utf-8")))
    text = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
    assert {name for name in named if name not in text} == set()
    assert "DATABASE_URL" in named


def event_names() -> set[str]:
    """Every name under which something is recorded, as it stands in the code."""
    names = set()
    for path in modules():
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"(?:record|save)\(\s*(?:case,\s*)?[\"']([a-z_]+\.[a-z_]+)[\"']", text))
        if path.name == "events.py" or path.name in {"import_tables.py", "changes.py"}:
            names |= set(re.findall(r"[\"']((?:case|cases|place)\.[a-z_]+)[\"']", text))
    return names


def test_every_event_is_documented() -> None:
    text = (DOCS / "reference" / "events.md").read_text(encoding="utf-8")
    assert {name for name in event_names() if f"`{name}`" not in text} == set()
    assert "case.received" in event_names()


def test_every_reaction_names_an_event_and_a_job_that_exist() -> None:
    from procrastinate.contrib.django import app as jobs

    import folkmoot.cases.jobs  # noqa: F401
    from folkmoot.reactions import REACTIONS

    assert {kind for kind in REACTIONS if kind not in event_names()} == set()
    assert {job for names in REACTIONS.values() for job in names if job not in jobs.tasks} == set()


def test_no_module_passes_five_hundred_lines_and_no_function_sixty() -> None:
    long_modules = [str(p) for p in modules() if len(p.read_text(encoding="utf-8").splitlines()) > 500]
    long_functions = [
        f"{path}:{node.lineno} {node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= 60
    ]
    assert long_modules == []
    assert long_functions == []


#: words that would name a page, key or score of a person, or watch people; none may be a model, a field or an address
FORBIDDEN = re.compile(r"person|household|citizen|blacklist|penalt|punish|risk_score|opinion|sentiment|troublemaker")


def test_no_table_knows_a_person_or_a_penalty() -> None:
    names = [
        f"{model.__name__.lower()}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if app_of(model)
        for field in model._meta.get_fields()
    ]
    assert [name for name in names if FORBIDDEN.search(name)] == []


def test_no_table_holds_a_party_of_two_cases() -> None:
    from folkmoot.cases.models import Case, Party

    assert Party._meta.get_field("case").related_model is Case
    unique = [f.name for f in Party._meta.get_fields() if getattr(f, "unique", False)]
    assert unique == ["id"]
