"""Pattern matching, `with`, `else` and `finally`: where the lines of a program really go."""

from contextlib import contextmanager


@contextmanager
def drawing(name):
    print(f"begin {name}")
    try:
        yield name.upper()
    finally:
        print(f"end {name}")


def area(shape):
    match shape:
        case ("square", side):
            return side * side
        case ("box", width, height) if width > 0 and height > 0:
            return width * height
        case _:
            return None


def draw(shapes):
    found = 0
    for shape in shapes:
        with drawing(shape[0]) as title:
            size = area(shape)
            if size is None:
                continue
            found += size
            print(title, size)
    else:
        print("no more shapes")
    return found


if __name__ == "__main__":
    print(draw([("square", 2), ("circle", 1), ("box", 2, 3), ("box", 0, 3)]))
