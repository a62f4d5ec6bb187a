"""The rules of the region, for everybody to read."""

import re
from datetime import datetime

import pytest
from django.test import Client

from folkmoot.procedures.actions import publish
from folkmoot.procedures.packs import load_pack, text_of
from folkmoot.procedures.rules.citations import Basis
from tests.cast import Cast

PACKS = ["intl", "cn-mediation", "cn-petition", "cn-labour", "cn-rural-land"]


def words(page: bytes) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_procedures_of_the_region_stand_on_one_page(client: Client, cast: Cast, language: str) -> None:
    page = client.get("/law/", headers={"accept-language": language}).content.decode()
    found = re.findall(r'href="(/law/[^"]+/2026\.1/)"', page)
    assert found == [f"/law/{name}/2026.1/" for name in PACKS]


@pytest.mark.parametrize("name", PACKS)
def test_every_rule_of_a_procedure_stands_on_its_page_with_its_words(client: Client, cast: Cast, name: str) -> None:
    pack = load_pack(name)
    said = words(client.get(f"/law/{name}/2026.1/", headers={"accept-language": "zh-hans"}).content)
    titles = [rule.title.zh for rule in pack.clocks.values()]
    titles += [each.title.zh for each in (*pack.pauses, *pack.extensions.values(), *pack.levels, *pack.reviews)]
    titles += [each.elsewhere.zh for each in pack.exclusions] + [each.question.zh for each in pack.conflicts]
    titles += [each.title.zh for each in (*pack.principles, *pack.forms)] + [each.text.zh for each in pack.notices]
    assert [title for title in titles if re.sub(r"\s+", " ", title) not in said] == []


@pytest.mark.parametrize("name", PACKS)
def test_every_article_is_quoted_and_every_link_to_one_arrives(client: Client, cast: Cast, name: str) -> None:
    pack = load_pack(name)
    page = client.get(f"/law/{name}/2026.1/").content.decode()
    quoted = re.findall(r'<blockquote lang="zh-Hans">(.*?)</blockquote>', page, re.DOTALL)
    assert quoted == [each.quote for each in pack.citations.values()]
    linked = set(re.findall(r'href="#([^"]+)"', page)) - {"main"}
    assert linked <= set(re.findall(r'id="([^"]+)"', page))
    assert {each.id for rule in pack.clocks.values() if rule.basis is Basis.LAW
            for each in rule.grounds.citations} <= linked  # fmt: skip


def test_the_picture_needs_nothing_that_the_policy_of_the_page_forbids(client: Client, cast: Cast) -> None:
    answer = client.get("/law/cn-petition/2026.1/")
    (picture,) = re.findall(r"<svg .*?</svg>", answer.content.decode(), re.DOTALL)
    assert not re.search(r"<style|<script|style=| on\w+=", picture)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_an_earlier_version_says_so_and_leads_to_the_newest(
    client: Client, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from folkmoot.procedures import queries

    publish(text_of("intl", "2026.1").replace('version = "2026.1"', 'version = "2026.2"'), now=now)
    queries._newest_version.cache_clear()
    try:
        page = client.get("/law/intl/2026.1/").content.decode()
        assert '<a href="/law/intl/2026.2/">version 2026.2</a>' in page
        listed = client.get("/law/").content.decode()
        assert '<a href="/law/intl/2026.1/"><span lang="und">intl 2026.1</span></a>' in listed
    finally:
        queries._newest_version.cache_clear()
        queries.published_pack.cache_clear()


@pytest.mark.parametrize("address", ["/law/intl/1999.1/", "/law/atlantis/2026.1/"])
def test_a_version_that_was_never_published_is_absent(client: Client, cast: Cast, address: str) -> None:
    assert client.get(address).status_code == 404
