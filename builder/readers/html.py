"""HTML -> Document: match the portal, label the parts of the page, read the blocks of each part."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Comment, Tag

from builder.errors import SourceError
from builder.model import Document, Evidence, Image, ListItem, Metadata, Paragraph, Removed, Table
from builder.portals import Profile, View
from builder.readers.main_text import densest, is_list, link_share
from builder.readers.page import NotADocument
from builder.readers.tree import Labelled, blocks_of
from builder.vietnamese.dates import portal_datetime
from builder.vietnamese.encodings import repair
from builder.vietnamese.text import tidy, to_unicode

_ERROR_TITLE = re.compile(
    r"^\W*(?:error|lỗi)?\W*(?:404|403|500|502|503)\b|không tìm thấy (?:trang|nội dung|đường dẫn)|trang (?:này )?không tồn tại"
    r"|page not found|object not found|file or directory not found|server error",
    re.IGNORECASE,
)
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_HOME_CRUMBS = frozenset(("trang chủ", "trang nhất", "home", "trang chính", "cổng thông tin"))
_WORD = re.compile(r"\w+")
_MIN_TEXT = 200  # characters of running text that make a page without a known container an article


def read_html(text: str, metadata: Metadata, profiles: Sequence[Profile]) -> Document | NotADocument:
    """Read one HTML page. Raises SourceError when its tables are nested too deep to be read."""
    try:
        return _read(text, metadata, profiles)
    except RecursionError as error:
        raise SourceError(f"{metadata.source.path}: its tables are nested too deep; a page made for people is not") from error


def _read(text: str, metadata: Metadata, profiles: Sequence[Profile]) -> Document | NotADocument:
    soup = BeautifulSoup(text, "lxml")
    profile = match_profile(soup, profiles)
    generic = profiles[-1]
    if _is_error(soup):
        return NotADocument("error", f"error page of a portal ({profile.name})", profile.name)
    view, body = _article(soup, profile, generic)
    if view is not None and view.kind != "article":
        kind = "home" if _is_root(metadata.source.url or _url(soup)) else view.kind
        return NotADocument(kind, f"{kind} page of a portal ({profile.name})", profile.name)
    if body is None:
        body = densest(soup, _noise_labels(soup, profile).keys())
        if body is None or len(body.get_text()) < _MIN_TEXT or link_share(body) > 0.5 or is_list(body):
            return NotADocument("list", f"no article on this page, only lists of links ({profile.name})", profile.name)
    return _document(soup, body, view, profile, metadata)


def _is_root(url: str | None) -> bool:
    """Whether an address is a portal's start page."""
    return url is not None and urlsplit(url).path.lower() in (
        "",
        "/",
        "/index.php",
        "/default.aspx",
        "/trang-chu",
        "/trang-chu.aspx",
    )


def match_profile(soup: BeautifulSoup, profiles: Sequence[Profile]) -> Profile:
    """The profile with the most evidence in the page; the last one (`generic`) when there is none."""
    weights = [
        sum(rule.weight for rule in profile.evidence if rule.selector and soup.select_one(rule.selector)) for profile in profiles
    ]
    best = max(range(len(profiles)), key=lambda index: weights[index])
    return profiles[best] if weights[best] else profiles[-1]


def _is_error(soup: BeautifulSoup) -> bool:
    heads = [tag.get_text(" ").strip() for tag in soup.find_all(["title", "h1"], limit=3)]
    return any(_ERROR_TITLE.search(head) for head in heads) and len(soup.get_text(" ").strip()) < 4000


def _article(soup: BeautifulSoup, profile: Profile, generic: Profile) -> tuple[View | None, Tag | None]:
    """The page's view and the element with its text; a page of a known portal tries the generic views last."""
    for view in (*profile.views, *(generic.views if profile is not generic else ())):
        if soup.select_one(view.when) is None:
            continue
        if view.kind != "article":
            return view, None
        body = _first_with_text(soup, view.body or view.when)
        if body is not None:
            return view, body
    return None, None


