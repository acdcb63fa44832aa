"""What follows from facts, and from the hour, in sales; a module for each thing."""

from payvand.sales.reactions import document, lead, receivables, suggestion

__all__ = ["document", "lead", "receivables", "suggestion"]
