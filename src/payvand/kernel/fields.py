"""Model fields of the kernel: exact money, and columns derived from another column at every write."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.core import checks
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from payvand.culture.folding import fold, sort_key
from payvand.culture.transliteration import skeleton
from payvand.kernel.kinds import Choice, MoneyKind, Option
from payvand.kernel.kinds.listed import Listed
from payvand.kernel.kinds.number import plain


class MoneyField(models.DecimalField[Decimal | str | int | None, Decimal | None]):
    """An amount as Decimal(24,4), and beside it `<name>_currency` with its ISO 4217 code.

    SQLite keeps whole amounts as integers and so exactly; the kind refuses fractions that it could not keep.
    """

    def __init__(self, *args: Any, currency: str = "IRR", negative: bool = False, **options: Any) -> None:
        self.currency = currency
        self.negative = negative
        options |= {"max_digits": 24, "decimal_places": 4}
        super().__init__(*args, **options)

    @property
    def kind(self) -> MoneyKind:
        return MoneyKind(currency=self.currency, negative=self.negative)

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        # The models of migrations name the second column themselves.
        if not cls._meta.abstract and cls.__module__ != "__fake__":
            currency = models.CharField(max_length=3, default=self.currency, editable=False)
            cls.add_to_class(f"{name}_currency", currency)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        del options["max_digits"], options["decimal_places"]
        if self.currency != "IRR":
            options["currency"] = self.currency
        if self.negative:
            options["negative"] = True
        return name, path, args, options

    def get_internal_type(self) -> str:
        return "MoneyField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "numeric(24, 4)"

    def from_db_value(
        self, value: object, expression: object, connection: BaseDatabaseWrapper
    ) -> Decimal | None:
        return None if value is None else Decimal(repr(value) if isinstance(value, float) else str(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        value = self.to_python(value)
        if value is None or connection.vendor == "postgresql":
            return value
        return plain(value)

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        return value if hasattr(value, "as_sql") else self.get_db_prep_value(value, connection)


class DerivedField(models.CharField[str, str]):
    """A column that follows from another one: computed at every write, never set by hand, never shown."""

    derive: Callable[[str], str]

    def __init__(self, source: str, **options: Any) -> None:
        self.source = source
        fixed: dict[str, Any] = {"editable": False, "default": "", "blank": True}
        super().__init__(**({"max_length": 400} | options | fixed))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, _args, options = super().deconstruct()
        for fixed in ("editable", "default", "blank"):
            options.pop(fixed, None)
        return name, path, [self.source], options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.compute(getattr(model_instance, self.source) or "")
        setattr(model_instance, self.attname, value)
        return value

    def compute(self, text: str) -> str:
        """The derived form of a source text, no longer than the column."""
        return type(self).derive(text)[: self.max_length]

    def check(self, **options: Any) -> list[checks.CheckMessage]:
        names = {field.name for field in self.model._meta.get_fields()}
        if self.source in names:
            return super().check(**options)
        return [
            checks.Error(f"{self} follows from {self.source!r}, which is not a field.", id="payvand.E010")
        ]


class ListedField(models.CharField[str, str]):
    """A text out of a list that is known only when everything has started."""

    def __init__(
        self, *args: Any, source: Callable[[], tuple[Option, ...]] | None = None, **options: Any
    ) -> None:
        self.source = source
        super().__init__(*args, **options)

    @property
    def kind(self) -> Choice:
        return Choice(options=Listed(self.source) if self.source else ())


class FoldedField(DerivedField):
    """The folded form of a text, which conditions, unique keys and search look at."""

    derive = staticmethod(fold)


class SortKeyField(DerivedField):
    """The key that puts texts in the order of the Persian alphabet by plain byte order."""

    derive = staticmethod(sort_key)

    def __init__(self, source: str, **options: Any) -> None:
        super().__init__(source, **({"max_length": 120} | options))

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Byte order on every database: PostgreSQL would use the collation of its own installation."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class SkeletonField(DerivedField):
    """The transliteration key of a name, equal for «محمدی» and "Mohammadi"."""

    derive = staticmethod(skeleton)

    def __init__(self, source: str, **options: Any) -> None:
        super().__init__(source, **({"max_length": 120} | options))
