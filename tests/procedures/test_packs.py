from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from folkmoot.cases.rules.clockwork import RIGHTS, hands_of
from folkmoot.officers.rules.authority import Role
from folkmoot.procedures import packs
from folkmoot.procedures.packs import PackFault, check_folder, load_pack, shipped_packs, versions_of
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.clock_rules import CORE, Binds, ClockName, DayUnit, Milestone
from folkmoot.procedures.rules.faults import FaultKind
from folkmoot.procedures.rules.limits import Bars
from folkmoot.procedures.rules.pack import OPTIONAL, MissingClockError, Pack, UnknownCategoryError
from folkmoot.procedures.rules.steps import Move
from folkmoot.procedures.rules.text import Text

NAMES = ["cn-labour", "cn-mediation", "cn-petition", "cn-rural-land", "intl"]
PACKS = [load_pack(name) for name in NAMES]
INTL = load_pack("intl")
PETITION = load_pack("cn-petition")
N, CAL, WORK = ClockName, DayUnit.CALENDAR, DayUnit.WORKING
LAW, POLICY = Basis.LAW, Basis.POLICY

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


def test_five_packs_are_shipped() -> None:
    assert list(shipped_packs()) == NAMES
    assert [(pack.name, pack.version) for pack in PACKS] == [(name, "2026.1") for name in NAMES]
    assert versions_of("intl") == ("2026.1",)


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


def test_a_petition_is_reviewed_and_then_re_checked_each_a_level_up() -> None:
    assert [(each.code, each.follows, each.levels_up, each.asked_within, each.decided_within)
            for each in PETITION.reviews] == [
        ("review", None, 1, N.REVIEW_REQUEST, N.REVIEW),
        ("recheck", "review", 1, N.RECHECK_REQUEST, N.RECHECK),
    ]  # fmt: skip


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


@pytest.mark.parametrize(
    ("name", "category", "expected"),
    [
        ("cn-mediation", "neighbour", "village"),
        ("cn-mediation", "requisition", "county"),
        ("cn-petition", "requisition", "county"),
        ("cn-petition", "village_affairs", "village"),
        ("cn-petition", "wages_and_insurance", "township"),
        ("cn-labour", "pay", "township"),
        ("cn-rural-land", "taking_back", "township"),
        ("intl", "elevator", "local"),
        ("intl", "officials_conduct", "middle"),
    ],
)
def test_a_matter_begins_at_the_lowest_level_that_may_handle_it(name: str, category: str, expected: str) -> None:
    assert load_pack(name).lowest_level(category).code == expected


def test_what_is_excluded_says_where_it_goes() -> None:
    land = load_pack("cn-rural-land")
    assert [each.code for each in land.exclusions_of("expropriation")] == ["expropriation"]
    assert land.exclusions_of("transfer") == ()
    assert land.exclusions_of("expropriation")[0].elsewhere.zh == "可以通过行政复议或者诉讼等方式解决。"
    assert [each.code for each in PETITION.exclusions_of("accusation")] == ["accusation"]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_no_pack_lets_a_party_be_made_to_mediate(pack: Pack) -> None:
    barred = [each.code for each in pack.exclusions if each.bars is Bars.MEDIATION]
    assert "party_refuses" in barred


def test_only_the_hearing_of_a_re_check_stops_a_clock_of_a_petition() -> None:
    assert [(each.code, each.clocks, each.longest_days) for each in PETITION.pauses] == [
        ("hearing", (N.RECHECK,), None)
    ]
    assert PETITION.pauses_of(N.ANSWER) == ()


def test_a_text_is_given_in_the_language_asked_for_and_in_english_otherwise() -> None:
    text = Text(en="Street", zh="道路")
    assert [text.in_language(code) for code in ("zh-hans", "zh-Hans", "en", "de")] == [
        "道路",
        "道路",
        "Street",
        "Street",
    ]


DISPUTES = (
    "neighbour family inheritance damages housing contract production labour land_contract requisition "
    "forest_and_water environment medical traffic consumer property_management village_affairs campus tourism "
    "intellectual_property internet other"
)


