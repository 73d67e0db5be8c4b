"""The hand-over between conversion and everything after it: pages and ledgers in content/."""
