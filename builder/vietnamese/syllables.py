"""Is a word a possible Vietnamese syllable? The yardstick for broken encodings and split words.

Onsets and rimes are those of the standard spelling; a rime that ends in a stop (c, ch, p, t) carries only the sharp or
the heavy tone.
"""

import re
import unicodedata
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"  # grave, acute, tilde, hook above, dot below
_ONSETS = "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x".split()
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ic ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uên uênh ui um un ung uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
ơng uc uăn uăng uăt eo oong ach uang
"""
_SYLLABLE = re.compile(
    "(?:{})?(?:{})".format("|".join(_ONSETS), "|".join(sorted(set(_RIMES.split()), key=lambda rime: (-len(rime), rime))))
)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=100_000)
def is_syllable(word: str) -> bool:
    """Whether a word (any case, NFC or NFD) could be one Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONES))
    if not _SYLLABLE.fullmatch(plain):
        return False
    return not plain.endswith(("c", "ch", "p", "t")) or not tones or tones[0] in "\u0301\u0323"


def share_of_syllables(text: str) -> tuple[float, float, int]:
    """(share of words that are syllables, share of words with Vietnamese marks, number of words)."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    if not words:
        return 0.0, 0.0, 0
    valid = [word for word in words if is_syllable(word)]
    marked = sum(1 for word in valid if not word.isascii())
    return len(valid) / len(words), marked / len(words), len(words)
