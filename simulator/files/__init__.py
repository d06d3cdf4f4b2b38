"""Files to `Program` and back."""

from simulator.files.load import load

__all__ = ["load"]
