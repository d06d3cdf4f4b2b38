"""Why the answer is what it is: iterations opened, and two plans held against each other."""
