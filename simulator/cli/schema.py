"""`p80 schema`: the JSON Schema of plan files, by which editors complete and check them."""

from __future__ import annotations

import json

import click

from simulator.cli.out import show


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of plan files.

    p80 schema > plan.schema.json gives editors what they need to complete and check plans.
    """
    from simulator.files import schema

    show(json.dumps(schema.json_schema(), indent=2, ensure_ascii=False))
