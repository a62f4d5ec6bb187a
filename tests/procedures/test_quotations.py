"""Every quotation stands in the statute as it is quoted, and every law bears its own name and dates."""

import re
from functools import cache
from pathlib import Path

import pytest

from folkmoot.procedures.packs import load_pack, shipped_packs
from folkmoot.procedures.rules.citations import Citation, Law, chinese_numeral

STATUTES = Path(__file__).parents[3] / "shared" / "data" / "laws"
CITATIONS = [(name, citation) for name in shipped_packs() for citation in load_pack(name).citations.values()]
LAWS = list({citation.law.id: citation.law for _, citation in CITATIONS}.values())

pytestmark = pytest.mark.skipif(not STATUTES.is_dir(), reason="the full texts of the statutes are not here")


@cache
def text_of(law: Law) -> str:
    return (STATUTES / law.file).read_text(encoding="utf-8")


def article_of(citation: Citation) -> str:
    """The article as the law has it, from its number to the next article."""
    number = chinese_numeral(citation.article)
    pattern = rf"^第{number}条 .*?(?=^第[一二三四五六七八九十]+条 |^#|\Z)"
    found = re.findall(pattern, text_of(citation.law), re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def paragraphs_of(article: str) -> list[str]:
    """The paragraphs of an article, each with its items."""
    paragraphs: list[str] = []
    for block in article.strip().split("\n\n"):
        if re.match("（[一二三四五六七八九十]+）", block):
            paragraphs[-1] += f"\n\n{block}"
        else:
            paragraphs.append(re.sub("^第[一二三四五六七八九十]+条 ", "", block))
    return paragraphs


@pytest.mark.parametrize(("pack", "citation"), CITATIONS, ids=lambda each: getattr(each, "id", each))
def test_a_quotation_is_the_article_character_by_character(pack: str, citation: Citation) -> None:
    article = article_of(citation).strip()
    if citation.item is not None:
        items = [block for block in article.split("\n\n") if block.startswith(f"（{chinese_numeral(citation.item)}）")]
        assert items == [citation.quote]
    elif citation.paragraph is not None:
        assert paragraphs_of(article)[citation.paragraph - 1] == citation.quote
    else:
        assert article == citation.quote


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.id)
def test_a_law_bears_its_own_title_and_dates(law: Law) -> None:
    text = text_of(law)
    assert text.splitlines()[0] == f"# {law.title.zh}"
    adopted, in_force = (f"{on.year}年{on.month}月{on.day}日" for on in (law.adopted_on, law.in_force_from))
    assert re.search(rf"^{adopted} ", text, re.MULTILINE)
    assert re.search(rf"自{in_force}起施行|^{in_force} 施行", text, re.MULTILINE)


def test_something_is_quoted_from_every_law() -> None:
    assert sorted(law.id for law in LAWS) == ["confirmation", "labour", "land", "mediation", "petition", "violence"]
    assert len(CITATIONS) > 60


def test_everything_that_is_quoted_is_cited() -> None:
    unused = []
    for name in shipped_packs():
        pack = load_pack(name)
        rules = [
            *pack.clocks.values(), *pack.extensions.values(), *pack.pauses, *pack.levels, *pack.jurisdictions,
            pack.joint_handling, *pack.reviews, *pack.exclusions, *pack.conflicts, *pack.principles, *pack.forms,
            *pack.notices, pack.thresholds,
        ]  # fmt: skip
        cited = {citation.id for rule in rules for citation in rule.grounds.citations}
        unused += [f"{name}: {id_}" for id_ in pack.citations if id_ not in cited]
    assert unused == []
