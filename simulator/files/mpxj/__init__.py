"""Schedules of P6, MS Project, GanttProject and others, through MPXJ in a process of its own."""

from __future__ import annotations

from simulator.files.mpxj.read import read_schedule, read_with_report

__all__ = ["read_schedule", "read_with_report"]
