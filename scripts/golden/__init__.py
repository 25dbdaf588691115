"""Draws the golden pages: layouts of real reports with sentences of our own."""
