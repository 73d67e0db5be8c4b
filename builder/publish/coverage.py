"""`Độ phủ`: what the archive has of every issuer, month by month, as pictures with tables, and the list of gaps as CSV."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.publish.browse_groups import Group
from builder.publish.browse_index import entry_link
from builder.publish.browse_lists import EMPTY, MARK, Way, amount, document, span_of
from builder.publish.browse_rows import ROWS, relative
from builder.publish.coverage_svg import YEARS, is_seen, lines_of, picture
from builder.publish.csv_text import csv_line
from builder.publish.markdown_text import escape, link
from builder.publish.series import Series, busy_months, series_of

FOLDER = "browse/do-phu"
INDEX = f"{FOLDER}/index.md"
GAPS = f"{FOLDER}/khoang-trong.csv"
GAPS_HEAD = ("Cơ quan ban hành", "Cơ quan cấp trên", "Loạt", "Kỳ còn thiếu", "Từ ngày", "Đến ngày", "Số kỳ đã có")
WAY = Way("Độ phủ", INDEX)
ISSUERS_SHOWN = 40
_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Covered:
    """One issuer and its series."""

    issuer: Group
    series: tuple[Series, ...]


def coverage_files(issuers: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """The page that explains, a page with pictures and tables for every so many issuers, the pictures, and the gaps."""
    covered = [Covered(group, series_of(group)) for group in issuers if group.spellings]
    parts = tuple(_parts(covered))
    yield _index(covered, parts)
    yield GAPS, gaps_text(_gap_rows(covered))
    for number, part in enumerate(parts, 1):
        yield from _part_files(number, part, len(parts))


def _parts(covered: Sequence[Covered]) -> Iterator[tuple[Covered, ...]]:
    """So many issuers that a picture stays readable and a table within its rows."""
    current: list[Covered] = []
    rows = 0
    for one in covered:
        height = 1 + len(one.series)
        if current and (len(current) == ISSUERS_SHOWN or rows + height > ROWS):
            yield tuple(current)
            current, rows = [], 0
        current.append(one)
        rows += height
    if current:
        yield tuple(current)


def _part_path(number: int) -> str:
    return f"{FOLDER}/phan-{number}.md"


def _part_name(part: Sequence[Covered]) -> str:
    first, last = part[0].issuer.name, part[-1].issuer.name
    return first if first == last else f"{first} – {last}"


# ---------------------------------------------------------------- the page that explains
_EXPLAINED = """Trang này cho biết kho đã có gì và còn thiếu gì của mỗi cơ quan ban hành, theo từng tháng.

## Cách đọc hình

- Dòng chữ đậm là một cơ quan: mỗi tháng có văn bản là một cột xám, thấp khi có một văn bản, cao hơn khi có nhiều.
- Dòng thụt vào là một **loạt** văn bản ra đều kỳ của cơ quan ấy: cùng loại, cùng độ dài kỳ (tuần, tháng, quý, 6 tháng, năm). \
Ô đặc là kỳ kho đã có; ô rỗng viền đứt là kỳ còn thiếu.
- Bảng dưới mỗi hình nói lại cùng nội dung bằng chữ.

## Thế nào là còn thiếu

