import numpy as np
import pytest
from hypothesis import given

from folkmoot.earlywarning.rules.tree import NotATree, Tree, preorder
from tests.earlywarning.rules.worlds import trees

#        0
#      1   4
#     2 3   5
SMALL = Tree.of([-1, 0, 1, 1, 0, 4])


def test_what_lies_within_a_node_is_a_run_of_numbers() -> None:
    assert SMALL.ends.tolist() == [6, 4, 3, 4, 6, 6]
    assert SMALL.depths.tolist() == [0, 1, 2, 2, 1, 2]
    assert SMALL.holds(1, 3)
    assert SMALL.holds(3, 3)
    assert not SMALL.holds(1, 5)


def test_ancestors_lead_from_the_root() -> None:
    assert SMALL.ancestors.tolist() == [[0, -1, -1], [0, 1, -1], [0, 1, 2], [0, 1, 3], [0, 4, -1], [0, 4, 5]]


def test_a_node_alone_is_a_tree() -> None:
    assert SMALL.under(4).parents.tolist() == [-1, 0]
    assert SMALL.under(2).ends.tolist() == [1]


@pytest.mark.parametrize("parents", [[], [0], [-1, 1], [-1, -1], [-1, 0, 0, 1], [-1, 0, 1, 1, 0, 1], [-1, 2, 0]])
def test_what_is_no_tree_in_preorder_is_refused(parents: list[int]) -> None:
    with pytest.raises(NotATree):
        Tree.of(parents)


@pytest.mark.parametrize("parents", [[-1, -1], [1, 0], [-1, 2, 1]])
def test_what_hangs_on_no_root_is_refused(parents: list[int]) -> None:
    with pytest.raises(NotATree):
        preorder(parents)


@given(trees())
def test_nodes_in_any_order_are_put_into_preorder(tree: Tree) -> None:
    shuffled = np.random.default_rng(len(tree)).permutation(len(tree))
    position = np.argsort(shuffled)
    parents = [int(position[tree.parents[node]]) if node else -1 for node in shuffled]
    order = preorder(parents)
    number = np.argsort(order)
    again = Tree.of([int(number[parents[old]]) if parents[old] >= 0 else -1 for old in order])
    assert sorted(again.depths) == sorted(tree.depths)


@given(trees())
def test_sums_are_those_of_all_who_descend(tree: Tree) -> None:
    own = np.arange(1, len(tree) + 1)
    told = own.copy()
    for node in range(len(tree) - 1, 0, -1):
        told[tree.parents[node]] += told[node]
    assert tree.sums(own).tolist() == told.tolist()
