"""Benefits of the plan file."""

from __future__ import annotations

from pydantic import Field

from simulator.files.document.base import Number, Strict, Text, Until


class BenefitDoc(Strict):
    """Money that follows from a finish: by the month, once, or lost by the week."""

    name: Text
    from_: Text | None = Field(
        default=None, alias="from", description="task or project; the program's finish else"
    )
    per_month: Number | None = None
    until: Until | None = Field(default=None, description="last day of the money by the month")
    once: Number | None = None
    lost_per_week: Number | None = Field(default=None, description="for each week after `due`")
    due: Until | None = None
