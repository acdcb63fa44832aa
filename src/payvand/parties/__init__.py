"""The register of parties: persons and organisations, how they are reached, how they are related."""
