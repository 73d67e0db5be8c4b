"""The browser of the tests: an installed Chromium or Chrome, else one that is fetched (`python -m tests.site.browser`)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# A font with every Vietnamese letter comes along: a bare system draws boxes.
APT_PACKAGES = ("chromium", "fonts-dejavu-core")
MISSING = f"""No browser for the tests was found ({", ".join(NAMES)}), and none could be installed.
Install Chromium or Google Chrome, or name one: BANTIN_BROWSER=/path/to/chromium make test"""


def find_browser() -> str | None:
    """The path of a browser that starts; the one named in BANTIN_BROWSER alone when that is set."""
    named = os.environ.get("BANTIN_BROWSER")
    candidates = iter([named]) if named else _candidates()
    return next((path for path in candidates if path and _succeeds(path, "--version")), None)


def launch_arguments() -> list[str]:
    """Headless, and silent on the network: a request that the test sees is one that the site made."""
    quiet = ["background-networking", "component-update", "gpu", "quic", "sync", "default-apps", "extensions"]
    arguments = ["--headless", "--no-first-run", "--no-default-browser-check", *(f"--disable-{name}" for name in quiet)]
    return [*arguments, "--no-sandbox"] if _is_root() else arguments


def main() -> int:
    """Make sure that there is a browser."""
    if find_browser() or (not os.environ.get("BANTIN_BROWSER") and _install()):
        return 0
    print(MISSING, file=sys.stderr)  # noqa: T201 - a command's message
    return 1


def _install() -> bool:
    print("No Chromium or Chrome on this machine: installing one for the tests …", flush=True)  # noqa: T201 - as above
    if _is_root() and shutil.which("apt-get"):
        _succeeds("apt-get", "-qq", "update")
        _succeeds("apt-get", "-qq", "install", "-y", "--no-install-recommends", *APT_PACKAGES)
    if not find_browser():
        _succeeds(sys.executable, "-m", "playwright", "install", "chromium")
    return find_browser() is not None


def _candidates() -> Iterator[str | None]:
    yield from map(shutil.which, NAMES)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    yield own


def _succeeds(*command: str) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    except OSError:
        return False
    if done.returncode and "--version" not in command:
        print(f"{' '.join(command)}:\n{done.stderr.strip()}", file=sys.stderr)  # noqa: T201 - why an installation failed
    return done.returncode == 0


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    sys.exit(main())
