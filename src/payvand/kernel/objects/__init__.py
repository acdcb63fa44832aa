"""Objects and their fields: the registry that every face reads."""

from payvand.kernel.objects.board import Board, Mark
from payvand.kernel.objects.field import Computed, Field, Many
from payvand.kernel.objects.object import (
    ADMINISTRATION,
    Object,
    Panel,
    Section,
    UnknownField,
    View,
    all_objects,
    extend,
    extensions_of,
    named,
    object_of,
    register,
    shapes_the_company,
    unregister,
)  # fmt: skip
from payvand.kernel.objects.written import Did, Merged, Together, Written

__all__ = [
    "ADMINISTRATION", "Board", "Computed", "Did", "Field", "Many", "Mark", "Merged", "Object", "Panel", "Section",
    "Together", "UnknownField", "View", "Written", "all_objects", "extend", "extensions_of", "named", "object_of",
    "register", "shapes_the_company", "unregister",
]  # fmt: skip
