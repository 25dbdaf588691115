"""Decides what a person should look at first."""
