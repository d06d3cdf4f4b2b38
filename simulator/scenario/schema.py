"""The JSON Schema of scenario files, by which editors complete and check them."""

from __future__ import annotations

from typing import Any

from simulator.files import schema
from simulator.scenario.document import ScenarioDoc


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the scenario file, made from the models that read it."""
    return schema.json_schema(ScenarioDoc, "p80 scenario")
