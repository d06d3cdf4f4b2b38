"""Joint confidence of date and budget, from the samples of finish and cost of each iteration."""
