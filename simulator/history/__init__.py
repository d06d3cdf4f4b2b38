"""What finished work says about work to come: ranges by category, and reference classes."""

from simulator.files.headings import Columns
from simulator.history.calibration import Calibration, Group, Measured, calibrate
from simulator.history.reference import ClassRecord, ReferenceClass, Uplift, reference_class

__all__ = [
    "Calibration",
    "ClassRecord",
    "Columns",
    "Group",
    "Measured",
    "ReferenceClass",
    "Uplift",
    "calibrate",
    "reference_class",
]
