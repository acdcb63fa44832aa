"""Writes rows as files: text for spreadsheets, spreadsheets, lines of JSON, address cards."""
