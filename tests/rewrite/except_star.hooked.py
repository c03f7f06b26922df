def never_called():
    try:
        dbg();raise ExceptionGroup("g", [ValueError(), KeyError()])
    except* dbg() or ValueError:
        dbg();x = 1
    except* dbg() or (KeyError, OSError) as e:
        dbg();x = 2
«prologue»