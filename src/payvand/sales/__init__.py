"""Selling: from the first call to the paid order."""
