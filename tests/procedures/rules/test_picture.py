"""The picture of a pack says what the pack says, in one language, and brings no style of its own."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation

from folkmoot.procedures.packs import load_pack, shipped_packs
from folkmoot.procedures.rules.clock_rules import Binds, Milestone
from folkmoot.procedures.rules.picture import pack_picture, standing_alone
from folkmoot.procedures.rules.steps import Move, Step
from folkmoot.procedures.rules.text import Text
from folkmoot.procedures.rules.titles import BINDS, MARKS, STEPS, length_of
from folkmoot.web import words

SVG = "{http://www.w3.org/2000/svg}"
CHINESE = re.compile(r"[一-鿿]")
BOTH = [(name, language) for name in shipped_packs() for language in ("en", "zh-hans")]


def texts_of(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_every_clock_stands_in_the_picture_with_its_length_and_its_grounds(name: str, language: str) -> None:
    pack = load_pack(name)
    drawn = squeezed("".join(texts_of(pack_picture(pack, language))))
    for rule in pack.clocks.values():
        assert squeezed(rule.title.in_language(language)) in drawn
        assert squeezed(length_of(rule, pack.extensions.get(rule.name)).in_language(language)) in drawn
        for citation in rule.grounds.citations if rule.grounds.basis == "law" else ():
            assert squeezed(citation.place.in_language(language)) in drawn


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_every_principle_and_every_step_stands_in_the_picture(name: str, language: str) -> None:
    pack = load_pack(name)
    drawn = squeezed("".join(texts_of(pack_picture(pack, language))))
    said = [each.title for each in pack.principles] + list(STEPS.values())
    assert [text for text in said if squeezed(text.in_language(language)) not in drawn] == []


@pytest.mark.parametrize("name", shipped_packs())
def test_an_english_picture_has_no_chinese_in_it_and_names_its_language(name: str) -> None:
    svg = pack_picture(load_pack(name), "en")
    assert CHINESE.findall(svg) == []
    assert ET.fromstring(svg).get("lang") == "en"
    assert ET.fromstring(pack_picture(load_pack(name), "zh-hans")).get("lang") == "zh-Hans"


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_a_picture_in_a_page_has_no_style_no_script_and_no_names_that_could_clash(name: str, language: str) -> None:
    svg = pack_picture(load_pack(name), language)
    assert re.findall(r"<style|<script|\bstyle=|\bon\w+=|\bid=|href=", svg) == []
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root[0].text == load_pack(name).title.in_language(language)


@pytest.mark.parametrize(("name", "language"), BOTH)
def test_nothing_is_drawn_outside_the_picture(name: str, language: str) -> None:
    root = ET.fromstring(pack_picture(load_pack(name), language))
    width, height = (float(each) for each in (root.get("viewBox") or "").split()[2:])
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) + float(box.get("width", 0)) <= width
        assert float(box.get("y", 0)) + float(box.get("height", 0)) <= height
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("y", -1)) <= height


def test_a_move_that_a_pack_leaves_out_is_not_drawn() -> None:
    whole = load_pack("intl")
    asks = MARKS[Move.ASK].en
    assert asks in texts_of(pack_picture(whole, "en"))
    drawn = texts_of(pack_picture(replace(whole, optional_moves=("refer_out",)), "en"))
    assert [text for text in drawn if asks in text or STEPS[Step.WAITING].en in text] == []


def test_a_title_with_an_angle_bracket_does_not_break_the_picture() -> None:
    odd = replace(load_pack("intl"), title=Text(en="a < b & c", zh="甲"))
    assert ET.fromstring(pack_picture(odd, "en"))[0].text == "a < b & c"


def test_a_picture_that_stands_alone_brings_light_and_dark_colours() -> None:
    svg = standing_alone(pack_picture(load_pack("intl"), "en"))
    style = next(ET.fromstring(svg.encode()).iter(f"{SVG}style")).text or ""
    assert "prefers-color-scheme: dark" in style
    used = {kind for each in ET.fromstring(svg.encode()).iter() for kind in (each.get("class") or "").split()}
    assert used - {"pack-picture", "pack-time"} == {kind for kind in used if f".{kind}" in style}


@pytest.mark.parametrize(("code", "language"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_steps_and_moves_are_called_as_on_the_pages(code: str, language: str) -> None:
    with translation.override(code):
        assert {step: text.in_language(language) for step, text in STEPS.items()} == {
            step: str(word) for step, word in words.STEPS.items()
        }
        assert {move: MARKS[move].in_language(language) for move in Move} == {
            move: str(word) for move, word in words.MOVES.items()
        }


def test_everything_that_can_be_named_has_a_name() -> None:
    assert set(STEPS) == set(Step)
    assert set(MARKS) == set(Move) | set(Milestone)
    assert set(BINDS) == set(Binds)
