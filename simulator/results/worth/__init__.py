"""What a program is worth, iteration by iteration: present values and payback."""
