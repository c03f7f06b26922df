def run(f):
    try:
        f()
    except ValueError as e:
        r = e
    except (TypeError, KeyError):
        r = 2
    except:
        r = 3
    else:
        r = 4
    finally:
        r = 5
    return r

def bad(e):
    raise e

run(int)
run(lambda: bad(ValueError()))
run(lambda: bad(KeyError()))
run(lambda: bad(OSError()))
