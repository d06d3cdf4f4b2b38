"""What one would write instead of installing a simulator."""

from __future__ import annotations

import random
from collections.abc import Callable

import networkx as nx
import numpy as np
import pmcontrols
from networks import Node
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]
BLOCK = 500
"""Iterations at a time: small enough for the processor's cache, the fastest that was found."""


class Together:
    """Triangular durations that share a factor, task by task in turn in so many groups.

    Gaussian copula; coefficient : Spearman's, 2 sin(pi rho / 6) in normal scores.
    """

    def __init__(self, groups: int, coefficient: float, seed: int = 1) -> None:
        self._rng = np.random.default_rng(seed)
        self._factor = np.zeros((groups, 0))
        r = 2 * np.sin(np.pi * coefficient / 6)
        self._shared, self._own = np.sqrt(r), np.sqrt(1 - r)

    def begin(self, width: int) -> None:
        """The factors of the next iterations."""
        self._factor = self._rng.standard_normal((len(self._factor), width))

    def sampler(self, index: int, node: Node) -> Callable[[int], Floats]:
        """A function that draws so many durations of one task."""
        split = (node.mode - node.low) / (node.high - node.low)

        def drawn(width: int) -> Floats:
            own = self._rng.standard_normal(width)
            factor = self._factor[index % len(self._factor)]
            u = ndtr(self._shared * factor + self._own * own)
            rising, falling = np.sqrt(u * split), 1 - np.sqrt((1 - u) * (1 - split))
            shares: Floats = np.where(u < split, rising, falling)
            return node.low + (node.high - node.low) * shares

        return drawn


def numpy_program(
    nodes: list[Node],
    iterations: int,
    shape: str = "triangular",
    seed: int = 1,
    together: Together | None = None,
) -> tuple[Floats, Floats]:
    """Vectorised over iterations: finish, float64[iterations], days; criticality, float64[task]."""
    rng = np.random.default_rng(seed)
    draw = [
        sampler(node, shape, rng) if together is None else together.sampler(index, node)
        for index, node in enumerate(nodes)
    ]
    after = successors(nodes)
    finish, critical = np.empty(iterations), np.zeros(len(nodes))
    # Made once: fresh arrays for each block cost a fifth of the time.
    early, duration, late = np.empty((3, len(nodes), BLOCK))
    for begin in range(0, iterations, BLOCK):
        width = min(BLOCK, iterations - begin)
        if together is not None:
            together.begin(width)
        forward(nodes, draw, early[:, :width], duration[:, :width])
        end = early[:, :width].max(axis=0)
        finish[begin : begin + width] = end
        backward(after, early[:, :width], duration[:, :width], end, late[:, :width], critical)
    return finish, critical / iterations


def sampler(node: Node, shape: str, rng: np.random.Generator) -> Callable[[int], Floats]:
    """A function that draws so many durations of one task."""
    low, mode, high = node.low, node.mode, node.high
    if shape == "triangular":
        return lambda width: rng.triangular(low, mode, high, width)
    span = high - low
    a, b = 1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span
    return lambda width: low + span * rng.beta(a, b, width)


def packaged(nodes: list[Node], iterations: int, seed: int = 1) -> Floats:
    """The fastest simulator that can be installed: pmcontrols, which knows beta-PERT durations and
    links from finish to start. The first finishes, float64[2000], days."""
    activities = [
        {
            "id": str(i),
            "a": n.low,
            "m": n.mode,
            "b": n.high,
            "predecessors": [str(k) for k in n.after],
        }
        for i, n in enumerate(nodes)
    ]
    found = pmcontrols.pert(activities, n_sim=iterations, seed=seed, keep_samples=True)
    return np.array(found.meta["mc_finish_sample"])


def successors(nodes: list[Node]) -> list[list[int]]:
    """The tasks that wait for each task."""
    after: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        for other in node.after:
            after[other].append(index)
    return after


def forward(
    nodes: list[Node], draw: list[Callable[[int], Floats]], early: Floats, duration: Floats
) -> None:
    """Draw the durations and fill the early finishes, both float64[task, width], days."""
    width = early.shape[1]
    for index, node in enumerate(nodes):
        drawn = draw[index](width)
        duration[index] = drawn
        if not node.after:
            early[index] = drawn
            continue
        first, *others = node.after
        start = early[first]
        if others:
            start = np.maximum(start, early[others[0]])
        for other in others[1:]:
            np.maximum(start, early[other], out=start)
        np.add(start, drawn, out=early[index])


def backward(
    after: list[list[int]],
    early: Floats,
    duration: Floats,
    end: Floats,
    late_start: Floats,
    critical: Floats,
) -> None:
    """Add to `critical`, float64[task], how often each task has no float."""
    for index in range(len(after) - 1, -1, -1):
        others = after[index]
        late = late_start[others[0]] if others else end
        for other in others[1:]:
            late = np.minimum(late, late_start[other])
        np.subtract(late, duration[index], out=late_start[index])
        critical[index] += np.count_nonzero(late - early[index] < 1e-6)


def networkx_program(
    nodes: list[Node], iterations: int, seed: int = 1
) -> tuple[Floats, dict[int, int]]:
    """One iteration at a time over a graph of Python objects: finish, float64[iterations], days;
    and how often each task was critical."""
    graph = nx.DiGraph()
    for index, node in enumerate(nodes):
        graph.add_node(index, low=node.low, mode=node.mode, high=node.high)
        graph.add_edges_from((other, index) for other in node.after)
    order = list(nx.topological_sort(graph))
    rng = random.Random(seed)
    finishes = []
    critical = dict.fromkeys(order, 0)
    for _ in range(iterations):
        start: dict[int, float] = {}
        finish: dict[int, float] = {}
        for index in order:
            task = graph.nodes[index]
            start[index] = max((finish[other] for other in graph.predecessors(index)), default=0.0)
            drawn = rng.triangular(task["low"], task["high"], task["mode"])
            finish[index] = start[index] + drawn
        end = max(finish.values())
        late: dict[int, float] = {}
        for index in reversed(order):
            latest = min((late[other] for other in graph.successors(index)), default=end)
            late[index] = latest - (finish[index] - start[index])
            critical[index] += latest - finish[index] < 1e-6
        finishes.append(end)
    return np.array(finishes), critical
