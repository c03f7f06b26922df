"""What this is."""
«prologue»;dbg();x = 1
