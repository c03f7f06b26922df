x = f"{f"{a["b"]!r:>{c}}"}" + rt"""{
y
}"""
lazy import z
