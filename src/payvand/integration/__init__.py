"""Files in and out: import and export of any Object."""
