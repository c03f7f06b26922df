x = "dbg"
