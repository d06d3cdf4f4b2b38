"""What runs in the child process, where Java is."""
