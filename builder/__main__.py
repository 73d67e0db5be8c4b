"""`python -m builder` is `bantin`."""

from builder.cli import entry

entry()
