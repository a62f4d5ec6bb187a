"""Reading the sections of a pack, one after the other."""

from folkmoot.officers.rules.authority import Role
from folkmoot.procedures.pack_grounds import Library
from folkmoot.procedures.pack_tables import Table
from folkmoot.procedures.rules.clock_rules import Binds, ClockName, ClockRule, DayUnit, Extension, PauseRule
from folkmoot.procedures.rules.faults import FaultKind, Thing
from folkmoot.procedures.rules.levels import JointHandling, Jurisdiction, Level
from folkmoot.procedures.rules.limits import Aside, Bars, Conflict, Exclusion, Reason
from folkmoot.procedures.rules.pack import Category
from folkmoot.procedures.rules.papers import Audience, FieldKind, Form, FormField, Notice, Principle
from folkmoot.procedures.rules.reviews import Review
from folkmoot.procedures.rules.thresholds import Thresholds

_F = FaultKind


class Sections:
    """The sections of one file. What refers to clocks, levels and categories may stand before them."""

    def __init__(self, top: Table, library: Library) -> None:
        self.top = top
        self.grounds = library.grounds

    def clocks(self) -> tuple[ClockRule, ...]:
        return self.top.items("clocks", self._clock)

    def extensions(self) -> tuple[Extension, ...]:
        return self.top.items("extensions", self._extension)

    def pauses(self) -> tuple[PauseRule, ...]:
        return self.top.items("pauses", self._pause)

    def levels(self) -> tuple[Level, ...]:
        return self.top.items("levels", self._level)

    def categories(self) -> tuple[Category, ...]:
        return self.top.items("categories", self._category)

    def jurisdictions(self) -> tuple[Jurisdiction, ...]:
        return self.top.items("jurisdictions", self._jurisdiction)

    def reviews(self) -> tuple[Review, ...]:
        return self.top.items("reviews", self._review)

    def exclusions(self) -> tuple[Exclusion, ...]:
        return self.top.items("exclusions", self._exclusion)

    def conflicts(self) -> tuple[Conflict, ...]:
        return self.top.items("conflicts", self._conflict)

    def principles(self) -> tuple[Principle, ...]:
        return self.top.items("principles", self._principle)

    def forms(self) -> tuple[Form, ...]:
        return self.top.items("forms", self._form)

    def notices(self) -> tuple[Notice, ...]:
        return self.top.items("notices", self._notice)

    def reasons(self) -> tuple[Reason, ...]:
        return self.top.items(
            "decline_reasons",
            lambda t: Reason(_once(t), t.text("title"), t.text("elsewhere")),
        )

    def joint_handling(self) -> JointHandling:
        table = self.top.table("joint_handling")
        rule = JointHandling(
            parties=table.number("parties", least=2),
            places=table.number("places", least=2),
            units=table.number("units", least=2),
            grounds=self.grounds(table),
        )
        table.refuse_the_unread()
        return rule

    def thresholds(self) -> Thresholds:
        table = self.top.table("thresholds")
        rule = Thresholds(
            clock_share=table.share("clock_share"),
            silent_days=table.number("silent_days"),
            passed_on_times=table.number("passed_on_times"),
            reopened_times=table.number("reopened_times"),
            recurring_cases=table.number("recurring_cases", least=2),
            recurring_days=table.number("recurring_days"),
            acknowledge_working_days=table.number("acknowledge_working_days"),
            follow_up_days=table.numbers("follow_up_days"),
            grounds=self.grounds(table),
        )
        table.refuse_the_unread()
        return rule

    def _level(self, table: Table) -> Level:
        return Level(table.declare(Thing.LEVEL, "code"), table.text("title"), self.grounds(table))

    def _clock(self, table: Table) -> ClockRule:
        table.declare(Thing.CLOCK, "name")
        rule = ClockRule(
            name=table.choice("name", ClockName, unknown=_F.UNKNOWN_CLOCK),
            days=table.number("days") if table.has("days") else 0,
            years=table.number("years") if table.has("years") else 0,
            unit=table.choice("unit", DayUnit),
            binds=table.choice("binds", Binds),
            starts=table.marks("starts"),
            ends=table.marks("ends"),
            starts_at=table.text("starts_at"),
            title=table.text("title"),
            grounds=self.grounds(table),
        )
        if bool(rule.days) is bool(rule.years):
            table.refuse(_F.LENGTH, "")
        return rule

    def _extension(self, table: Table) -> Extension:
        table.declare(Thing.EXTENSION, "clock")
        table.refer(Thing.CLOCK, "clock")
        return Extension(
            clock=table.choice("clock", ClockName, unknown=_F.UNKNOWN_CLOCK),
            days=table.number("days"),
            times=table.number("times"),
            approved_by=table.choice("approved_by", Role, unknown=_F.UNKNOWN_ROLE)
            if table.has("approved_by")
            else None,
            title=table.text("title"),
            told=table.text("told"),
            grounds=self.grounds(table),
        )

    def _pause(self, table: Table) -> PauseRule:
        clocks = table.refer_all(Thing.CLOCK, "clocks")
        return PauseRule(
            code=table.declare(Thing.PAUSE, "code"),
            clocks=tuple(ClockName(name) for name in clocks if name in set(ClockName)),
            longest_days=table.number("longest_days") if table.has("longest_days") else None,
            title=table.text("title"),
            told=table.text("told"),
            grounds=self.grounds(table),
        )

    def _category(self, table: Table) -> Category:
        code = table.string("code")
        parent = table.refer(Thing.CATEGORY, "parent") if table.has("parent") else None
        # Parents first: one pass reads the tree.
        if parent is not None and (Thing.CATEGORY, parent) not in table.findings.declared:
            table.refuse(_F.CYCLE if parent == code else _F.PARENT_BELOW, "parent", parent)
        return Category(code=table.declare(Thing.CATEGORY, "code"), title=table.text("title"), parent=parent)

    def _jurisdiction(self, table: Table) -> Jurisdiction:
        return Jurisdiction(
            category=table.refer(Thing.CATEGORY, "category"),
            level=table.refer(Thing.LEVEL, "level"),
            grounds=self.grounds(table),
        )

    def _review(self, table: Table) -> Review:
        table.refer(Thing.CLOCK, "asked_within")
        table.refer(Thing.CLOCK, "decided_within")
        return Review(
            code=table.declare(Thing.REVIEW, "code"),
            follows=table.refer(Thing.REVIEW, "follows") if table.has("follows") else None,
            asked_within=table.choice("asked_within", ClockName, unknown=_F.UNKNOWN_CLOCK),
            decided_within=table.choice("decided_within", ClockName, unknown=_F.UNKNOWN_CLOCK),
            levels_up=table.number("levels_up", least=0),
            title=table.text("title"),
            beyond=table.text("beyond"),
            grounds=self.grounds(table),
        )

    def _exclusion(self, table: Table) -> Exclusion:
        return Exclusion(
            code=_once(table),
            bars=table.choice("bars", Bars),
            categories=table.refer_all(Thing.CATEGORY, "categories") if table.has("categories") else (),
            title=table.text("title"),
            elsewhere=table.text("elsewhere"),
            grounds=self.grounds(table),
        )

    def _conflict(self, table: Table) -> Conflict:
        return Conflict(_once(table), table.text("question"), table.choice("aside", Aside), self.grounds(table))

    def _principle(self, table: Table) -> Principle:
        return Principle(_once(table), table.text("title"), table.marks("moves"), self.grounds(table))

    def _form(self, table: Table) -> Form:
        return Form(_once(table), table.text("title"), table.items("fields", _form_field), self.grounds(table))

    def _notice(self, table: Table) -> Notice:
        return Notice(
            code=table.declare(Thing.NOTICE, "code"),
            when=table.mark("when"),
            to=table.choice("to", Audience),
            within=self._within(table) if table.has("within") else None,
            text=table.text("text"),
            grounds=self.grounds(table),
        )

    def _within(self, table: Table) -> ClockName:
        table.refer(Thing.CLOCK, "within")
        return table.choice("within", ClockName, unknown=_F.UNKNOWN_CLOCK)


def _role(table: Table, key: str) -> Role | None:
    return table.choice(key, Role, unknown=_F.UNKNOWN_ROLE) if table.has(key) else None


def _form_field(table: Table) -> FormField:
    return FormField(_once(table), table.choice("kind", FieldKind), table.text("title"), table.flag("required"))


def _once(table: Table) -> str:
    """A code that is alone in its list: a fault where it stands there twice."""
    listed = table.key[: table.key.rfind("[")]
    code = table.string("code")
    seen = table.findings.codes.setdefault(listed, set())
    if code in seen:
        table.refuse(FaultKind.TWICE, "code", code)
    seen.add(code)
    return code
