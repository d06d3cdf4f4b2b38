"""Files to `Program` and back."""

from simulator.files.fingerprint import fingerprint
from simulator.files.load import load

__all__ = ["fingerprint", "load"]
