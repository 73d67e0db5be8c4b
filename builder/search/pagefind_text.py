"""Vietnamese text as Pagefind needs it, and back: the text of the throw-away copy that is indexed.

Pagefind 1.6.0 never folds đ, takes any word that begins like the one typed for an answer, ignores words it does not know,
and knows no tone placement. So in the copy (never in the site itself)

- đ is ď (U+010F), which loses its mark like any other letter;
- every word stands in its canonical spelling, with signs behind it that say how it was printed;
- every word ends in ǁ (U+01C1, a letter): `bộǁ` is no beginning of another word, and nothing but `bộǁ` begins with it;
- one blank stands between any two words, with signs where there was none or another.

The signs are punctuation, which Pagefind drops from its words and keeps in its excerpts. `decode` undoes all of it;
theme_overrides/assets/search-core.mjs holds its twin, and shared test vectors keep them equal.
"""

import re

from builder.vietnamese import keys

END = "\u01c1"  # ǁ ends every word
NUMBER_JOINT = "\u01c2"  # ǂ joins the parts of a whole document number
DOT, COMMA = "\u01c3", "\u01c0"  # ǃ and ǀ for the point and the comma inside a figure
MOVED_TONE = "\u2038"  # ‸ the tone mark was printed on the other vowel
FINAL_Y = "\u204f"  # ⁏ i was printed as y
LOST_ZERO = "\u2041"  # ⁁ one leading zero
NO_BLANK = "\u2040"  # ⁀ the blank behind is not in the text
BLANK = "\u2423"  # ␣ a blank of the text beside punctuation
LINE_END = "\u01c2"  # ǂ alone: a word nobody types, so that no phrase runs across the end of a line
HIDDEN = "\u2e0e"  # ⸎ from here on nothing is shown: other spellings, whole numbers, abbreviations
OWN_NUMBER = "\u2e0f"  # ⸏ stands before the bulletin's own number, in the hidden part

_SIGNS = re.compile(f"[{END}{NUMBER_JOINT}{DOT}{COMMA}{MOVED_TONE}{FINAL_Y}{LOST_ZERO}{NO_BLANK}{BLANK}{HIDDEN}{OWN_NUMBER}]")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_FIGURE = str.maketrans({".": DOT, ",": COMMA})
_D = str.maketrans({"đ": "ď", "Đ": "Ď", "ð": "ď", "Ð": "Ď"})


def encode(line: str) -> str:
    """One line of text for the copy; blanks become single."""
    text = " ".join(_SIGNS.sub(" ", line).split())
    pieces, done = [], 0
    for index, match in enumerate(_WORD.finditer(text)):
        gap = text[done : match.start()]
        pieces.append(_gap(gap) if index else gap.replace(" ", BLANK))
        pieces.append(encode_word(match[0]))
        done = match.end()
    return "".join([*pieces, text[done:].replace(" ", BLANK)])


def _gap(gap: str) -> str:
    """What stands between two words, with exactly one blank in it."""
    before, blank, after = gap.rpartition(" ")
    return before.replace(" ", BLANK) + " " + after if blank else gap + NO_BLANK + " "


def encode_word(word: str) -> str:
    """A word in its canonical spelling and its own capitals, its end, and the signs that say how it was printed."""
    if word.isdecimal():
        short = word.lstrip("0") or "0"
        return short + END + LOST_ZERO * (len(word) - len(short))
    lowered = word.lower()
    moved = keys.old_tone_placement(lowered)
    spelled = keys.final_i(moved)
    signs = (FINAL_Y if spelled != moved else "") + (MOVED_TONE if moved != lowered else "")
    return _cased(spelled, word).translate(_FIGURE).translate(_D) + END + signs


def _cased(spelled: str, printed: str) -> str:
    """The spelling with the capitals of the printed word, letter by letter; as printed if lengths differ."""
    if len(spelled) != len(printed):
        return printed
    return "".join(letter.upper() if like.isupper() else letter for letter, like in zip(spelled, printed, strict=True))


def query_word(key: str) -> str:
    """A search key as a word of the index."""
    return key.translate(_FIGURE).translate(_D) + END


def query_number(key: str) -> str:
    """A folded whole-number key (`52-bc-du`) as a word of the index."""
    return NUMBER_JOINT.join(key.split("-")).translate(_D) + END


_ENCODED = re.compile(f"([^\\W{END}]+){END}([{MOVED_TONE}{FINAL_Y}{LOST_ZERO}]*)")
_LINE = re.compile(rf"\s*{LINE_END}{END}\.?\s*")
_UNFIGURE = str.maketrans({DOT: ".", COMMA: ",", "ď": "đ", "Ď": "Đ"})


def decode(content: str) -> str:
    """The lines of an encoded content as they were printed, but for runs of blanks; what is hidden is cut off."""
    text = _LINE.sub("\n", content.partition(HIDDEN)[0])
    text = _ENCODED.sub(lambda match: _decode_word(match[1], match[2]), text)
    return text.replace(NO_BLANK + " ", "").replace(BLANK, " ").translate(_UNFIGURE).strip()


def _decode_word(word: str, signs: str) -> str:
    if FINAL_Y in signs:
        word = keys.final_y(word)
    if MOVED_TONE in signs:
        word = keys.other_tone_placement(word)
    return "0" * signs.count(LOST_ZERO) + word
