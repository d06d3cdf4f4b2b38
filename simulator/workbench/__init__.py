"""Proof on the user's own machine: published worked examples, run through the product itself."""
