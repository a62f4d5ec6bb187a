"""What signals say, in both languages: they ask what is failing, never who complains."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

PACKAGE = Path(__file__).parents[2] / "folkmoot"
FORBIDDEN = re.compile(
    r"\b(who (is|are) complaining|complainers?|complainants?|troublemakers?|agitat\w*|crowds?|gatherings?|unrest"
    r"|protest\w*|opinions?|sentiment|suspicious|hostile|instigat\w*|petitioners?|mass incidents?|stability)\b"
    r"|上访人|信访人|闹事|聚集|舆情|维稳|煽动|缠访|闹访|重点人|不稳定|群体性|串联|情绪|刁民|稳控",
    re.IGNORECASE,
)
#: says that none of it enters
DENIAL = "no person, text or opinion enters it"
#: what a screen says of signals stands in these
SOURCES = (
    *(PACKAGE / "earlywarning").rglob("*.py"),
    *(PACKAGE / "web" / "desk").glob("signals*.py"),
    *(PACKAGE / "web" / "templates" / "desk" / "signals").rglob("*.html"),
)
_OF_TEMPLATES = re.compile(
    r"{%\s*(?:translate|trans)\s+\"([^\"]+)\"|{%\s*blocktranslate[^%]*%}(.+?){%\s*endblock", re.DOTALL
)


def sentences(path: Path) -> list[str]:
    """The English texts of a module or template that go through the catalogue."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        found = [one or " ".join(block.split()) for one, block in _OF_TEMPLATES.findall(text)]
        return [each for part in found for each in re.split(r"{%\s*plural\s*%}", part)]
    return [
        argument.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_no_text_of_signals_speaks_of_people_who_complain(language: str) -> None:
    said = sorted({text for path in SOURCES for text in sentences(path)})
    with translation.override(language):
        found = {text: FORBIDDEN.findall(translation.gettext(text).replace(DENIAL, "")) for text in said}
    assert len(found) > 40
    assert {text: words for text, words in found.items() if words} == {}


@pytest.mark.parametrize("text", ["Who is complaining?", "a crowd", "Agitation in the village", "舆情监测", "有人聚集"])
def test_such_a_text_would_be_found(text: str) -> None:
    assert FORBIDDEN.search(text)
