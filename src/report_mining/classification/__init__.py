"""Finds framework mentions and says which stance a company takes on them."""
