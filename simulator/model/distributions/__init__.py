"""The families of distributions; one small file each."""

from simulator.model.distributions.constant import Constant
from simulator.model.distributions.family import Family, Kind, Parameter
from simulator.model.distributions.pert import Pert
from simulator.model.distributions.stepped import Stepped
from simulator.model.distributions.triangular import Triangular
from simulator.model.distributions.uniform import Uniform

FAMILIES: dict[str, type[Family]] = {
    family.name: family for family in (Constant, Uniform, Triangular, Pert)
}
"""Every family by its name in a plan file."""

__all__ = [
    "FAMILIES",
    "Constant",
    "Family",
    "Kind",
    "Parameter",
    "Pert",
    "Stepped",
    "Triangular",
    "Uniform",
]
