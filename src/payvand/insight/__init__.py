"""Measures: numbers that are defined once, and worked out by an engine of columns on a read-only view of the data."""
