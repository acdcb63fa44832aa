"""What a recipe brought in, counted in the database, beside what the file is known to hold."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import orjson
from django.db.models import DecimalField, F, Q, QuerySet, Sum

from payvand.kernel.models import Batch, Fact
from payvand.sales.models import Invoice, InvoiceLine, Order, OrderLine
from payvand.sales.recipes.line_table import LineMapping

Figures = Mapping[str, Decimal]
EXACT = DecimalField(max_digits=24, decimal_places=8)
SAME = ("product", "description", "quantity", "unit_price", "created_at")


def expected_of(folder: Path) -> Figures | None:
    """The figures that a recipe knows of its file; None where it knows of none."""
    told = folder / "figures.json"
    if not told.exists():
        return None
    return {name: Decimal(figure) for name, figure in orjson.loads(told.read_bytes()).items()}


def counted(label: str, mapping: LineMapping) -> Figures:
    """The same figures of what stands in the database, as far as this recipe brought it."""
    orders = Order.objects.filter(pk__in=_brought(label, "sales.order"))
    returns = Invoice.objects.filter(pk__in=_brought(label, "sales.invoice"))
    sold = OrderLine.objects.filter(order__in=orders).order_by()
    back = InvoiceLine.objects.filter(invoice__in=returns).order_by()
    nameless = {"party__name__startswith": mapping.walk_in % ""}
    parties = {*orders.exclude(**nameless).values_list("party_id", flat=True).order_by().distinct()}
    parties |= {*returns.exclude(**nameless).values_list("party_id", flat=True).order_by().distinct()}
    # An adjustment takes money back by its price; every other line that takes back does so by its quantity.
    adjusted = back.filter(invoice__number__startswith=mapping.adjustment).count()
    cancelled = Q(number__startswith=mapping.cancellation)
    return {
        "customers": Decimal(len(parties)),
        "lines": Decimal(sold.count() + back.count()),
        "lines_without_customer": Decimal(
            sold.filter(order__in=orders.filter(**nameless)).count()
            + back.filter(invoice__in=returns.filter(**nameless)).count()
        ),
        "negative_quantities": Decimal(back.count() - adjusted),
        "cancellation_lines": Decimal(
            sold.filter(order__in=orders.filter(cancelled)).count()
            + back.filter(invoice__in=returns.filter(cancelled)).count()
        ),
        "documents": Decimal(orders.count() + returns.count()),
        "duplicate_lines": Decimal(_doubles(sold, "order") + _doubles(back, "invoice")),
        "prices_not_above_nothing": Decimal(
            sold.filter(unit_price=0).count() + back.filter(unit_price=0).count() + adjusted
        ),
        "sum": (_worth(sold) - _worth(back)).quantize(Decimal("0.01")),
    }


def _brought(label: str, name: str) -> QuerySet[Fact, int]:
    """The numbers of the records of an Object that a recipe made."""
    batches = Batch.objects.filter(label=label, object=name).values("pk")
    made = Fact.objects.filter(batch_id__in=batches, name="record.created", object=name)
    return made.values_list("subject_id", flat=True)


def _doubles(lines: QuerySet[OrderLine] | QuerySet[InvoiceLine], document: str) -> int:
    """How many lines say what another one of their document says."""
    return int(lines.count() - lines.values(document, *SAME).distinct().count())


def _worth(lines: QuerySet[OrderLine] | QuerySet[InvoiceLine]) -> Decimal:
    """Quantity times price, added up before anything is rounded."""
    found = lines.aggregate(sum=Sum(F("quantity") * F("unit_price"), output_field=EXACT))["sum"]
    return Decimal(found or 0)
