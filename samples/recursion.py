"""A function that calls itself: what `next`, `step` and `return` mean depends on the frame."""


def factorial(n):
    if n <= 1:
        return 1
    rest = factorial(n - 1)
    return n * rest


if __name__ == "__main__":
    print(factorial(4))
