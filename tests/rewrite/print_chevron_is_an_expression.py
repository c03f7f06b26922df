class Pipe:
    def __rshift__(self, other):
        return other

print = Pipe()
print >> 1, 2
