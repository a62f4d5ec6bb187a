"""What can go wrong with places, each as a named error that a screen can explain in a sentence."""

from typing import ClassVar

from django.utils.functional import Promise


class PlaceError(Exception):
    """Something a person can mend or has to know. `sentence` says what; `code` names the place, where there is one."""

    sentence: ClassVar[str | Promise] = ""

    def __init__(self, *, code: str = "") -> None:
        super().__init__(f"{self.sentence} ({code})" if code else str(self.sentence))
        self.code = code
