"""Payvand: an open-source CRM in which Persian, Arabic and English are equals."""
