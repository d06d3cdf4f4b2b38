"""A program as a tool can hold it: what the tool has no word for is said in other words, counted."""
