import contextlib
for i in range(2):
    with contextlib.nullcontext(i) as j:
        k = j
for i in range(2):
    if i:
        k = i
for i in range(2):
    @staticmethod
    def f():
        pass
for i in range(2):
    class A:
        b = i
