"""The closed lists that whoever handles a signal chooses from, in words: what fails, what is done, what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from folkmoot.earlywarning.rules.measures import Cause, Measure, Outcome, WhyDismissed


class MeasureKind(models.TextChoices):
    """The measures in words."""

    INSPECTION = Measure.INSPECTION.value, _("Inspection")
    SERVICE_RESTORED = Measure.SERVICE_RESTORED.value, _("Service restored")
    WAGE_CLAIM_HELP = Measure.WAGE_CLAIM_HELP.value, _("Help with claiming wages")
    INFORMATION_MEETING = Measure.INFORMATION_MEETING.value, _("Information meeting")
    JOINT_CASE = Measure.JOINT_CASE.value, _("Joint case")
    MONEY = Measure.MONEY.value, _("Money")
    LAW_EXPLAINED = Measure.LAW_EXPLAINED.value, _("Law explained")
    RULE_CHANGED = Measure.RULE_CHANGED.value, _("Rule changed")


class SignalCause(models.TextChoices):
    """What fails, in words."""

    SERVICE_FAILED = Cause.SERVICE_FAILED.value, _("A public service fails")
    WORKS_OR_BUILDING = Cause.WORKS_OR_BUILDING.value, _("Building works or a building")
    WAGES_UNPAID = Cause.WAGES_UNPAID.value, _("Wages are not paid")
    POLLUTION_OR_NOISE = Cause.POLLUTION_OR_NOISE.value, _("Pollution or noise")
    RULE_OR_DECISION = Cause.RULE_OR_DECISION.value, _("A rule or a decision")
    RULE_NOT_KNOWN = Cause.RULE_NOT_KNOWN.value, _("A rule that is not known or not understood")
    WEATHER_OR_ACCIDENT = Cause.WEATHER_OR_ACCIDENT.value, _("Weather or an accident")
    OFFICE_SLOW = Cause.OFFICE_SLOW.value, _("An office answers late or not at all")
    OTHER = Cause.OTHER.value, _("Something else")


class SignalOutcome(models.TextChoices):
    """What came of it, in words."""

    MENDED = Outcome.MENDED.value, _("What failed is mended")
    PARTLY_MENDED = Outcome.PARTLY_MENDED.value, _("What failed is mended in part")
    NOT_MENDED = Outcome.NOT_MENDED.value, _("What failed is not mended")


class SignalDismissal(models.TextChoices):
    """Why nothing has to be done, in words."""

    KNOWN_REASON = WhyDismissed.KNOWN_REASON.value, _("A known reason explains the number")
    UNRELATED = WhyDismissed.UNRELATED.value, _("The cases have nothing in common")
    ALREADY_MENDED = WhyDismissed.ALREADY_MENDED.value, _("What failed was mended before")
    COUNTED_WRONGLY = WhyDismissed.COUNTED_WRONGLY.value, _("The cases were counted wrongly")
