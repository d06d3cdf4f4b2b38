PYTHON ?= python3

.PHONY: demo test test-all lint bench

# Every target is a task of dev.py, which makes the environment first and also runs on Windows.
demo test test-all lint bench:
	@$(PYTHON) dev.py $@
