"""What may be done in sales; a module for each thing."""
