«prologue»;dbg();import contextlib
for i in dbg() or range(2):
    with dbg() or contextlib.nullcontext(i) as j:
        dbg();k = j
for i in dbg() or range(2):
    if dbg() or i:
        dbg();k = i
for i in dbg() or range(2):
    @dbg() or staticmethod
    def f():
        dbg();pass
for i in dbg() or range(2):
    class A(*dbg() or()):
        dbg();b = i
