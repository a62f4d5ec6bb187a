"""Random numbers for kernels: SplitMix64, one stream for each (seed, replicate, part), whoever draws and in what order.

Steele, Lea and Flood 2014 (Fast splittable pseudorandom number generators). A state is an array of one unsigned 64-bit
number; it passes BigCrush, and its period of 2⁶⁴ is far from what all replicates together take.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from folkmoot.earlywarning.rules.compiled import compiled

State = npt.NDArray[np.uint64]
GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
FIRST, SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
S30, S27, S31, S11, S32 = (np.uint64(bits) for bits in (30, 27, 31, 11, 32))
PER_53_BITS: Final = 2.0**-53


@compiled
def mixed(number: np.uint64) -> np.uint64:
    """A number of which every bit hangs on every bit of the one given."""
    number = (number ^ (number >> S30)) * FIRST
    number = (number ^ (number >> S27)) * SECOND
    return number ^ (number >> S31)


@compiled
def begin(state: State, seed: int, replicate: int, part: int) -> None:
    """Sets the state to the beginning of a stream of its own."""
    number = mixed(np.uint64(seed) + GOLDEN)
    number = mixed(number ^ mixed(np.uint64(replicate) + GOLDEN))
    state[0] = mixed(number ^ mixed(np.uint64(part) + GOLDEN + GOLDEN))


@compiled
def draw(state: State) -> np.uint64:
    """64 random bits."""
    state[0] += GOLDEN
    return mixed(state[0])


@compiled
def uniform(state: State) -> float:
    """A number above 0 and at most 1."""
    return (float(draw(state) >> S11) + 1.0) * PER_53_BITS


@compiled
def below(state: State, bound: int) -> int:
    """A whole number from 0 to bound − 1, of at most 32 bits; no two differ in chance by more than 2⁻³²."""
    return int(((draw(state) >> S32) * np.uint64(bound)) >> S32)
