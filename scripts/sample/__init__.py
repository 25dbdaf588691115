"""Renders the sample reports of fictitious companies from their texts."""
