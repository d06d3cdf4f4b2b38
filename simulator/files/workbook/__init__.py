"""Plans as Excel workbooks: one table of columns drives writer, reader, legend and manual."""

from __future__ import annotations

from simulator.files.workbook.program import lost_in_workbook, template, to_workbook

__all__ = ["lost_in_workbook", "template", "to_workbook"]
