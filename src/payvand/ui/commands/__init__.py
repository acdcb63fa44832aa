"""What may be done to the furniture of the pages: views that people keep."""