def _first_with_text(soup: BeautifulSoup, selector: str) -> Tag | None:
    """The largest element of the first part of the selector that finds one with text or an image."""
    for part in selector.split(","):
        found = [tag for tag in soup.select(part.strip()) if tag.get_text().strip() or tag.find("img")]
        if found:
            return max(found, key=lambda tag: len(tag.get_text()))
    return None


def _is_inside(inner: Tag, outer: Tag) -> bool:
    return inner is outer or any(parent is outer for parent in inner.parents)


def _document(soup: BeautifulSoup, body: Tag, view: View | None, profile: Profile, metadata: Metadata) -> Document:
    own_frame = profile.name != "generic"  # only a known portal keeps headline and date line out of the text
    title = _first(soup, view.title if view else "h1", body, outside=own_frame)
    lead = _first(soup, view.lead if view else None, body, outside=True)
    published, published_tag = _published(soup, view, body, outside=own_frame)
    crumbs = soup.select(view.categories) if view and view.categories else []
    labels = _noise_labels(soup, profile)
    labels |= {id(tag): "field: categories" for tag in crumbs}
    labels |= {
        id(tag): label for tag, label in ((title, "field: title"), (lead, "lead"), (published_tag, "field: published")) if tag
    }
    labels[id(body)] = "body"
    labels |= _inner_noise(body, profile)
    blocks = [_unified(labelled) for labelled in blocks_of(soup.body or soup, labels, f"portals/{profile.name}: page-frame")]
    page_title = _joined(blocks, "field: title") or _head_title(soup)
    source = replace(
        metadata.source, portal=None if profile.name == "generic" else profile.name, url=metadata.source.url or _url(soup)
    )
    metadata = replace(metadata, source=source, published=published, categories=_categories(crumbs))
    return _divided(blocks, metadata, page_title, f"portals/{profile.name}: lead")


def _divided(blocks: Sequence[Labelled], metadata: Metadata, page_title: str | None, lead_rule: str) -> Document:
    """The blocks of the text, and everything else as removed."""
    lead = tuple(entry.block for entry in blocks if entry.label == "lead" and isinstance(entry.block, Paragraph))
    body = tuple(labelled.block for labelled in blocks if labelled.label == "body")
    removed = tuple(_removed(labelled) for labelled in blocks if labelled.label not in ("body", "lead"))
    evidence = tuple(
        Evidence(entry.rule.removeprefix("field: "), entry.text, entry.origin)
        for entry in removed
        if entry.rule.startswith("field: ")
    )
    if _is_news(body) and lead and not _said_again(lead, body):
        body = lead + body
    else:
        removed += tuple(Removed(block.text, block.origin, lead_rule) for block in lead)
    return Document(body, metadata, removed=removed, evidence=evidence, page_title=page_title)


def _is_news(blocks: Sequence[object]) -> bool:
    """Official documents carry a letterhead; for them the portal's lead is no part of the record."""
    heads = " ".join(block.text for block in blocks[:25] if isinstance(block, Paragraph))
    return not re.search(r"ĐẢNG CỘNG SẢN VIỆT NAM|CỘNG H[OÒ][AÀ] XÃ HỘI|ĐOÀN TNCS|(?:^|\s)Số\s*:?\s*\d+\s*[-/]", heads)


def _said_again(lead: Sequence[Paragraph], blocks: Sequence[object]) -> bool:
    """Whether the words of the lead come again, in order, in the first paragraphs of the text."""
    text = " ".join(block.text for block in blocks[:4] if isinstance(block, Paragraph)).casefold()
    return all(_is_subsequence(_WORD.findall(block.text.casefold()), _WORD.findall(text)) for block in lead)


def _is_subsequence(wanted: Sequence[str], words: Sequence[str]) -> bool:
    rest = iter(words)
    return all(word in rest for word in wanted)


