class A(
    int,
    metaclass=type,
):
    x = 1

class B(
):
    x = 2
