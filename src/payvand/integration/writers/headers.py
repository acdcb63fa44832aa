"""The header of an exported column: the field's own label, and its name where two labels are the same."""

from collections import Counter
from collections.abc import Sequence

from payvand.kernel.objects import Field


def headers_of(fields: Sequence[Field]) -> list[str]:
    """One header a field; an import finds the field by each of them again."""
    labels = [str(field.label) for field in fields]
    times = Counter(labels)
    return [label if times[label] == 1 else field.name for label, field in zip(labels, fields, strict=True)]