def test_every_class_of_the_mediation_statistics_is_a_category() -> None:
    assert [each.code for each in INTL.children()] == [*DISPUTES.split(), "public_service"]
    assert [each.code for each in load_pack("cn-mediation").children()] == DISPUTES.split()


def test_a_category_lies_within_every_one_above_it() -> None:
    assert INTL.lineage("elevator") == ("elevator", "buildings", "public_service")
    assert INTL.is_within("elevator", "public_service")
    assert INTL.is_within("elevator", "elevator")
    assert not INTL.is_within("buildings", "elevator")
    assert not INTL.is_within("elevator", "housing")


def test_the_descendants_of_a_category_begin_with_itself() -> None:
    assert INTL.descendants("water") == ("water", "sewer")
    assert INTL.descendants("other") == ("other",)


@pytest.mark.parametrize("ask", [INTL.category, INTL.lineage, INTL.descendants, INTL.lowest_level])
def test_a_category_that_does_not_exist_is_refused_by_name(ask: Callable[[str], object]) -> None:
    with pytest.raises(UnknownCategoryError, match="'dragons"):
        ask("dragons")


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_reason_to_decline_says_where_to_go_instead(pack: Pack) -> None:
    assert [each.code for each in pack.decline_reasons if each.elsewhere is None] == []


def test_the_exclusions_come_first_among_the_reasons_to_decline() -> None:
    assert [each.code for each in INTL.decline_reasons] == [
        "before_a_court",
        "crime_or_emergency",
        "reserved_procedure",
        "already_decided",
        "under_review_elsewhere",
        "other_region",
        "enquiry_answered",
        "nothing_to_act_on",
    ]


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_pack_titles_every_role(pack: Pack) -> None:
    assert set(pack.posts) == set(Role) - {Role.AUTOMATION}


def test_the_optional_moves_are_moves_that_a_pack_may_leave_out() -> None:
    assert {Move(name) for name in INTL.optional_moves} == OPTIONAL
    assert INTL.is_available(Move.ASK)
    assert INTL.is_available(Move.CLOSE)


def test_the_thresholds_of_the_warnings_are_those_of_the_domain() -> None:
    found = INTL.thresholds
    assert (found.clock_share, found.recurring_cases, found.recurring_days, found.follow_up_days) == (
        0.75,
        3,
        30,
        (7, 30, 90),
    )


def test_a_pack_is_read_once() -> None:
    assert load_pack("intl") is INTL
    assert load_pack("intl", "2026.1") is INTL


@pytest.mark.parametrize(
    ("name", "version"), [("atlantis", None), ("../intl", None), ("", None), ("intl/../intl", None), ("intl", "1999.1")]
)
def test_a_pack_that_does_not_exist_is_refused(name: str, version: str | None) -> None:
    with pytest.raises(PackFault) as refused:
        load_pack(name, version)
    assert [fault.kind for fault in refused.value.faults] == [FaultKind.NOT_FOUND]


@pytest.fixture
def two_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A pack in two versions: the second one answers in fifteen days."""
    toml = (packs.SHIPPED / "intl" / "2026.1" / "pack.toml").read_text(encoding="utf-8")
    for version, days in (("2026.9", 21), ("2026.10", 15)):
        folder = tmp_path / "intl" / version
        folder.mkdir(parents=True)
        written = toml.replace('version = "2026.1"', f'version = "{version}"').replace("days = 21", f"days = {days}")
        (folder / "pack.toml").write_text(written, encoding="utf-8")
    monkeypatch.setattr(packs, "SHIPPED", tmp_path)
    versions_of.cache_clear()
    yield
    monkeypatch.undo()
    versions_of.cache_clear()


@pytest.mark.usefixtures("two_versions")
def test_a_case_that_was_opened_under_an_older_version_keeps_its_clocks() -> None:
    assert versions_of("intl") == ("2026.9", "2026.10")
    assert load_pack("intl").version == "2026.10"
    assert [load_pack("intl", version).clock(N.ANSWER).days for version in (None, "2026.9", "2026.10")] == [15, 21, 15]
    assert check_folder(packs.SHIPPED) == {"intl/2026.10/pack.toml": (), "intl/2026.9/pack.toml": ()}
