"""What JSON Schema says of a document, for the few words that our schemas use; written from the
specification (JSON Schema Validation 2020-12), so that an editor's verdict is known here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
NOTES = {"$schema", "$defs", "title", "description", "default", "format"}
"""Words that allow and forbid nothing."""

KNOWN = NOTES | {
    *("$ref", "anyOf", "type", "enum", "const", "items", "prefixItems", "minItems", "maxItems"),
    *("properties", "additionalProperties", "required"),
}


class _Core(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2.2, section 10.3.2."""

    yaml_implicit_resolvers: Mapping[str, Any] = {}


for kind, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"^(?:{pattern})$"), first)


def read(text: str) -> Any:
    """A YAML text as an editor sees it."""
    return yaml.load(text, Loader=_Core)


def faults(schema: Mapping[str, Any], document: Any) -> list[str]:
    """Where the document is not as the schema says; empty where it is. Raises ValueError for a
    word of the schema that is not known here, so that none is passed over."""
    return list(_faults(schema, schema, document, "$"))


def _faults(whole: Any, part: Any, value: Any, at: str) -> Iterator[str]:
    if part is True or part == {}:
        return
    if strange := set(part) - KNOWN:
        raise ValueError(f"{strange} at {at}")
    if "$ref" in part:
        yield from _faults(whole, whole["$defs"][part["$ref"].rsplit("/", 1)[1]], value, at)
    if "anyOf" in part and all(any(_faults(whole, one, value, at)) for one in part["anyOf"]):
        yield f"{at}: none of its forms"
    if "type" in part and not _is(value, part["type"]):
        yield f"{at}: no {part['type']}"
        return
    if value not in part.get("enum", [value]) or value != part.get("const", value):
        yield f"{at}: another word"
    if isinstance(value, dict):
        yield from _of_object(whole, part, value, at)
    if isinstance(value, list):
        yield from _of_array(whole, part, value, at)


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _of_object(whole: Any, part: Any, value: dict[str, Any], at: str) -> Iterator[str]:
    own, more = part.get("properties", {}), part.get("additionalProperties", True)
    yield from (
        f"{at}: {name} is missing" for name in part.get("required", ()) if name not in value
    )
    for name, one in value.items():
        if name not in own and more is False:
            yield f"{at}.{name}: unknown"
        else:
            yield from _faults(whole, own.get(name, more), one, f"{at}.{name}")


def _of_array(whole: Any, part: Any, value: list[Any], at: str) -> Iterator[str]:
    first = part.get("prefixItems", [])
    if not part.get("minItems", 0) <= len(value) <= part.get("maxItems", len(value)):
        yield f"{at}: {len(value)} items"
    for k, one in enumerate(value):
        own = first[k] if k < len(first) else part.get("items", True)
        yield from _faults(whole, own, one, f"{at}[{k}]")
