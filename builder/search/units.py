"""What a query is made of: words, "phrases", and things that the index knows under a term of its own (numbers, periods, days)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the index that answers a unit, and what it is worth beside the others of the unit."""

    key: str
    gain: float = 1.0


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to look for: a word (one key), a phrase (several keys in a row), a number, a period or a day."""

    exact: tuple[str, ...]
    folded: tuple[str, ...]
    terms: tuple[Term, ...] = ()
    """The terms that answer it; `exact` and `folded` are then the words that say it. Empty for words and phrases."""
    period: bool = False
    """A period is asked for: the terms' gains multiply the worth of the rest of the query, instead of being added to it."""
    optional: bool = False
    typed: str = field(default="", compare=False)
    """As the reader wrote it."""

    @property
    def marked(self) -> bool:
        """Whether the reader typed marks."""
        return not self.terms and self.exact != self.folded

    @property
    def word(self) -> bool:
        """Whether it is a single word."""
        return not self.terms and len(self.exact) == 1

    @property
    def number(self) -> str | None:
        """The term of a document number."""
        return self.terms[0].key if self.terms and not self.period else None
