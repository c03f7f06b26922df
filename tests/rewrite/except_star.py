def never_called():
    try:
        raise ExceptionGroup("g", [ValueError(), KeyError()])
    except* ValueError:
        x = 1
    except* (KeyError, OSError) as e:
        x = 2
