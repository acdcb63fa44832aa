"""What follows from facts, and from the hour, in sales; a module for each thing."""

from payvand.sales.reactions import document, forecast, lead, opportunity, receivables, suggestion

__all__ = ["document", "forecast", "lead", "opportunity", "receivables", "suggestion"]
