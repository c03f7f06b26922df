"""A module beside the loop: something may be armed here and is never reached."""


def never():
    return None
