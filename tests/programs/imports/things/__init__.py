"""A package with a resource."""
from . import lazily
