def only_global():
    global x;dbg()
def only_annotation():
    x: int;dbg()
def with_docstring():
    """d""";dbg()
    global x
«prologue»
