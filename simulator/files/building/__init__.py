"""The steps from the plan file as written to the program that it means; `files.build` calls them."""
