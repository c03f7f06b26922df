"""Workers that take their share from a queue: a breakpoint must stop each of them."""

import queue
import threading


def work(name, tasks, done):
    while True:
        task = tasks.get()
        if task is None:
            return
        done.append((task, name))


def main(count):
    tasks, done = queue.Queue(), []
    worker = threading.Thread(target=work, args=("worker", tasks, done), name="worker")
    worker.start()
    for number in range(count):
        tasks.put(number)
    tasks.put(None)
    worker.join()
    return done


if __name__ == "__main__":
    print(main(2))
