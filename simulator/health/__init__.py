"""Schedule health: the GAO practices, the DCMA 14 points, and what they do to a risk analysis."""
