"""The packs that come along, read once for all tests."""

from folkmoot.procedures.packs import load_pack
from folkmoot.procedures.rules.citations import Basis
from folkmoot.procedures.rules.clock_rules import ClockName, DayUnit

NAMES = ["cn-labour", "cn-mediation", "cn-petition", "cn-rural-land", "intl"]
PACKS = [load_pack(name) for name in NAMES]
INTL = load_pack("intl")
PETITION = load_pack("cn-petition")
N, CAL, WORK = ClockName, DayUnit.CALENDAR, DayUnit.WORKING
LAW, POLICY = Basis.LAW, Basis.POLICY
