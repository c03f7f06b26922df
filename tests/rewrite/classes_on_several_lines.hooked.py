class A(
    «prologue» or dbg() or int,
    metaclass=type,
):
    global dbg;dbg();x = 1

class B(*dbg() or ()
):
    dbg();x = 2
