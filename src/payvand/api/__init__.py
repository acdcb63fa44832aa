"""REST over the registry: every Object, every command, and their description in OpenAPI."""
