"""The search page of a site that is opened from a disk: a browser lets such a page load scripts, but no modules and no files.

So the files of the look-up become scripts that hold them, and the page's modules become one script.
"""

import base64
import json
import re
import shutil
from pathlib import Path
from typing import Any

from builder.errors import SearchError
from builder.search import browser_index
from builder.search.lookup import SUFFIX

SCRIPT = "search-offline.js"
_FIRST = "search.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.-]+)";\n', re.M)
_MODULE_TAG = re.compile(r'<script type="module" src="([^"]*)search\.js"></script>')
_PRELOADS = re.compile(r'\s*<link rel="modulepreload"[^>]*>')


def make_offline(site_dir: Path) -> int:
    """Change the search of a copy of a built site so that it works from `file://`; the pages' links are not its matter.

    Gives the number of bulletins that can be found. A second call finds nothing to do. Raises SearchError when the site has
    no index, or no search page that loads the script.
    """
    index = site_dir / browser_index.FOLDER
    entry = _entry(index)
    assets = site_dir / "assets"
    pages = [path for path in _search_pages(site_dir) if _opened_from_disk(path)]
    if not pages and not (assets / SCRIPT).is_file():
        raise SearchError(f"{site_dir}: no search page loads assets/{_FIRST}; build the site with the theme of this version")
    (assets / SCRIPT).write_text(one_script(assets), encoding="utf-8") if pages else None
    _wrap_files(index, str(entry["folder"]))
    return int(entry["pages"])


def _entry(index: Path) -> dict[str, Any]:
    try:
        entry = json.loads((index / browser_index.ENTRY).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SearchError(f"{index}: there is no search index ({error}); run `bantin build`") from error
    return dict(entry)


# ---------------------------------------------------------------- the page
def _search_pages(site_dir: Path) -> list[Path]:
    """The search page, as MkDocs writes it with and without folders as addresses."""
    return [path for path in (site_dir / "tim-kiem" / "index.html", site_dir / "tim-kiem.html") if path.is_file()]


def _opened_from_disk(page: Path) -> bool:
    """Let the page load one plain script in place of modules; False if it loads none."""
    html = page.read_text(encoding="utf-8")
    changed, count = _MODULE_TAG.subn(rf'<script defer src="\g<1>{SCRIPT}"></script>', _PRELOADS.sub("", html))
    if count:
        page.write_text(changed, encoding="utf-8")
    return bool(count)


def one_script(assets: Path) -> str:
    """The modules that search.js imports, each before those that import it, as one script without modules.

    They import by name and from this folder only, and no two of them use one name at their top: a test keeps to that.
    """
    done: dict[str, str] = {}

    def add(name: str) -> None:
        text = (assets / name).read_text(encoding="utf-8")
        for needed in _IMPORT.findall(text):
            if needed not in done:
                add(needed)
        done[name] = re.sub(r"^export ", "", _IMPORT.sub("", text), flags=re.M)

    add(_FIRST)
    return "\n".join(['"use strict";\n(() => {', *done.values(), "})();\n"])


# ---------------------------------------------------------------- the files
def _wrap_files(index: Path, folder: str) -> None:
    """A script in place of each file of the look-up."""
    for path in index.iterdir():
        if path.is_dir() and path.name != folder:
            shutil.rmtree(path)
        elif path.is_file() and not path.name.startswith(browser_index.ENTRY):
            path.unlink()
    for path in [index / browser_index.ENTRY, *sorted((index / folder).rglob(f"*{SUFFIX}"))]:
        name = path.relative_to(index).as_posix()
        data = base64.b64encode(path.read_bytes()).decode("ascii")
        script = f"(globalThis.bantinFiles ??= {{}})[{json.dumps(name)}] = {json.dumps(data)};\n"
        path.with_name(path.name + ".js").write_text(script, encoding="utf-8")
        if path.name != browser_index.ENTRY:
            path.unlink()
