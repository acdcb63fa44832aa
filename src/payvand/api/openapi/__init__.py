"""The description of this instance's API in OpenAPI 3.1, made from Objects, kinds and commands."""
