"""What this is.""";«prologue»;dbg()