def _removed(labelled: Labelled) -> Removed:
    block = labelled.block
    if isinstance(block, Table):
        text = " | ".join(" ".join(cell.lines) for row in block.rows for cell in row)
    elif isinstance(block, Image):
        text = block.alt or block.src
    elif isinstance(block, ListItem):
        text = f"{block.marker} {block.text}"
    else:
        text = block.text
    return Removed(tidy(text), block.origin, labelled.label)


def _first(soup: BeautifulSoup, selector: str | None, body: Tag, *, outside: bool) -> Tag | None:
    """The first element for the selector's parts, in their order, that holds text and does not hold the article."""
    for part in (selector or "").split(","):
        for tag in soup.select(part.strip()) if part.strip() else ():
            if tag.get_text().strip() and not _is_inside(body, tag) and not (outside and _is_inside(tag, body)):
                return tag
    return None


def _published(soup: BeautifulSoup, view: View | None, body: Tag, *, outside: bool) -> tuple[str | None, Tag | None]:
    """The visible date line; a machine-readable time only where it names the same day (on real portals it often does not)."""
    selector = view.published if view and view.published else "time"
    for part in selector.split(","):
        for tag in soup.select(part.strip()):
            elsewhere = not _is_inside(body, tag) and not (outside and _is_inside(tag, body))
            visible = portal_datetime(to_unicode(tag.get_text(" "))) if elsewhere else None
            if visible:
                return _with_machine_time(tag, visible), tag
    return None, None


def _with_machine_time(tag: Tag, visible: str) -> str:
    time = tag if tag.name == "time" else tag.find("time")
    machine = str(time.get("datetime") or "") if isinstance(time, Tag) else ""
    same_day = machine[:10] == visible[:10] and re.fullmatch(r"[\d-]{10}T\d\d:\d\d:\d\d\+07:00", machine)
    return machine if same_day and visible[11:19] == "00:00:00" else visible


def _noise_labels(soup: BeautifulSoup, profile: Profile) -> dict[int, str]:
    return {id(tag): f"portals/{profile.name}: {rule.name}" for rule in profile.noise for tag in soup.select(rule.selector)}


def _inner_noise(body: Tag, profile: Profile) -> Mapping[int, str]:
    """Inside the text only what a portal puts there is noise; a heading element or a list of the author is not."""
    outer = {"navigation", "footer", "poll"}
    return {
        id(tag): f"portals/{profile.name}: {rule.name}"
        for rule in profile.noise
        if rule.name not in outer
        for tag in body.select(rule.selector)
    }


def _unified(labelled: Labelled) -> Labelled:
    """Runs of legacy text inside a Unicode page, converted run by run."""
    block = labelled.block
    if isinstance(block, Paragraph | ListItem):
        fixed = repair(block.text)
        return labelled if fixed == block.text else replace(labelled, block=replace(block, text=to_unicode(fixed)))
    return labelled


def _joined(blocks: Sequence[Labelled], label: str) -> str | None:
    texts = [
        block.text
        for block in (entry.block for entry in blocks if entry.label == label)
        if isinstance(block, Paragraph | ListItem)
    ]
    return tidy(" ".join(texts)) or None


def _head_title(soup: BeautifulSoup) -> str | None:
    """`og:title`, which portals fill with the headline."""
    tag = soup.select_one('meta[property="og:title"]')
    return tidy(to_unicode(str(tag.get("content") or ""))) or None if tag else None


def _categories(crumbs: Sequence[Tag]) -> tuple[str, ...]:
    names = [tidy(to_unicode(part)) for tag in crumbs for part in re.split(r"[»›>/]", tag.get_text(" "))]
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in _HOME_CRUMBS))


def _url(soup: BeautifulSoup) -> str | None:
    """The address that the page itself states."""
    return next((url for url in _stated_urls(soup) if urlsplit(url).scheme in ("http", "https")), None)


def _stated_urls(soup: BeautifulSoup) -> Iterator[str]:
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment), limit=5):
        match = _SAVED_FROM.search(comment)
        if match:
            yield match[1]
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        tag = soup.select_one(selector)
        if tag is not None:
            yield str(tag.get(attribute) or "")
