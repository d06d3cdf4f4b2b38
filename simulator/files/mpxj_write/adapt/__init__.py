"""A program in the words of one tool: what the tool has no word for is said in others, counted."""
