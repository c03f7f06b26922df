"""What runs when the interpreter goes down: exit functions, destructors, daemon threads."""

import atexit
import threading
import time


class Late:
    def __init__(self, name): self.name = name

    def __del__(self):
        if self.name:
            print("gone", self.name)


@atexit.register
def goodbye():
    print("goodbye")


def wait():
    while True:
        time.sleep(0.001)


for number in range(3):
    threading.Thread(target=wait, daemon=True).start()
late = Late("global")
cycle = Late("cycle")
cycle.me = cycle
