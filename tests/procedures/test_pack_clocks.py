"""The clocks of the packs that come along, as their articles say."""

import pytest

from folkmoot.cases.rules.clockwork import RIGHTS, hands_of
from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.clock_rules import CORE, Binds, ClockName, DayUnit, Milestone
from folkmoot.procedures.rules.pack import MissingClockError, Pack
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text
from tests.procedures.shipped import CAL, INTL, LAW, PACKS, PETITION, POLICY, WORK, N

# Name, days, unit, basis, articles: typed from the texts.
CLOCKS = {
    "intl": [
        (N.ACKNOWLEDGE, 2, WORK, POLICY, []),
        (N.ROUTE, 5, WORK, POLICY, []),
        (N.ANSWER, 21, CAL, POLICY, []),
        (N.CONFIRM, 14, CAL, POLICY, []),
        (N.CALL_BACK, 14, CAL, POLICY, []),
        (N.REOPEN, 90, CAL, POLICY, []),
        (N.WITHDRAWAL_CHECK, 7, CAL, POLICY, []),
        (N.REVIEW_REQUEST, 30, CAL, POLICY, []),
        (N.REVIEW, 30, CAL, POLICY, []),
    ],
    "cn-mediation": [
        (N.ANSWER, 30, CAL, POLICY, [26]),
        (N.COURT_REQUEST, 30, CAL, LAW, [33]),
        (N.COURT_ACCEPTANCE, 3, CAL, LAW, [4]),
        (N.COURT_DECISION, 15, CAL, LAW, [5]),
    ],
    "cn-petition": [
        (N.ACKNOWLEDGE, 15, CAL, LAW, [23, 23]),
        (N.ROUTE, 15, CAL, LAW, [22]),
        (N.OBJECTION, 5, WORK, LAW, [23]),
        (N.ANSWER, 60, CAL, LAW, [34]),
        (N.REVIEW_REQUEST, 30, CAL, LAW, [35]),
        (N.REVIEW, 30, CAL, LAW, [35]),
        (N.RECHECK_REQUEST, 30, CAL, LAW, [36]),
        (N.RECHECK, 30, CAL, LAW, [36]),
    ],
    "cn-labour": [
        (N.ANSWER, 15, CAL, LAW, [14]),
        (N.ARBITRATION_ACCEPTANCE, 5, CAL, LAW, [29]),
        (N.ARBITRATION_SERVICE, 5, CAL, LAW, [30]),
        (N.TRIBUNAL_NOTICE, 5, CAL, LAW, [32]),
        (N.DEFENCE, 10, CAL, LAW, [30]),
        (N.DEFENCE_SERVICE, 5, CAL, LAW, [30]),
        (N.AWARD, 45, CAL, LAW, [43]),
        (N.SUIT, 15, CAL, LAW, [48, 50]),
    ],
    "cn-rural-land": [
        (N.ARBITRATION_ACCEPTANCE, 5, WORK, LAW, [23]),
        (N.ARBITRATION_SERVICE, 5, WORK, LAW, [24]),
        (N.DEFENCE, 10, CAL, LAW, [25]),
        (N.DEFENCE_SERVICE, 5, WORK, LAW, [25]),
        (N.TRIBUNAL_NOTICE, 2, WORK, LAW, [27]),
        (N.AWARD, 60, CAL, LAW, [47]),
        (N.AWARD_SERVICE, 3, WORK, LAW, [45]),
        (N.SUIT, 30, CAL, LAW, [48]),
    ],
}


@pytest.mark.parametrize(("name", "clock"), [(name, clock) for name, clocks in CLOCKS.items() for clock in clocks])
def test_a_clock_is_as_long_as_its_article_says(
    name: str, clock: tuple[ClockName, int, DayUnit, Basis, list[int]]
) -> None:
    rule = load_pack(name).clock(clock[0])
    articles = [citation.article for citation in rule.grounds.citations]
    assert (rule.name, rule.days, rule.unit, rule.basis, articles) == clock


