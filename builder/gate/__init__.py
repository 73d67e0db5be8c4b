"""The publication gate: what holds a page back until a person has decided, and the decisions."""

from builder.gate.decisions import Decision, load_decisions, save_decisions
from builder.gate.rules import Finding, Rule, find, load_rules

__all__ = ["Decision", "Finding", "Rule", "find", "load_decisions", "load_rules", "save_decisions"]
