"""The JSON Schema of plan files, by which editors complete and check them."""

from __future__ import annotations

from typing import Any

from simulator.files.document.plan import PlanDoc


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the plan file, made from the models that read it."""
    schema = PlanDoc.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "p80 plan",
    }
