"""JSON Schemas, by which editors complete and check files."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from simulator.files.document.plan import PlanDoc


def json_schema(model: type[BaseModel] = PlanDoc, title: str = "p80 plan") -> dict[str, Any]:
    """JSON Schema (2020-12) of the plan file, or of another that a model reads, made from it."""
    schema = model.model_json_schema(mode="validation")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": title,
    }
