"""The normal distribution in plain arithmetic: its quantile and its probability."""

import numpy as np

from simulator.kernels.jit import kernel


@kernel
def normal_score(p):
    """Value of the standard normal at probability p, 0 < p < 1; relative error below 1e-15.

    Source: Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477-484, PPND16.
    """
    q = p - 0.5
    if abs(q) <= 0.425:
        return _middle(q)
    r = np.sqrt(-np.log(p if q < 0.0 else 1.0 - p))
    value = _near_tail(r - 1.6) if r <= 5.0 else _far_tail(r - 5.0)
    return -value if q < 0.0 else value


@kernel
def normal_probability(z):
    """Probability that a standard normal is at most z; absolute error below 1e-14.

    Source: West, "Better approximations to cumulative normal functions", Wilmott (2005),
    after Hart, Computer Approximations (1968), 5666.
    """
    x = abs(z)
    if x > 37.0:
        tail = 0.0
    elif x < 7.07106781186547:
        tail = np.exp(-0.5 * x * x) * _hart(x)
    else:
        fraction = x + 1.0 / (x + 2.0 / (x + 3.0 / (x + 4.0 / (x + 0.65))))
        tail = np.exp(-0.5 * x * x) / fraction / 2.506628274631
    return 1.0 - tail if z > 0.0 else tail


@kernel
def _middle(q):
    r = 0.180625 - q * q
    a = 2.5090809287301226727e3
    a = a * r + 3.3430575583588128105e4
    a = a * r + 6.7265770927008700853e4
    a = a * r + 4.5921953931549871457e4
    a = a * r + 1.3731693765509461125e4
    a = a * r + 1.9715909503065514427e3
    a = a * r + 1.3314166789178437745e2
    a = a * r + 3.3871328727963666080e0
    b = 5.2264952788528545610e3
    b = b * r + 2.8729085735721942674e4
    b = b * r + 3.9307895800092710610e4
    b = b * r + 2.1213794301586595867e4
    b = b * r + 5.3941960214247511077e3
    b = b * r + 6.8718700749205790830e2
    b = b * r + 4.2313330701600911252e1
    b = b * r + 1.0
    return q * a / b


@kernel
def _near_tail(r):
    a = 7.74545014278341407640e-4
    a = a * r + 2.27238449892691845833e-2
    a = a * r + 2.41780725177450611770e-1
    a = a * r + 1.27045825245236838258e0
    a = a * r + 3.64784832476320460504e0
    a = a * r + 5.76949722146069140550e0
    a = a * r + 4.63033784615654529590e0
    a = a * r + 1.42343711074968357734e0
    b = 1.05075007164441684324e-9
    b = b * r + 5.47593808499534494600e-4
    b = b * r + 1.51986665636164571966e-2
    b = b * r + 1.48103976427480074590e-1
    b = b * r + 6.89767334985100004550e-1
    b = b * r + 1.67638483018380384940e0
    b = b * r + 2.05319162663775882187e0
    b = b * r + 1.0
    return a / b


@kernel
def _far_tail(r):
    a = 2.01033439929228813265e-7
    a = a * r + 2.71155556874348757815e-5
    a = a * r + 1.24266094738807843860e-3
    a = a * r + 2.65321895265761230930e-2
    a = a * r + 2.96560571828504891230e-1
    a = a * r + 1.78482653991729133580e0
    a = a * r + 5.46378491116411436990e0
    a = a * r + 6.65790464350110377720e0
    b = 2.04426310338993978564e-15
    b = b * r + 1.42151175831644588870e-7
    b = b * r + 1.84631831751005468180e-5
    b = b * r + 7.86869131145613259100e-4
    b = b * r + 1.48753612908506148525e-2
    b = b * r + 1.36929880922735805310e-1
    b = b * r + 5.99832206555887937690e-1
    b = b * r + 1.0
    return a / b


@kernel
def _hart(x):
    a = 3.52624965998911e-2
    a = a * x + 0.700383064443688
    a = a * x + 6.37396220353165
    a = a * x + 33.912866078383
    a = a * x + 112.079291497871
    a = a * x + 221.213596169931
    a = a * x + 220.206867912376
    b = 8.83883476483184e-2
    b = b * x + 1.75566716318264
    b = b * x + 16.064177579207
    b = b * x + 86.7807322029461
    b = b * x + 296.564248779674
    b = b * x + 637.333633378831
    b = b * x + 793.826512519948
    b = b * x + 440.413735824752
    return a / b
