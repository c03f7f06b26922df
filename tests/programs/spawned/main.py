"""Worker processes that start from nothing, and forked ones."""

import multiprocessing

from work import square

if __name__ == "__main__":
    for method in "spawn", "fork":
        context = multiprocessing.get_context(method)
        with context.Pool(2) as pool:
            print(method, pool.map(square, range(4)))
