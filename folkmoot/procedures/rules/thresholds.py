"""When an early warning is raised. It speaks of a case, a service, a place and a topic, never of people."""

from dataclasses import dataclass

from folkmoot.procedures.rules.citations import Grounds


@dataclass(frozen=True, slots=True)
class Thresholds:
    """
    What raises a warning and how long it may stay unanswered.

    `clock_share` of a clock has run (0–1); nothing happened for `silent_days`; a case was passed on or reopened so many
    times; `recurring_cases` of one category came up in one township within `recurring_days`. A warning that no post
    acknowledged within `acknowledge_working_days` climbs a level. `follow_up_days` after an agreement somebody asks
    whether it is kept.
    """

    clock_share: float
    silent_days: int
    passed_on_times: int
    reopened_times: int
    recurring_cases: int
    recurring_days: int
    acknowledge_working_days: int
    follow_up_days: tuple[int, ...]
    grounds: Grounds
