"""Who acts on a case with a code instead of a post."""

from dataclasses import dataclass

from folkmoot.officers.rules.authority import RESIDENTS, Hand, Power


@dataclass(frozen=True)
class Resident:
    """A party of one case. There is no person behind it that could be met in another case."""

    case_id: int
    party_id: int
    hand: Hand
    post_id: None = None
    appointment_id: None = None

    def has(self, power: Power) -> bool:
        """Whether this hand has the power in its own case."""
        return power in RESIDENTS[self.hand]
