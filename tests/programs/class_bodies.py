"""Class bodies that watch their names: enum, dataclass, slots, __prepare__."""

import dataclasses
import enum
import typing


class Colour(enum.Enum):
    """Colours."""
    RED = 1
    GREEN = enum.auto()

    @property
    def first(self): return self.name[0]


class Flags(enum.Flag):
    A = 1; B = 2


@dataclasses.dataclass(slots=True)
class Point:
    x: int
    y: int = 0
    tags: list = dataclasses.field(default_factory=lambda: [])


class Slots:
    __slots__ = ("a",)
    def __init__(self): self.a = 1


class Missing(dict):
    def __missing__(self, name):
        if name.startswith("__"): raise KeyError(name)
        return self.setdefault(name, len(self))


class Counting(type):
    @classmethod
    def __prepare__(cls, name, bases):
        return Missing()

    def __new__(cls, name, bases, namespace):
        return super().__new__(cls, name, bases, dict(namespace))


class Numbered(metaclass=Counting):
    first, second
    third
    x = 1


class Row(typing.NamedTuple):
    a: int
    b: str = "b"


class Shape(typing.Protocol):
    def area(self) -> float: ...


print(list(Colour), Colour.RED.first, list(Flags.A | Flags.B) if hasattr(Flags.A, "__iter__") else Flags.A)
print(Point(1), Point.__slots__, Slots.__dict__.keys() - {"__static_attributes__", "__firstlineno__"})
print({name: value for name, value in vars(Numbered).items() if isinstance(value, int)} | {"__firstlineno__": 0})
print(Row(1), Row._fields, Row._field_defaults)
print([name for name in vars(Shape) if "dbg" in name])
