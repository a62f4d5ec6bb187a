"""On whose word a rule stands: an article that is quoted, or this product's own choice with its source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from folkmoot.procedures.rules.text import Text

DIGITS: Final = "〇一二三四五六七八九"


class Basis(StrEnum):
    """Whether a rule stands in a law or is this product's own choice."""

    LAW = "law"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Law:
    """
    A statute or regulation. `file` names its full text, against which quotations are tested.

    It is in force from the first date on, and no longer on `in_force_until`; None while it has no end.
    """

    id: str
    title: Text
    file: str
    adopted_on: date
    in_force_from: date
    in_force_until: date | None = None

    def is_in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.in_force_until is None or on < self.in_force_until)


@dataclass(frozen=True, slots=True)
class Citation:
    """
    A place in a law and what stands there.

    `quote` is the original, character by character; `translation` is this product's own and has no force of law.
    """

    id: str
    law: Law
    article: int
    quote: str
    translation: str
    paragraph: int | None = None
    item: int | None = None

    @property
    def place(self) -> Text:
        """Where in its law it stands: "art. 33, para. 1", 第三十三条第一款."""
        en, zh = f"art. {self.article}", f"第{chinese_numeral(self.article)}条"
        if self.paragraph is not None:
            en += f", para. {self.paragraph}"
            zh += f"第{chinese_numeral(self.paragraph)}款"
        if self.item is not None:
            en += f", item {self.item}"
            zh += f"第{chinese_numeral(self.item)}项"
        return Text(en=en, zh=zh)

    @property
    def title(self) -> Text:
        """As lawyers cite it: "People's Mediation Law, art. 33", 《中华人民共和国人民调解法》第三十三条."""
        law = self.law.title
        return Text(en=f"{law.en}, {self.place.en}", zh=f"《{law.zh}》{self.place.zh}")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a rule rests on. `source` is the list of articles for a law, and the policy in words for a policy."""

    basis: Basis
    source: Text
    citations: tuple[Citation, ...] = ()


def grounds_in_law(citations: Iterable[Citation]) -> Grounds:
    """Grounds that name their articles themselves."""
    cited = tuple(citations)
    titles = [citation.title for citation in cited]
    source = Text(en="; ".join(title.en for title in titles), zh="；".join(title.zh for title in titles))
    return Grounds(basis=Basis.LAW, source=source, citations=cited)


def chinese_numeral(number: int) -> str:
    """A number from 1 to 99 as articles are numbered: 十, 二十三; ValueError for others."""
    if not 1 <= number <= 99:
        raise ValueError(f"{number} is not numbered so.")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")
