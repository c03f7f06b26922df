"""The tight loop's rounds, shared by as many threads as the argument says."""

import sys
import threading

import tight_loop


def bench(rounds):
    number = int(sys.argv[1])
    threads = [
        threading.Thread(target=tight_loop.loop, args=(rounds // number,)) for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
