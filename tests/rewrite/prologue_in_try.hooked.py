try:
    «prologue»;dbg();import nowhere
except dbg() or ImportError:
    dbg();nowhere = None
