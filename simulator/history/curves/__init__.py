"""The curves that a history is fitted with; one small file each."""

from simulator.history.curves.curve import Curve, Fits
from simulator.history.curves.gamma import GammaCurve
from simulator.history.curves.lognormal import LognormalCurve
from simulator.history.curves.normal import NormalCurve
from simulator.history.curves.pert import PertCurve
from simulator.history.curves.triangular import TriangularCurve
from simulator.history.curves.weibull import WeibullCurve

CURVES: dict[str, Curve] = {
    curve.name: curve
    for curve in (
        LognormalCurve(),
        GammaCurve(),
        WeibullCurve(),
        NormalCurve(),
        TriangularCurve(),
        PertCurve(),
    )
}
"""Every curve by the name of its family in a plan file."""

USUAL = ("lognormal", "gamma", "weibull", "normal")
"""Those among which is chosen unless the user names others: none of them has an upper end.

A triangle or PERT puts its end just above the worst case on record. Its likelihood profits from
that more than its third parameter costs (where ends depend on parameters the theory of AIC does not
hold), and nothing worse could ever happen.
"""

__all__ = ["CURVES", "USUAL", "Curve", "Fits"]
