"""A developer's page that shows every component with sample values: looked at, and driven by browser tests."""
