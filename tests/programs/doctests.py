"""A doctest that fails, and one that raises."""

import doctest


def twice(x):
    """
    >>> twice(2)
    5
    >>> twice(None)
    8
    """
    return x * 2


doctest.testmod()
