"""p80's own checks, one file each: what decides whether a forecast of the plan means anything."""

from simulator.health.finding import Check
from simulator.health.own import (
    baseline,
    calendars,
    dangling,
    detail,
    duplicate_names,
    idle_risks,
    merge_points,
    narrow_ranges,
    no_range,
    off_range,
    out_of_sequence,
    path_coverage,
    reverse_critical,
    set_by_date,
    status,
    summary_links,
    symmetric_ranges,
)

CHECKS: tuple[Check, ...] = (
    dangling.CHECK,
    set_by_date.CHECK,
    path_coverage.CHECK,
    reverse_critical.CHECK,
    merge_points.CHECK,
    detail.CHECK,
    no_range.CHECK,
    off_range.CHECK,
    symmetric_ranges.CHECK,
    narrow_ranges.CHECK,
    idle_risks.CHECK,
    summary_links.CHECK,
    out_of_sequence.CHECK,
    status.CHECK,
    calendars.CHECK,
    duplicate_names.CHECK,
    baseline.CHECK,
)
"""Logic first, then ranges and risks, then how the plan is kept."""
