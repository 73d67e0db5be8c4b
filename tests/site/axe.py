"""axe-core, the accessibility checker."""

from typing import Any

from playwright.sync_api import Page

from tests.site.npm_tools import package


def violations(page: Page) -> list[str]:
    """What axe finds on the page: rule, impact, and the elements."""
    page.evaluate(package("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("axe.run(document).then((result) => result.violations)")
    return [f"{rule['id']} ({rule['impact']}): {[node['target'] for node in rule['nodes']]}" for rule in found]
