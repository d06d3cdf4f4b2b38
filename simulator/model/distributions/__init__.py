"""The families of distributions; one small file each."""

from simulator.model.distributions.bernoulli import Bernoulli
from simulator.model.distributions.beta import Beta
from simulator.model.distributions.constant import Constant
from simulator.model.distributions.cumulative import Cumulative
from simulator.model.distributions.discrete import Discrete
from simulator.model.distributions.empirical import Empirical
from simulator.model.distributions.experts import Experts
from simulator.model.distributions.exponential import Exponential
from simulator.model.distributions.family import Family, Kind, Parameter
from simulator.model.distributions.gamma import Gamma
from simulator.model.distributions.lognormal import Lognormal
from simulator.model.distributions.metalog import Metalog
from simulator.model.distributions.normal import Normal
from simulator.model.distributions.pert import Pert
from simulator.model.distributions.stepped import Stepped
from simulator.model.distributions.triangular import Triangular
from simulator.model.distributions.trigen import Trigen
from simulator.model.distributions.uniform import Uniform
from simulator.model.distributions.weibull import Weibull

FAMILIES: dict[str, type[Family]] = {
    family.name: family
    for family in (
        Constant,
        Uniform,
        Triangular,
        Pert,
        Trigen,
        Beta,
        Normal,
        Lognormal,
        Gamma,
        Weibull,
        Exponential,
        Discrete,
        Cumulative,
        Empirical,
        Metalog,
        Bernoulli,
        Experts,
    )
}
"""Every family by its name in a plan file."""

__all__ = [
    "FAMILIES",
    "Bernoulli",
    "Beta",
    "Constant",
    "Cumulative",
    "Discrete",
    "Empirical",
    "Experts",
    "Exponential",
    "Family",
    "Gamma",
    "Kind",
    "Lognormal",
    "Metalog",
    "Normal",
    "Parameter",
    "Pert",
    "Stepped",
    "Triangular",
    "Trigen",
    "Uniform",
    "Weibull",
]
