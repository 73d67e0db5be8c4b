"""The two sides of a letterhead as Vietnamese documents print it: the issuing bodies and the number at the left, the name of
the state, Party or Youth Union with its motto at the right, the place and date below it (Decree 30/2020, appendix I; Party
Guideline 36-HD/VPTW)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from builder.vietnamese.keys import unmarked

# Whole lines, folded: `unmarked` and in small letters, signs for blanks.
_RIGHT = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap tu do hanh phuc|dang cong san viet nam"
    r"|doan (tncs|thanh nien cong san) ho chi minh"
)
_DATE = re.compile(r"(.* )?ngay .*thang .*nam .*")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Lines as printed; `right` is empty when the front matter does not tell two sides apart."""

    left: tuple[str, ...]
    right: tuple[str, ...] = ()


def sides(lines: Sequence[str]) -> Letterhead:
    """Sort the lines of a letterhead; no line is lost or altered."""
    named = [line for line in lines if _RIGHT.fullmatch(_fold(line))]
    dated = [line for line in lines if _DATE.fullmatch(_fold(line))]
    right = [*named, *(line for line in dated if line not in named)]
    left = tuple(line for line in lines if line not in right)
    return Letterhead(left, tuple(right)) if left and right else Letterhead(tuple(lines))


def _fold(line: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", unmarked(line).lower()).split())
