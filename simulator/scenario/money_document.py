"""Rows of a scenario about money of the program: benefits, overheads, penalties, bonuses."""

from __future__ import annotations

from pydantic import Field

from simulator.files.document.base import Number, Strict, Text, Texts, Until


class SetBenefitDoc(Strict):
    """New values of one benefit; keys as in the plan file."""

    name: Text = Field(alias="benefit")
    from_: Text | None = Field(default=None, alias="from")
    per_month: Number | None = None
    until: Until | None = None
    once: Number | None = None
    lost_per_week: Number | None = None
    due: Until | None = None


class SetOverheadDoc(Strict):
    """Another share of one overhead; of one project, or of all that have it."""

    name: Text = Field(alias="overhead")
    share: Number
    project: Text | None = None


class SetPenaltyDoc(Strict):
    """New values of one penalty; keys as in the plan file."""

    name: Text = Field(alias="penalty")
    task: Text | None = None
    after: Until | None = None
    per_day: Number | None = None
    at_most: Number | None = None


class SetBonusDoc(Strict):
    """New values of one bonus; keys as in the plan file."""

    name: Text = Field(alias="bonus")
    task: Text | None = None
    before: Until | None = None
    per_day: Number | None = None
    at_most: Number | None = None


class ScaleBenefitsDoc(Strict):
    """A factor on the amounts of benefits; ranges keep their proportion."""

    benefits: Texts
    amount: Number


class ScaleOverheadsDoc(Strict):
    """A factor on the shares of overheads, of all projects."""

    overheads: Texts
    share: Number


class ShiftBenefitsDoc(Strict):
    """What is added to benefits, or moved; below 0 it is taken away."""

    benefits: Texts
    amount: Number | None = Field(default=None, description="money that is added: 20k, -5k")
    dates: Number | None = Field(
        default=None, description="days by which until and due move: 14, -7"
    )
