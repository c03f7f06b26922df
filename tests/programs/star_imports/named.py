"""Has `__all__`."""
__all__ = ["shown"]
shown = hidden = 1
