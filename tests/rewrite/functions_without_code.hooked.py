def only_global():
    global x
def only_annotation():
    x: int
def with_docstring():
    """d""";dbg()
    global x
«prologue»
