"""The steps of `files.build`, from the plan file as written to the program it means."""
