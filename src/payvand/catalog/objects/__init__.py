"""How people meet the catalogue; a module for each family of Objects."""

from payvand.catalog.objects import price, product, tax

__all__ = ["price", "product", "tax"]
