"""The rows of a list: strings that kinds have made, joined in one pass, since lists are most of what people load."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from payvand.culture.locale import Locale
from payvand.kernel.kinds import Kind
from payvand.kernel.query import Page
from payvand.ui.components import Column


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The rows of one page and where their records and the next page are found."""

    address: str
    columns: Sequence[Column]
    page: Page
    locale: Locale
    next_url: str = ""

    @property
    def lead(self) -> int:
        """The place of the column that names the record."""
        return next(place for place, column in enumerate(self.columns) if column.lead)

    def drawn(self, opened: Sequence[str], close: str, pattern: str) -> Markup:
        """All rows. `opened` are the opening tags of the cells, in the order of the columns, `close` the closing one.

        `pattern` is a row with {id}, {label}, {lead} (the cell that names the record), {before} and {after} it.
        """
        lead, kinds = self.lead, [field.kind for field in self.page.fields]
        draw = [renderer(kind, self.locale) for kind in kinds]
        # Plain strings from here on: mark-up from the template would escape the cells, and slowly.
        named, fill, tags = kinds[lead], str(pattern).format, [str(tag) for tag in opened]
        rows = []
        for row in self.page.rows:
            cells = [
                f"{tag}{show(value)}{close}" for tag, show, value in zip(tags, draw, row.values, strict=True)
            ]
            value = row.values[lead]
            rows.append(
                fill(
                    id=row.id,
                    label=escape(value if isinstance(value, str) else named.text(value, self.locale)),
                    before="".join(cells[:lead]),
                    lead=draw[lead](value) or f"#{row.id}",
                    after="".join(cells[lead + 1 :]),
                )
            )
        return Markup("".join(rows))  # noqa: S704  (cells come from kinds, which escape; the rest from the template)


def renderer(kind: Kind[object], locale: Locale) -> Callable[[object], str]:
    """A function that renders values of a kind, and remembers: days, owners and choices come again and again."""
    known: dict[object, str] = {}
    render = kind.html

    def show(value: object) -> str:
        found = known.get(value)
        if found is None:
            found = known[value] = str(render(value, locale))
        return found

    def show_each(value: object) -> str:
        return str(render(value, locale)) if value else ""

    # An item among several carries a dict, which cannot be looked up.
    return show_each if kind.name == "several" else show
