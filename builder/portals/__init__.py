"""Portal profiles: what the pages of a portal software look like, as data with a reason each.

A profile is one TOML file: `[[evidence]]` tells that a page is of this software, `[[view]]` where an article stands (or that
the page is a list, a start page or an error page), `[[noise]]` which elements are no text of the document, and
`[[line]]` the same for text dumps, where only the form and the place of a line can tell.
"""

from builder.portals.loading import load_profiles
from builder.portals.profile import EvidenceRule, LineRule, NoiseRule, Profile, View, line_rules

__all__ = ["EvidenceRule", "LineRule", "NoiseRule", "Profile", "View", "line_rules", "load_profiles"]
