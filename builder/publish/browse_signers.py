"""The lists of signers: named persons as printed, with the offices that they signed in."""

from collections.abc import Iterator, Sequence

from builder.publish.browse_groups import Group
from builder.publish.browse_rows import Row, Section
from builder.publish.markdown_text import escape
from builder.publish.names import alphabetical
from builder.vietnamese.keys import name_key

_NAMESAKES = "Gom theo họ tên in trên văn bản; những văn bản dưới đây có thể do nhiều người trùng tên ký."
_ROLES_SHOWN = 3


def by_office(group: Group) -> tuple[Section[Row], ...]:
    """The rows of one signer, a section for every issuer that they signed for; the newest first in each."""
    parts: dict[str, list[Row]] = {}
    for row in group.rows:
        parts.setdefault(name_key(row.page.metadata.issuer or ""), []).append(row)
    named = [(rows[0].page.metadata.issuer or "Không ghi cơ quan ban hành", rows) for rows in parts.values()]
    ordered = sorted(named, key=lambda pair: alphabetical(pair[0]))
    return tuple(Section(" ".join(name.split()) if len(ordered) > 1 else "", tuple(rows)) for name, rows in ordered)


def signer_notes(group: Group) -> Iterator[str]:
    """The offices as printed, and a warning where several issuers have a signer of that name."""
    roles = roles_of(group)
    if roles:
        yield f"Chức vụ ghi trên văn bản: {'; '.join(map(escape, roles))}."
    if len({name_key(row.page.metadata.issuer or "") for row in group.rows}) > 1:
        yield _NAMESAKES


def signer_facts(group: Group) -> Sequence[str]:
    """For the index: the offices, the newest first."""
    roles = roles_of(group)
    more = f" (và {len(roles) - _ROLES_SHOWN} chức vụ khác)" if len(roles) > _ROLES_SHOWN else ""
    return (", ".join(map(escape, roles[:_ROLES_SHOWN])) + more,)


def roles_of(group: Group) -> tuple[str, ...]:
    """Offices as printed, each once, that of the newest bulletin first."""
    found: dict[str, str] = {}
    for row in group.rows:
        role = " ".join((row.page.metadata.signer_role or "").split())
        if role:
            found.setdefault(name_key(role), role)
    return tuple(found.values())
