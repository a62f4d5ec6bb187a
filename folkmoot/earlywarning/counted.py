"""The installation's own counts, as a back-test takes them."""

from folkmoot.earlywarning.backtest.history import SEPARATOR, DailyCases
from folkmoot.earlywarning.models import DailyCount
from folkmoot.earlywarning.nights import setting


def own_counts(*, within: str) -> list[DailyCases]:
    """Cases by day, place and topic within the path of a place, under the running scope; villages as their township.

    A topic is written with its group: `work/cn-labour.pay`.
    """
    here = setting()
    rows = DailyCount.objects.within(within).values_list("on", "place_path", "topic", "cases")
    return [
        DailyCases(
            day=on,
            place=here.named(path).rstrip(SEPARATOR),
            topic=f"{here.group_of(topic)}{SEPARATOR}{topic}",
            cases=cases,
        )
        for on, path, topic, cases in rows.iterator(chunk_size=20_000)
    ]
