"""A loop with a rare event in it: the place for a conditional breakpoint."""


def collatz_length(n):
    length = 1
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        length += 1
    return length


def longest(limit):
    best = (0, 0)
    for start in range(1, limit):
        length = collatz_length(start)
        best = max(best, (length, start))
    return best


if __name__ == "__main__":
    print(longest(2000))
