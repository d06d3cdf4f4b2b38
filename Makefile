PYTHON ?= python3

.PHONY: demo test test-all lint docs bench

# Every target is a task of dev.py, which makes the environment first and also runs on Windows.
demo test test-all lint docs bench:
	@$(PYTHON) dev.py $@
