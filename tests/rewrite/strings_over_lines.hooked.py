«prologue»;dbg();text = """one
two
three"""
dbg();more = (text +
        "four")
