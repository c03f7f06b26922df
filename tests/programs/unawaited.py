"""A coroutine nobody awaits, told with the place it comes from."""

import sys
import warnings

sys.stderr = sys.stdout
warnings.simplefilter("always")
sys.set_coroutine_origin_tracking_depth(3)


async def nobody():
    return 1


def forget():
    return nobody()


forget()
