"""What a sheet of a plan workbook is made of: columns, and the words that explain them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Form(Enum):
    """How the values of a column stand in a cell, and what a number in it means."""

    TEXT = "text"
    ID = "id"
    WORD = "one of the list"
    LENGTH = "days, or a time with its unit"
    HOURS = "hours"
    MONEY = "money"
    SHARE = "percent"
    FACTOR = "factor"
    RANGE = "distribution"
    START = "date: from 00:00 of that day"
    FINISH = "date: to the end of that day"
    DATE = "date"
    FLAG = "TRUE or FALSE"
    LIST = "list, ; between"
    LINKS = "links, ; between"


SHAPES = ("triangular", "pert", "trigen", "uniform")
"""Shapes of three points."""

FIELD = "field:"
"""Begins the header of a column that is a field, whatever its name."""

DATES = frozenset({Form.START, Form.FINISH, Form.DATE})

NUMBERS = frozenset({Form.LENGTH, Form.HOURS, Form.MONEY, Form.SHARE, Form.FACTOR, Form.RANGE})
"""A date in such a cell is a number that a spreadsheet took for one."""

IDS = frozenset({Form.ID, Form.LIST, Form.LINKS})
"""Texts that spreadsheets like to turn into dates and numbers."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. header : as it stands in the sheet. key : of the plan file, steps joined by
    points; empty where only the sheet knows it. says : what it means, for notes and the legend.
    choices : words of the list in its cells, or the name of the sheet whose ids they are.
    needed : a row without it is an error. rare : folded away where nothing is in it.
    """

    header: str
    key: str
    form: Form
    says: str
    example: str = ""
    width: int = 12
    choices: tuple[str, ...] | str = ()
    needed: bool = False
    rare: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Three cells that are one range: `prefix` + low, likely, high, shape.

    plan : key that the range is given as where nothing is planned; spread : key that it is given
    as beside a planned value; others : keys that may hold the planned value instead.
    """

    prefix: str
    plan: str
    spread: str
    others: tuple[str, ...] = ()

    @property
    def headers(self) -> tuple[str, str, str, str]:
        """Of the three values and the shape."""
        low, likely, high, shape = (
            f"{self.prefix}{name}" for name in ("low", "likely", "high", "shape")
        )
        return low, likely, high, shape


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. key : of the plan file. says : what it is for, one sentence.

    fields : whether columns ``field: NAME`` may be added. vertical : settings below each other,
    a row each.
    """

    name: str
    key: str
    says: str
    columns: tuple[Column, ...]
    points: tuple[Points, ...] = ()
    fields: bool = False
    vertical: bool = False

    @property
    def by_header(self) -> dict[str, Column]:
        """Columns by what stands above them."""
        return {column.header: column for column in self.columns}


def points_columns(points: Points, form: Form, what: str, example: str) -> tuple[Column, ...]:
    """The four columns of a range of `what`; `example` gives their values, spaces between."""
    low, likely, high, shape = points.headers
    values = example.split()
    says = {
        low: f"the least {what}: {_POINT[form]}",
        likely: f"the most likely {what}; leave empty for a uniform range",
        high: f"the greatest {what}",
    }
    return (
        *(
            Column(header, "", form, said, value, 11)
            for (header, said), value in zip(says.items(), values[:3], strict=True)
        ),
        Column(
            shape,
            "",
            Form.WORD,
            "shape of the range; triangular where empty, uniform where only least and greatest"
            " are given",
            values[3],
            12,
            SHAPES,
        ),
    )


_POINT = {
    Form.LENGTH: "in days, or in percent of what is planned; fill low, likely and high",
    Form.MONEY: "in money, or in percent of what is planned; fill low, likely and high",
    Form.FACTOR: "as 0.9 or 90%; fill low, likely and high",
}
