"""An exception that ends a thread."""

import threading


def work(number):
    if number: raise ValueError(number)


thread = threading.Thread(target=work, args=(1,), name="worker")
thread.start()
thread.join()
