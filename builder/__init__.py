"""bantin: turns the scraped bulletins of Vietnam's abolished districts into a searchable static archive."""

__version__ = "0.1.0"
