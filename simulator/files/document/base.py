"""What all models of the plan file share: strict keys, texts, dates, one-or-many lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated, Any, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    model_validator,
)
from pydantic_core import PydanticCustomError

from simulator.files import dates

T = TypeVar("T")


class Hole:
    """Stands where a list item was cut out because it is wrong."""


HOLE = Hole()


class Strict(BaseModel):
    """A mapping of the plan file whose unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    @model_validator(mode="wrap")
    @classmethod
    def _let_holes_pass(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Any:
        return value if value is HOLE else handler(value)


def present(items: tuple[T, ...] | None) -> Iterator[tuple[int, T]]:
    """Index and value of the items that were not cut out."""
    for index, item in enumerate(items or ()):
        if not isinstance(item, Hole):
            yield index, item


def refused(rule: str, message: str, mend: str) -> PydanticCustomError:
    """An error that keeps its rule and its mend on the way through Pydantic."""
    return PydanticCustomError("p80", "{message}", {"rule": rule, "message": message, "mend": mend})


def _dated(read: Callable[[str], datetime]) -> Callable[[Any], Any]:
    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return read(value)
        except ValueError as fault:
            raise refused("date", str(fault), dates.MEND) from fault

    return validate


def many(value: Any) -> Any:
    """One value stands for a list of one."""
    return value if value is None or isinstance(value, list) else [value]


Moment = Annotated[datetime, BeforeValidator(_dated(dates.moment), json_schema_input_type=str)]
"""A date alone means 00:00."""

Until = Annotated[datetime, BeforeValidator(_dated(dates.until), json_schema_input_type=str)]
"""A date alone means the end of that day."""

Number = Annotated[str, BeforeValidator(lambda value: value, json_schema_input_type=str | float)]
"""A number, or a number with a unit, or a distribution: text that the builder reads."""

Text = Number
"""Any text; a name or id that looks like a number is text all the same."""

Texts = Annotated[
    tuple[str, ...],
    BeforeValidator(many, json_schema_input_type=str | float | list[str | float]),
]
"""One text or a list of texts."""
