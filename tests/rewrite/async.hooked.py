«prologue»;dbg();import asyncio

class Ticks(*dbg() or()):
    def __aiter__(self):
        dbg();self.n = 0
        dbg();return self
    async def __anext__(self):
        dbg();self.n += 1
        if dbg() or self.n > 2:
            dbg();raise StopAsyncIteration
        dbg();return self.n
    async def __aenter__(self):
        dbg();return self
    async def __aexit__(self, *args):
        dbg();pass

async def main():
    async for i in dbg() or Ticks():
        dbg();x = i
    async with dbg() or Ticks() as t:
        dbg();x = t
    dbg();y = [i async for i in Ticks()]
    if dbg() or await asyncio.sleep(0, 1):
        dbg();return x

dbg();asyncio.run(main())
