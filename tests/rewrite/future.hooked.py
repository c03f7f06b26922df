"""What this is."""
from __future__ import annotations
from __future__ import (division,
                        print_function)
«prologue»;dbg();x = 1
