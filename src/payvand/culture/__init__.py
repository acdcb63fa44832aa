"""Calendars, digits, folding, names, phones, identifiers and money words: pure functions, no Django."""
