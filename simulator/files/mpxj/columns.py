"""Bulk reading of Java objects: one call for a whole column instead of one a value.

A call through JPype costs some 30 microseconds, so 5,000 activities with 50 fields would take
7 seconds. A Java stream with method handles reads the same column inside the JVM and hands back
one string. Runs in the child process only, after the JVM has started.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import jpype

SEPARATOR = "\x1e"
"""Between values: the ASCII record separator, which no planning tool lets into a text field."""
NOTHING = "\x01"
"""Stands for null."""

Step = Any
"""A `java.util.function.Function`."""


@cache
def _java(name: str) -> Any:
    return jpype.JClass(name)


def _step(handle: Any) -> Step:
    """A function that hands null on and calls `handle` with anything else."""
    handles = _java("java.lang.invoke.MethodHandles")
    method_type = _java("java.lang.invoke.MethodType")
    thing = _java("java.lang.Object")
    general = handle.asType(method_type.methodType(thing, thing))
    is_null = handles.publicLookup().findStatic(
        _java("java.util.Objects"),
        "isNull",
        method_type.methodType(jpype.JBoolean, thing),
    )
    safe = handles.guardWithTest(is_null, handles.identity(thing), general)
    proxies = _java("java.lang.invoke.MethodHandleProxies")
    return proxies.asInterfaceInstance(_java("java.util.function.Function"), safe)


@cache
def get(class_name: str, method: str) -> Step:
    """Step that calls a getter without arguments, such as ``("org.mpxj.Task", "getName")``."""
    found = _java(class_name).class_.getMethod(method)
    return _step(_java("java.lang.invoke.MethodHandles").publicLookup().unreflect(found))


def call(class_name: str, method: str, parameter: str, argument: Any) -> Step:
    """Step that calls a method of one parameter with `argument`."""
    handles = _java("java.lang.invoke.MethodHandles")
    found = _java(class_name).class_.getMethod(method, _java(parameter).class_)
    handle = handles.publicLookup().unreflect(found)
    return _step(handles.insertArguments(handle, 1, [argument]))


def bound(target: Any, method: str, parameter: str) -> Step:
    """Step that calls ``target.method(value)`` for every value of the stream."""
    handles = _java("java.lang.invoke.MethodHandles")
    found = target.getClass().getMethod(method, _java(parameter).class_)
    return _step(handles.publicLookup().unreflect(found).bindTo(target))


def copied(class_name: str, parameter: str) -> Step:
    """Step that makes ``new class_name(value)`` of every value."""
    handles = _java("java.lang.invoke.MethodHandles")
    found = _java(class_name).class_.getConstructor(_java(parameter).class_)
    return _step(handles.publicLookup().unreflectConstructor(found))


@cache
def _text() -> Step:
    """Step that makes text of any object, with a mark for null."""
    handles = _java("java.lang.invoke.MethodHandles")
    method_type = _java("java.lang.invoke.MethodType")
    string, thing = _java("java.lang.String"), _java("java.lang.Object")
    handle = handles.publicLookup().findStatic(
        _java("java.util.Objects"), "toString", method_type.methodType(string, thing, string)
    )
    general = handles.insertArguments(handle, 1, [NOTHING]).asType(
        method_type.methodType(thing, thing)
    )
    proxies = _java("java.lang.invoke.MethodHandleProxies")
    return proxies.asInterfaceInstance(_java("java.util.function.Function"), general)


def column(rows: Any, *steps: Step) -> list[str | None]:
    """Text of every element of a Java collection after `steps`; None where there is no value."""
    if rows.isEmpty():
        return []
    stream = rows.stream()
    for step in (*steps, _text()):
        stream = stream.map(step)
    collectors = _java("java.util.stream.Collectors")
    joined = str(stream.collect(collectors.joining(SEPARATOR))).split(SEPARATOR)
    if len(joined) != rows.size():
        joined = [_slowly(row, steps) for row in rows]
    return [None if text == NOTHING else text for text in joined]


def _slowly(row: Any, steps: tuple[Step, ...]) -> str:
    """The same for one element, where a text holds the separator itself."""
    for step in (*steps, _text()):
        row = step.apply(row)
    return str(row).replace(SEPARATOR, " ")
