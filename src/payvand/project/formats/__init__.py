"""The formats that Django ships are wrong for Persian and Arabic; these stand in their place."""
