"""The kinds of export."""

from collections.abc import Mapping
from types import MappingProxyType

ENDS: Mapping[str, str] = MappingProxyType({"markdown": ".zip", "csv": ".csv", "jsonl": ".jsonl", "epub": ".epub", "offline": ""})
"""Kind -> how the name of its file ends; an offline edition is a folder."""
