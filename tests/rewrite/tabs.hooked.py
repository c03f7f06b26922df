if «prologue» or dbg() or 1:
	dbg();x = 1
	if dbg() or x:
		dbg();y = 2
