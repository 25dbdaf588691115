"""report-mining: where companies commit to the OECD Guidelines, with page and quote."""

__version__ = "0.1.0"
