"""The order in which rows can be worked out. The only file that knows NetworkX."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

import networkx as nx

from simulator.errors import PlanError

Node = TypeVar("Node", bound=Hashable)


def topological_order(
    nodes: Iterable[Node],
    edges: Iterable[tuple[Node, Node]],
    label: Callable[[Node], str],
) -> list[Node]:
    """Nodes with every predecessor before its successors, otherwise in the order given.

    Raises PlanError that lists the tasks of a cycle, by `label`.
    """
    nodes, edges = list(nodes), list(edges)
    rank = {node: position for position, node in enumerate(nodes)}
    if all(rank[tail] < rank[head] for tail, head in edges):
        return nodes
    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    try:
        return list(nx.lexicographical_topological_sort(graph, key=rank.__getitem__))
    except nx.NetworkXUnfeasible:
        cycle = [label(tail) for tail, _ in nx.find_cycle(graph)]
        raise PlanError.one(
            "",
            "cycle",
            f"these tasks wait for each other in a circle: {' -> '.join([*cycle, cycle[0]])}",
            "Remove one of these links.",
        ) from None


def between(edges: Iterable[tuple[Node, Node]], first: Node, last: Node) -> set[Node]:
    """Nodes on the ways from `first` to `last`, both included; empty where there is none."""
    graph: nx.DiGraph[Node] = nx.DiGraph()
    graph.add_nodes_from((first, last))
    graph.add_edges_from(edges)
    ahead = {first, *nx.descendants(graph, first)}
    return ahead & {last, *nx.ancestors(graph, last)} if last in ahead else set()
