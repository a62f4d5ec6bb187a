"""The page of the design: there for those who build it, and true to its style sheet."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from folkmoot.web.design.colours import DARK, GROUNDS, LIGHT, contrast, pairings
from folkmoot.web.design.samples import SPACES
from tests.cast import Cast

TOKENS = (Path(__file__).parents[2] / "frontend/scss/_tokens.scss").read_text(encoding="utf-8")
TEMPLATES = Path(__file__).parents[2] / "folkmoot/web/templates"


def written(mixin: str) -> dict[str, str]:
    """The colours of one mixin of the style sheet, in six digits."""
    block = TOKENS.partition(f"@mixin {mixin} {{")[2].partition("\n}")[0]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
    return {
        name: "#" + "".join(c * 2 for c in value[1:]) if len(value) == 4 else value for name, value in found.items()
    }


def test_in_service_there_is_no_such_page(client: Client, cast: Cast) -> None:
    assert client.get("/design/").status_code == 404


def test_the_demonstration_shows_every_part(client: Client, cast: Cast, settings: SimpleNamespace) -> None:
    settings.DEMO = True
    answer = client.get("/design/?ground=dark&frame=resident")
    assert 'data-bs-theme="dark">' in answer.content.decode().partition("<head>")[0]
    used = {template.name for template in answer.templates}
    parts = {f"parts/{path.name}" for path in (TEMPLATES / "parts").glob("*.html")}
    assert parts - used - {"parts/product.html"} == set()


def test_the_page_tells_the_colours_of_the_style_sheet() -> None:
    assert (written("light"), written("dark")) == (dict(LIGHT), dict(DARK))
    assert re.findall(r"--(space-\d):", TOKENS) == list(SPACES)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(colours: Mapping[str, str]) -> None:
    assert [pair for pair in pairings(colours) if pair.contrast < 4.5] == []
    edges = [(edge, ground) for edge in ("border-strong", "focus-color") for ground in GROUNDS]
    assert [pair for pair in edges if contrast(colours[pair[0]], colours[pair[1]]) < 3] == []


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
