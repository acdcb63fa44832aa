"""What may be sold: products, their prices, discounts and taxes."""
