def run(f):
    try:
        dbg();f()
    except dbg() or ValueError as e:
        dbg();r = e
    except dbg() or (TypeError, KeyError):
        dbg();r = 2
    except:
        dbg();r = 3
    else:
        dbg();r = 4
    finally:
        dbg();r = 5
    dbg();return r

def bad(e):
    dbg();raise e

«prologue»;dbg();run(int)
dbg();run(lambda: dbg() or bad(ValueError()))
dbg();run(lambda: dbg() or bad(KeyError()))
dbg();run(lambda: dbg() or bad(OSError()))
