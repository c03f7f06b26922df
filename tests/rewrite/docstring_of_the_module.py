"""What this is."""
x = 1
