"""On which line of a TOML file a key stands."""

from collections import Counter
from collections.abc import Iterator, Mapping

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

_KEYS = {"bare_key", "quoted_key", "dotted_key"}


def lines_of(toml: str) -> Mapping[str, int]:
    """The line, from 1, of every key of a valid TOML text, each by its path as in `clocks[2].title.en`."""
    tree = Parser(Language(tree_sitter_toml.language())).parse(toml.encode())
    lines: dict[str, int] = {}
    for key, line in _Walk().document(tree.root_node):
        # A list of tables stands where its first one does.
        lines.setdefault(key, line)
    return lines


def line_of(key: str, lines: Mapping[str, int]) -> int:
    """The line of a key; of the nearest one around it, where it is missing itself; of the file's head at last."""
    while key and key not in lines:
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return lines.get(key, 1)


class _Walk:
    """One reading of a file: it remembers how many tables of each list it has met."""

    def __init__(self) -> None:
        self.met: Counter[str] = Counter()

    def document(self, root: Node) -> Iterator[tuple[str, int]]:
        for node in root.named_children:
            if node.type == "pair":
                yield from self.pair(node, under="")
            elif node.type in {"table", "table_array_element"}:
                yield from self.table(node)

    def table(self, node: Node) -> Iterator[tuple[str, int]]:
        names = _names(node.named_children[0])
        if node.type == "table_array_element":
            around = self._current(names[:-1])
            listed = _join(around, names[-1])
            path = f"{listed}[{self.met[listed]}]"
            self.met[listed] += 1
            yield listed, _line(node)
        else:
            path = self._current(names)
        yield path, _line(node)
        for child in node.named_children[1:]:
            if child.type == "pair":
                yield from self.pair(child, under=path)

    def pair(self, node: Node, *, under: str) -> Iterator[tuple[str, int]]:
        key, value = node.named_children[0], node.named_children[-1]
        path = under
        for name in _names(key):
            path = _join(path, name)
            yield path, _line(node)
        yield from self.value(value, path)

    def value(self, node: Node, path: str) -> Iterator[tuple[str, int]]:
        if node.type == "inline_table":
            for child in node.named_children:
                if child.type == "pair":
                    yield from self.pair(child, under=path)
        elif node.type == "array":
            items = [child for child in node.named_children if child.type != "comment"]
            for at, item in enumerate(items):
                yield f"{path}[{at}]", _line(item)
                yield from self.value(item, f"{path}[{at}]")

    def _current(self, names: list[str]) -> str:
        """The path of a table: behind the name of a list stands its latest element."""
        path = ""
        for name in names:
            path = _join(path, name)
            if path in self.met:
                path = f"{path}[{self.met[path] - 1}]"
        return path


def _names(key: Node) -> list[str]:
    if key.type == "dotted_key":
        return [name for child in key.named_children for name in _names(child)]
    text = (key.text or b"").decode()
    return [text[1:-1] if key.type == "quoted_key" else text]


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _line(node: Node) -> int:
    return node.start_point.row + 1
