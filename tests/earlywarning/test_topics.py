"""What topics are called, and what a group holds."""

from django.utils import translation

from folkmoot.earlywarning.rules.topics import Group
from folkmoot.earlywarning.topics import title_of_topic, topics_by_group, topics_within
from tests.cast import Cast


def test_a_group_and_a_topic_have_titles_in_both_languages_and_a_lost_topic_its_code(cast: Cast) -> None:
    titles = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            titles[language] = [title_of_topic(topic) for topic in ("work", "cn-labour.pay", "intl.lost")]
    assert [titles["en"][0], titles["zh-hans"][0]] == ["Work and wages", "劳动和工资"]
    assert titles["en"][1] != titles["zh-hans"][1]
    assert titles["en"][2] == "lost"


def test_each_topic_stands_in_one_group(cast: Cast) -> None:
    found = [topic for topics in topics_by_group().values() for topic in topics]
    assert len(found) == len(set(found))
    assert "cn-labour.pay" in topics_within(Group.WORK.value)
    assert topics_within("intl.water") == ("intl.water",)
