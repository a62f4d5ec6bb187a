"""Replicates on a cluster of Dask: each task draws and judges one part of the tree in one block of replicates.

A task hands back the highest ratio of each replicate below the root, and the root's counts; here they are put together,
and the root is judged. Counts by place, topic and day are all that leaves this machine.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import distributed
import numpy as np
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from folkmoot.earlywarning.engine import EngineFailed
from folkmoot.earlywarning.rules.counts import Integers
from folkmoot.earlywarning.rules.monte_carlo import Block, Replicated, null_by_waves
from folkmoot.earlywarning.rules.parts import Cells, Part
from folkmoot.earlywarning.rules.replicates import Experiment
from folkmoot.earlywarning.rules.scan import Reals
from folkmoot.earlywarning.rules.significance import Null
from folkmoot.lib.spoken import gettext_noop

#: replicates of a task: enough that sending it is nothing beside computing it
BLOCK: Final = 64
#: seconds to wait for the cluster, and for the first of its workers
PATIENCE: Final = 10.0
Run = Callable[[Sequence[Block]], Iterator[Reals]]
# Half of what a client does has no types.
Client = Any
Future = Any


@dataclass(frozen=True)
class DaskEngine:
    """The workers of a scheduler, by its address: `tcp://10.0.0.5:8786`, or `tls://…` with Dask's own settings."""

    address: str
    patience: float = PATIENCE

    def null_of(self, experiment: Replicated, *, score: float, replicates: int = 999) -> Null:
        """See Engine."""
        blocks = [(first, min(first + BLOCK, replicates)) for first in range(0, replicates, BLOCK)]
        with self._cluster() as client:
            threads = sum(client.nthreads().values())
            run = _by_parts(client, experiment) if isinstance(experiment, Experiment) else _whole(client, experiment)
            return null_by_waves(run, score=score, blocks=blocks, at_once=2 * max(threads, 1))

    @contextmanager
    def _cluster(self) -> Iterator[Client]:
        """A connection to workers that have the same kernels. Raises EngineFailed, also for what happens within."""
        connect: Any = distributed.Client
        try:
            client: Client = connect(self.address, timeout=self.patience, set_as_default=False)
        except (OSError, ValueError) as error:
            raise EngineFailed(gettext_noop("No cluster answers at {address}."), address=self.address) from error
        try:
            self._examine(client)
            yield client
        except (FutureCancelledError, KilledWorker, CommClosedError, OSError) as error:
            raise EngineFailed(
                gettext_noop("The cluster at {address} stopped on the way. Try again, or compute here with local."),
                address=self.address,
            ) from error
        finally:
            client.close()

    def _examine(self, client: Client) -> None:
        try:
            client.wait_for_workers(1, timeout=self.patience)
        except TimeoutError as error:
            raise EngineFailed(
                gettext_noop("The cluster at {address} has no workers."), address=self.address
            ) from error
        try:
            kernels = set(client.run(_kernels).values())
        except ImportError:
            kernels = set()
        if kernels != {_kernels()}:
            raise EngineFailed(
                gettext_noop("The workers at {address} do not have the same Folkmoot as this machine."),
                address=self.address,
            )


def _kernels() -> str:
    from folkmoot.earlywarning.rules.compiled import SOURCES

    return SOURCES


def _whole(client: Client, experiment: Replicated) -> Run:
    """Of a scan that has no parts: a task for each block."""
    sent = client.scatter(experiment, hash=False)

    def run(blocks: Sequence[Block]) -> Iterator[Reals]:
        yield from client.gather([client.submit(_maxima, sent, *block, pure=False) for block in blocks])

    return run


def _by_parts(client: Client, experiment: Experiment) -> Run:
    """A task for each part in each block."""
    sent: list[Future] = [client.scatter(part, hash=False) for part in experiment.parts]

    def asked(task: Callable[..., Any], block: Block, allotted: Integers, *rest: Reals) -> list[Future]:
        return [
            client.submit(task, part, block[0], own, *rest, pure=False)
            for part, own in zip(sent, allotted, strict=True)
        ]

    def shares_of(block: Block, allotted: Integers) -> Reals:
        days = client.gather(asked(_days, block, allotted)) if experiment.varies_by_day else None
        return experiment.shares(block[1] - block[0], daily=None if days is None else np.sum(days, axis=0))

    def run(blocks: Sequence[Block]) -> Iterator[Reals]:
        given = []
        for block in blocks:
            allotted = experiment.allotted(*block)
            shares = shares_of(block, allotted)
            given.append((shares, asked(_looked, block, allotted, shares)))
        for shares, futures in given:
            found: list[tuple[Reals, Cells]] = client.gather(futures)
            maxima, roots = np.zeros(len(shares)), experiment.empty_roots(len(shares))
            for below, root in found:
                np.maximum(maxima, below, out=maxima)
                roots += root
            yield experiment.judge_roots(roots, shares=shares, maxima=maxima)

    return run


def _maxima(experiment: Replicated, first: int, last: int) -> Reals:
    return experiment.maxima(first, last)


def _looked(part: Part, first: int, of_days: Integers, shares: Reals) -> tuple[Reals, Cells]:
    return part.looked(first, shares=shares, of_days=of_days)


def _days(part: Part, first: int, of_days: Integers) -> Integers:
    return part.days(first, of_days=of_days)