@pytest.mark.parametrize(("name", "years", "article"), [("cn-labour", 1, 27), ("cn-rural-land", 2, 18)])
def test_a_limitation_is_counted_in_years(name: str, years: int, article: int) -> None:
    rule = load_pack(name).clock(N.LIMITATION)
    assert (rule.years, rule.days, rule.grounds.citations[0].article) == (years, 0, article)
    assert rule.binds is Binds.RESIDENT


@pytest.mark.parametrize(
    ("name", "clock", "days", "times", "approved_by"),
    [
        ("intl", N.ANSWER, 10, 1, Role.COORDINATOR),
        ("cn-mediation", N.ANSWER, 30, 2, Role.COORDINATOR),
        ("cn-mediation", N.COURT_DECISION, 10, 1, None),
        ("cn-petition", N.ANSWER, 30, 1, Role.SECRETARY),
        ("cn-labour", N.AWARD, 15, 1, None),
        ("cn-rural-land", N.ANSWER, 30, 1, Role.COORDINATOR),
        ("cn-rural-land", N.AWARD, 30, 1, None),
    ],
)
def test_an_extension_is_as_long_as_its_article_says(
    name: str, clock: ClockName, days: int, times: int, approved_by: Role | None
) -> None:
    extension = load_pack(name).extensions[clock]
    assert (extension.days, extension.times, extension.approved_by) == (days, times, approved_by)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_the_table_of_steps_can_run_every_pack(pack: Pack) -> None:
    assert [name for name in CORE if name not in pack.clocks] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_whoever_waits_has_a_clock_from_the_first_word_on(pack: Pack) -> None:
    for move in (Move.RECEIVE, Move.REOPEN, Move.REOPEN_UNLED, Move.SEND_BACK, Move.SEND_BACK_UNLED, Move.DISPUTE):
        assert [rule.name for rule in hands_of(pack, move).starts if rule.name not in RIGHTS], move
    assert hands_of(pack, Move.ESCALATE).revives


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_an_end_stops_the_clocks_of_the_desk_and_leaves_the_rights_of_the_filer(pack: Pack) -> None:
    close = hands_of(pack, Move.CLOSE)
    assert close.stops_desk
    assert not close.stops_rights
    assert N.REOPEN in {rule.name for rule in close.starts}
    assert hands_of(pack, Move.REOPEN).stops_rights


def test_the_written_answer_to_a_petition_starts_the_time_to_ask_for_a_review() -> None:
    assert N.REVIEW_REQUEST in {rule.name for rule in hands_of(PETITION, Move.PROPOSE).starts}
    assert N.REVIEW_REQUEST not in {rule.name for rule in hands_of(INTL, Move.PROPOSE).starts}


def test_what_the_law_counts_from_acceptance_is_not_counted_from_receipt() -> None:
    assert Move.RECEIVE not in PETITION.clock(N.ANSWER).starts
    assert [rule.name for rule in PETITION.started_by(Move.RECEIVE)] == [N.ACKNOWLEDGE, N.ROUTE]
    assert [rule.name for rule in PETITION.started_by(Milestone.ANSWER_RECEIVED)] == [N.REVIEW_REQUEST]


def test_a_clock_that_a_procedure_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(MissingClockError, match="'intl' has no clock 'award'"):
        INTL.clock(N.AWARD)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_reason_in_law_names_its_articles_in_both_languages(pack: Pack) -> None:
    for rule in pack.clocks.values():
        if rule.basis is LAW:
            assert rule.source.en.count("art. ") == len(rule.grounds.citations)
            assert rule.source.zh.count("》第") == len(rule.grounds.citations)


def test_an_article_is_cited_as_lawyers_cite_it() -> None:
    mediation = load_pack("cn-mediation")
    assert mediation.clock(N.COURT_REQUEST).source == Text(
        en="People's Mediation Law of the People's Republic of China, art. 33, para. 1",
        zh="《中华人民共和国人民调解法》第三十三条第一款",
    )
    assert PETITION.citations["petition-5-item-3"].title.zh == "《信访工作条例》第五条第三项"


def test_only_the_hearing_of_a_re_check_stops_a_clock_of_a_petition() -> None:
    assert [(each.code, each.clocks, each.longest_days) for each in PETITION.pauses] == [
        ("hearing", (N.RECHECK,), None)
    ]
    assert PETITION.pauses_of(N.ANSWER) == ()
