import asyncio

class Ticks:
    def __aiter__(self):
        self.n = 0
        return self
    async def __anext__(self):
        self.n += 1
        if self.n > 2:
            raise StopAsyncIteration
        return self.n
    async def __aenter__(self):
        return self
    async def __aexit__(self, *args):
        pass

async def main():
    async for i in Ticks():
        x = i
    async with Ticks() as t:
        x = t
    y = [i async for i in Ticks()]
    if await asyncio.sleep(0, 1):
        return x

asyncio.run(main())
