"""`p80 schema`: the JSON Schema of plan and scenario files, for editors."""

from __future__ import annotations

import json

import click

from simulator.cli.out import show


@click.command("schema")
@click.option("--scenario", is_flag=True, help="Of scenario files, in place of plan files.")
def command(scenario: bool) -> None:
    """Print the JSON Schema of plan files.

    p80 schema > plan.schema.json gives editors what they need to complete and check plans;
    p80 schema --scenario the same for scenarios.
    """
    if scenario:
        from simulator.scenario.schema import json_schema
    else:
        from simulator.files.schema import json_schema
    show(json.dumps(json_schema(), indent=2, ensure_ascii=False))
