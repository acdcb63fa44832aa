"""The kernel: kinds, objects, commands, facts, queries and access. It knows no customer and no screen."""
