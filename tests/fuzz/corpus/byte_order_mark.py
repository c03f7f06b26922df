# c
class A[T=int](*(b), c=d): "doc"
