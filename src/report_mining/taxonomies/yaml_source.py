"""Reads YAML into plain values that remember their line, and refuses what YAML lets slip.

PyYAML is imported on the first call: the codes are imported by every command, the data by few.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yaml import MappingNode


class LocatedMapping(dict[str, Any]):
    """A mapping that knows its lines (1-based) and the keys that were written twice."""

    def __init__(self, line: int = 0) -> None:
        super().__init__()
        self.line = line  # where it starts
        self.line_by_key: dict[str, int] = {}
        self.repeated_keys: list[str] = []

    def line_of(self, key: str) -> int:
        """Return the line of ``key``, or where the mapping starts when it lacks the key."""
        return self.line_by_key.get(key, self.line)


class YamlSyntaxError(Exception):
    """The text is not YAML; the message says where."""


def parse_yaml(text: str) -> Any:
    """Return the value of ``text`` with every mapping as a ``LocatedMapping``.

    Raises:
        YamlSyntaxError: the text is not YAML, or uses tags beyond plain values.
    """
    import yaml

    try:
        return yaml.load(text, Loader=_loader())
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise YamlSyntaxError(_on_one_line(error)) from error


@cache
def _loader() -> Any:
    """Return a safe loader class whose mappings are ``LocatedMapping``."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster
    loader: Any = type("LocatingLoader", (base,), {})
    loader.add_constructor("tag:yaml.org,2002:map", _located_mapping)
    return loader


def _located_mapping(loader: Any, node: MappingNode) -> LocatedMapping:
    mapping = LocatedMapping(node.start_mark.line + 1)
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in mapping:
            mapping.repeated_keys.append(key)
        mapping[key] = loader.construct_object(value_node, deep=True)
        mapping.line_by_key[key] = key_node.start_mark.line + 1
    return mapping


def _on_one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    where = f"line {mark.line + 1}: " if mark is not None else ""
    return f"{where}{' '.join(str(problem).split())}"
