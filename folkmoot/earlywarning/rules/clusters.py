"""Which of the significant cuts to show: what one explains is not shown beside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from folkmoot.earlywarning.rules.counts import Counts, Integers
from folkmoot.earlywarning.rules.scan import Cut, Forest, Question, Reals
from folkmoot.earlywarning.rules.significance import Null, recurrence_interval

Node = tuple[int, int]


@dataclass(frozen=True)
class Cluster:
    """A cut that stands for all that it explains.

    Secondary ones are compared with the maxima as well, which errs on the side of silence (Kulldorff 1997).
    """

    cut: Cut
    p_value: float
    gumbel_p_value: float
    recurrence_days: float
    """So often noise alone does as much."""
    explained: tuple[Cut, ...]
    """Significant cuts that overlap it, and have no excess without it."""


@dataclass(frozen=True)
class Findings:
    """The significant cuts of a scan, the highest first, with what is needed to subtract one from another."""

    cuts: list[Cut]
    counts: Counts
    over: Forest
    question: Question
    critical: float
    """The lowest ratio that is significant."""
    weights: Reals | None = None
    """As given to the scan: under EXPECTED alone."""

    def explains(self, one: Cut, other: Cut) -> bool:
        """Whether what is left of the other, without the cases it has in common with the one, is not significant."""
        node = common(one, other, over=self.over)
        if node is None:
            return False
        cases, weight = self._held(node, window=other.window)
        rest = self.question.score(
            other.cases - cases,
            weight=other.weight - weight,
            expected=other.expected - weight * self.question.shares[other.window - 1],
        )
        return float(rest) < self.critical

    def most_specific(self, cut: Cut) -> Cut:
        """The innermost cut that explains this one, going inwards by the highest ratio at each step."""
        for inner in self.cuts:
            if inner != cut and self.over.nests(_node(cut), _node(inner)) and self.explains(inner, cut):
                return self.most_specific(inner)
        return cut

    def apart(self) -> Iterator[tuple[Cut, tuple[Cut, ...]]]:
        """Cuts of which none explains another, each with those that it does explain; the highest ratio first."""
        left = self.cuts
        while left:
            shown = self.most_specific(left[0])
            explained = tuple(cut for cut in left if cut != shown and self.explains(shown, cut))
            yield shown, explained
            left = [cut for cut in left[1:] if cut != shown and cut not in explained]

    def _held(self, node: Node, *, window: int) -> tuple[int, float]:
        """Cases of a node within a window, and its weight."""
        counts, (place, topic) = self.counts, node
        is_in = (counts.places >= place) & (counts.places < self.over.places.ends[place])
        is_in &= (counts.topics >= topic) & (counts.topics < self.over.topics.ends[topic])
        cases = int(counts.cases[is_in & (counts.days >= counts.span - window)].sum())
        weight = counts.cases[is_in].sum() if self.weights is None else self.weights[place, topic]
        return cases, float(weight)


def clusters(
    cuts: list[Cut],
    *,
    counts: Counts,
    over: Forest,
    question: Question,
    null: Null,
    level: float = 0.05,
    every_days: float = 1,
    weights: Reals | None = None,
) -> list[Cluster]:
    """The cuts of a scan that are significant at a level, overlapping ones once, the highest ratio first.

    The scan must have gone down to the critical ratio of the null. `every_days` is the time from one scan to the next.
    """
    critical = null.critical(level)
    significant = [cut for cut in cuts if cut.score >= critical]
    findings = Findings(significant, counts, over, question, critical, weights)
    return [
        Cluster(
            cut=cut,
            p_value=null.p_value(cut.score),
            gumbel_p_value=null.gumbel_p_value(cut.score),
            recurrence_days=recurrence_interval(null.gumbel_p_value(cut.score), days=every_days),
            explained=explained,
        )
        for cut, explained in findings.apart()
    ]


def common(one: Cut, other: Cut, *, over: Forest) -> Node | None:
    """The place and topic that lie within both cuts, if any."""
    place = _inner(one.place, other.place, ends=over.places.ends)
    topic = _inner(one.topic, other.topic, ends=over.topics.ends)
    return None if place is None or topic is None else (place, topic)


def _inner(one: int, other: int, *, ends: Integers) -> int | None:
    first, last = min(one, other), max(one, other)
    return last if last < ends[first] else None


def _node(cut: Cut) -> Node:
    return cut.place, cut.topic
