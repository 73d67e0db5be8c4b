"""`python -m tests.fuzz TARGET SECONDS [FOLDER]`: coverage-guided fuzzing of one target with atheris (`make fuzz`).

What it finds interesting is kept in FOLDER (default: a new temporary one); an input that fails is written there as crash-…, slow
ones as timeout-… or slow-unit-…. Mend the fault, and put the input into tests/fuzz/corpus/TARGET/: tests replay it from then on.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["builder", "markdown_it", "mdit_py_plugins"]):
    from tests.fuzz.seeds import seeds
    from tests.fuzz.targets import TARGETS
    from tests.fuzz.words import dictionary

_LONGEST = 16_384  # bytes of an input
_SLOW = 10  # seconds for one input
_MEMORY = 2_048  # MB


def main() -> None:
    """Fuzz until the time is over or an input fails."""
    name, seconds = sys.argv[1], sys.argv[2]
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(data[:_LONGEST])
    limits = (f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOW}", f"-rss_limit_mb={_MEMORY}")
    words = folder / "words.dict"
    words.write_text(dictionary(), encoding="ascii")
    atheris.Setup(
        ["fuzz", str(corpus), *limits, f"-dict={words}", f"-artifact_prefix={folder}/", "-print_final_stats=1"], TARGETS[name]
    )
    atheris.Fuzz()


main()
