text = """one
two
three"""
more = (text +
        "four")
