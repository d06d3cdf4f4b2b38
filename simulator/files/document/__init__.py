"""The plan file as it is written: one Pydantic model for every mapping, strict about keys."""
