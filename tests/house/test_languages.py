"""The check that finds a page that mixes both languages."""

import pytest

from tests.house.languages import strays


@pytest.mark.parametrize(
    "html",
    [
        '<p>Village <span lang="zh-Hans">民巷社区</span> <span lang="zh-Latn-pinyin">Minxiang shequ</span></p>',
        '<div lang="zh-Hans"><p>诉求<br>在这里</p></div><p>Then on.</p>',
        '<select><option value="1">民巷社区 (Minxiang shequ)</option></select>',
        '<a aria-label="Appoint: 吉安市 (Ji\'an shi)" href="/"></a><title>Overview · 南昌市 (Nanchang shi)</title>',
        '<textarea>自己写的</textarea><input value="自己写的"><script type="application/json">"字"</script>',
        '<option lang="zh-Hans">简体中文</option>',
    ],
)
def test_a_name_with_its_language_is_no_stray_on_an_english_page(html: str) -> None:
    assert strays(html, "en") == []


@pytest.mark.parametrize(
    "html",
    [
        "<p>短编号 <span class='reference'>ABC DEF GHJ</span>，或 TOTP、CSV</p>",
        '<p><span lang="und">Li Ming</span> 已登录 <code>mediator</code></p>',
        '<p>文件 <bdi translate="no">photo.jpg</bdi>，至 2026-03-10T09:00</p>',
        '<button lang="en">English</button><p>写作 K7F2，Folkmoot 平台</p>',
        '<meta name="viewport" content="width=device-width"><meta name="description" content="反映诉求">',
    ],
)
def test_what_has_no_chinese_name_is_no_stray_on_a_chinese_page(html: str) -> None:
    assert strays(html, "zh-Hans") == []


@pytest.mark.parametrize(
    ("html", "stray"),
    [
        ("<p>Village 民巷社区</p>", "p: 民巷社区 in “Village 民巷社区”"),
        ('<a title="民巷社区">x</a>', "a[title]: 民巷社区 in “民巷社区”"),
        ("<option>民巷社区</option>", "option: 民巷社区 in “民巷社区”"),
        ('<p><span lang="zh-Hans">民</span>巷</p>', "p: 巷 in “巷”"),
        ('<p lang="zh-Hans">民<br>巷</p><b>社区</b>', "b: 社区 in “社区”"),
        ('<img alt="照片" src="/x"><p>A picture</p>', "img[alt]: 照片 in “照片”"),
        ('<input type="submit" value="发送">', "input[value]: 发送 in “发送”"),
    ],
)
def test_chinese_without_its_language_is_found_on_an_english_page(html: str, stray: str) -> None:
    assert strays(html, "en") == [stray]


@pytest.mark.parametrize(
    ("html", "stray"),
    [
        ("<p>请 Confirm 结果</p>", "p: Confirm in “请 Confirm 结果”"),
        ('<input placeholder="Search" value="Li">', "input[placeholder]: Search in “Search”"),
        ("<title>Queue</title>", "title: Queue in “Queue”"),
        ('<div lang="en">Hello</div><p>负责人：Mediator</p>', "p: Mediator in “负责人：Mediator”"),
        ('<svg aria-label="Map"><path /></svg>', "svg[aria-label]: Map in “Map”"),
    ],
)
def test_english_without_its_language_is_found_on_a_chinese_page(html: str, stray: str) -> None:
    assert strays(html, "zh-Hans") == [stray]
