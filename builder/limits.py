"""The limits of one source, each with its reason: beyond them something is no bulletin, or an attack, and is reported.

A limit keeps one source from costing the others their pages; it is far beyond what any portal has shown.
"""

LARGEST_SOURCE = 32 * 1024 * 1024
"""Bytes of a file. The largest pages seen have 2 MB, most of it pictures written into the page."""

LARGEST_IMAGE = 32 * 1024 * 1024
"""Bytes of an image that is kept with its page; a scan of a sheet has 10 MB at most."""

DEEPEST_ELEMENTS = 2048
"""Elements within one another. It is the HTML parser's own limit: it leaves out what is deeper, so that such a page cannot be
read without loss. Portals nest some forty deep."""

MOST_ATTRIBUTES = 1000
"""Attributes of one tag: the parser compares each with all before it, so that thousands take minutes. Tags have a dozen."""

MOST_TAGS = 300_000
"""Tags of a page, open and closed ones: each takes memory many times its length. The longest reports with tables have 20,000."""

MOST_LINES = 100_000
"""Lines of a text: a line may become a paragraph. The thickest yearbooks have 10,000."""

MOST_BLOCKS = 40_000
"""Paragraphs, items and the like of one document, read but not recognised yet: each rule looks at all of them."""

MOST_CELLS = 50_000
"""Cells of the tables of one document: beyond it, no reader and no browser can do anything with the page."""

SECONDS = 60.0
"""For one source, unless `extra.archive.seconds_per_source` says otherwise: the slowest real page takes half a second."""

LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes to which a packed file (gzip, zip, brotli) may unpack when it is searched: some KB can be made to unpack to many GB."""

DEEPEST_PACKED = 4
"""Packed files within packed files: a fragment of the search within a compressed copy is two deep."""