Kho chỉ nêu một kỳ là còn thiếu khi nó nằm giữa hai kỳ đã có của cùng một loạt, loạt ấy có ít nhất ba kỳ và thiếu không quá một \
nửa. Kỳ mà một báo cáo dài hơn đã bao gồm (tháng 3 trong báo cáo quý I) không tính là thiếu; quãng trống dài hơn một năm cũng \
không tính, vì có thể khi ấy cơ quan không ra văn bản. Nêu thiếu nghĩa là kho chưa có, không có nghĩa là văn bản chắc chắn đã \
được ban hành.
"""


def _index(covered: Sequence[Covered], parts: Sequence[Sequence[Covered]]) -> tuple[str, str]:
    if not covered:
        return INDEX, document(WAY.title, f"{EMPTY}\n", {"list": "index"})
    series = [one for each in covered for one in each.series]
    missing = sum(len(one.missing) for one in series)
    figures = (
        f"{amount(len(covered), 'cơ quan')}, {amount(len(series), 'loạt')} văn bản ra đều kỳ, {amount(missing, 'kỳ')} còn thiếu."
    )
    csv = f"Danh sách các kỳ còn thiếu: {link('khoang-trong.csv', relative(GAPS, INDEX))} (CSV, mở được bằng bảng tính)."
    help_ = "Nếu bạn còn giữ một trong những văn bản ấy, vẫn còn kịp cứu nó." if missing else ""
    pages = "".join(f"- {link(_part_name(part), relative(_part_path(number), INDEX))} — {_part_facts(part)}\n"
                    for number, part in enumerate(parts, 1))  # fmt: skip
    body = f"{figures}\n\n{csv} {help_}".rstrip() + f"\n\n{_EXPLAINED}\n## Các hình\n\n{pages}"
    return INDEX, document(WAY.title, body, {"list": "index"})


def _part_facts(part: Sequence[Covered]) -> str:
    series = [one for each in part for one in each.series]
    lacking = sum(len(one.missing) for one in series)
    return f"{amount(len(part), 'cơ quan')} · {amount(len(series), 'loạt')} · thiếu {amount(lacking, 'kỳ')}"


# ---------------------------------------------------------------- pictures and tables
def _part_files(number: int, part: Sequence[Covered], parts: int) -> Iterator[tuple[str, str]]:
    path = _part_path(number)
    pictures = dict(_pictures(number, part))
    yield from pictures.items()
    shown = "".join(_shown(picture, path) for picture in pictures)
    body = f"{shown}## Cơ quan\n\n{_issuer_table(part, path)}\n{_series_table(part)}{_turn(number, parts)}"
    yield path, document(f"Độ phủ: {_part_name(part)}", body, {"list": "coverage", "way": WAY.as_data()})


def _shown(picture_path: str, path: str) -> str:
    """The picture as a link to itself: in its own size it can be looked at closely."""
    first, last = picture_path.removesuffix(".svg").rsplit("-", 2)[-2:]
    alt = f"Hình độ phủ {_span(first, last)}; các bảng bên dưới có cùng nội dung"
    address = relative(picture_path, path)
    return f"[![{alt}]({address})]({address})\n\n"


def _span(first: str, last: str) -> str:
    return f"năm {first}" if first == last else f"các năm {first}–{last}"


def _pictures(number: int, part: Sequence[Covered]) -> Iterator[tuple[str, str]]:
    """A picture for at most YEARS years at a time, beginning where there is something to be seen."""
    months = {one.issuer.path: busy_months(one.issuer.rows) for one in part}
    years = {year for each in months.values() for year, _ in each}
    years |= {int(slot.start[:4]) for one in part for each in one.series for slot in (*each.held, *each.missing)}
    lines = [line for one in part for line in lines_of(one.series, one.issuer.name, months[one.issuer.path])]
    rest = sorted(years)
    while rest:
        first = rest[0]
        window = [year for year in rest if year < first + YEARS]
        last, rest = window[-1], rest[len(window) :]
        seen = [line for line in lines if is_seen(line, first, last)]
        yield (
            f"{FOLDER}/phan-{number}-{first}-{last}.svg",
            picture(seen, first, last, f"Độ phủ {_span(str(first), str(last))}", MARK),
        )


def _issuer_table(part: Sequence[Covered], path: str) -> str:
    rows = (
        f"| {entry_link(one.issuer, path)} | {one.issuer.count} | {span_of(one.issuer)} | {_years(one.issuer)} |\n"
        for one in part
    )
    return "| Cơ quan | Văn bản | Thời gian | Số văn bản mỗi năm |\n|---|--:|---|---|\n" + "".join(rows)


def _years(issuer: Group) -> str:
    counts: dict[int, int] = {}
    for (year, _), found in busy_months(issuer.rows).items():
        counts[year] = counts.get(year, 0) + found
    return ", ".join(f"{year}: {counts[year]}" for year in sorted(counts))


def _series_table(part: Sequence[Covered]) -> str:
    series = [one for each in part for one in each.series]
    if not series:
        return ""
    head = "\n## Loạt văn bản ra đều kỳ\n\n| Cơ quan | Loạt | Đã có | Từ – đến | Còn thiếu |\n|---|---|--:|---|---|\n"
    return head + "".join(f"| {' | '.join(_series_cells(one))} |\n" for one in series)


def _series_cells(one: Series) -> tuple[str, ...]:
    names = [slot.label for slot in one.missing]
    more = f" và {len(names) - _SHOWN} kỳ khác" if len(names) > _SHOWN else ""
    span = f"{one.held[0].label} – {one.held[-1].label}"
    return escape(one.issuer.name), escape(one.name), str(len(one.held)), span, ", ".join(names[:_SHOWN]) + more or "không"


def _turn(number: int, parts: int) -> str:
    path = _part_path(number)
    places = (f"**{n}**" if n == number else link(str(n), relative(_part_path(n), path)) for n in range(1, parts + 1))
    return f"\nPhần: {' · '.join(places)}\n" if parts > 1 else ""


# ---------------------------------------------------------------- the list of gaps
def gaps_text(rows: Iterable[Sequence[str]]) -> str:
    """The list of gaps below its head, with the mark by which older spreadsheets know UTF-8: people open it, not programs."""
    return "\ufeff" + b"".join(csv_line(row) for row in (GAPS_HEAD, *rows)).decode("utf-8")


def _gap_rows(covered: Sequence[Covered]) -> Iterator[tuple[str, ...]]:
    for each in covered:
        above = sorted({row.page.metadata.parent_issuer or "" for row in each.issuer.rows} - {""})
        for one in each.series:
            for slot in one.missing:
                yield each.issuer.name, "; ".join(above), one.name, slot.label, slot.start, slot.end, str(len(one.held))
