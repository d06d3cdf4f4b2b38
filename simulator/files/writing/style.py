"""How the plan file looks when written: one row a line, texts as they are."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import yaml

WIDTH = 100


class Row(dict[str, Any]):
    """A mapping written on one line: ``{id: A110, name: Piling}``."""


class Items(list[Any]):
    """A list written on one line: ``[A110, A120]``."""


class PlanDumper(yaml.CSafeDumper):
    """Writes plain texts without quotes, since the reader of plan files takes all for text; what
    reads as nothing (``null``, ``~``) is quoted."""

    def ignore_aliases(self, data: Any) -> bool:
        """No anchors: every value is written out."""
        return True


PlanDumper.yaml_implicit_resolvers = {}
PlanDumper.add_implicit_resolver(
    "tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""]
)
PlanDumper.add_representer(
    Row,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=True),
)
PlanDumper.add_representer(
    Items,
    lambda dumper, value: dumper.represent_sequence(
        "tag:yaml.org,2002:seq", value, flow_style=True
    ),
)
PlanDumper.add_representer(
    bool, lambda dumper, value: dumper.represent_str("true" if value else "false")
)


def dumped(value: dict[str, Any]) -> str:
    """`value` as YAML."""
    return yaml.dump(
        value,
        Dumper=PlanDumper,
        width=WIDTH,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
    )


def moment(at: datetime) -> str:
    """A date and time, to the minute where seconds are 0."""
    return at.isoformat(timespec="seconds" if at.second else "minutes")
