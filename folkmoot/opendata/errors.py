"""What can go wrong with a release."""

from folkmoot.opendata.rules.calendar import Period


class NotYetRipe(Exception):
    """The period is not over, or not for long enough."""

    def __init__(self, period: Period) -> None:
        super().__init__(f"{period} may be published on {period.ripe_on}")
        self.period = period


class AlreadyReleased(Exception):
    """It was published; a release is never changed."""

    def __init__(self, period: Period) -> None:
        super().__init__(f"{period} was published")
        self.period = period
