dbg2 = my_dbg = 1
