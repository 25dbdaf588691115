"""Counts findings into company-year values and a national figure."""
