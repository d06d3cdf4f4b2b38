"""Parts of a program as plain values of the plan file."""
