try:
    import nowhere
except ImportError:
    nowhere = None
