"""Coroutines that wait for each other: `next` over an `await` stays in its own coroutine."""

import asyncio


async def fetch(name, ticks):
    for _ in range(ticks):
        await asyncio.sleep(0)
    return f"{name} after {ticks}"


async def main():
    first = await fetch("first", 1)
    both = await asyncio.gather(fetch("second", 3), fetch("third", 2))
    return [first, *both]


if __name__ == "__main__":
    for line in asyncio.run(main()):
        print(line)
