"""Queries: one small language of conditions, search, sort, columns and pages over the fields of an Object."""

from payvand.kernel.query.compile import compile_where, context_of, field_for
from payvand.kernel.query.page import (
    COUNT_CAP,
    MOST_ROWS,
    Page,
    Query,
    count,
    matching,
    names_in,
    one_row,
    page,
    query_from,
    read,
    visible_of,
)  # fmt: skip
from payvand.kernel.query.parse import parse_where
from payvand.kernel.query.parted import PART_CAP, Total, pages, totals
from payvand.kernel.query.rows import Row, several_values
from payvand.kernel.query.search import SearchEngine, provide_search, search_condition
from payvand.kernel.query.tree import (
    EVERYTHING,
    BadQuery,
    Condition,
    Group,
    Node,
    Not,
    both,
    from_editor,
    leaves,
    to_editor,
)  # fmt: skip
from payvand.kernel.query.words import OPERATOR_WORDS, sentence, to_text

__all__ = [
    "COUNT_CAP", "EVERYTHING", "MOST_ROWS", "OPERATOR_WORDS", "PART_CAP", "BadQuery", "Condition", "Group", "Node",
    "Not", "Page", "Query", "Row", "SearchEngine", "Total", "both", "compile_where", "context_of", "count",
    "field_for", "from_editor", "leaves", "matching", "names_in", "one_row", "page", "pages", "parse_where",
    "provide_search", "query_from", "read", "search_condition", "sentence", "several_values", "to_editor", "to_text",
    "totals", "visible_of",
]  # fmt: skip
