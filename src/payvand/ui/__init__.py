"""The pages that every Object has: shell, list, record, form, and the components that they are made of."""
