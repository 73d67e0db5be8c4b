"""`/api/search`: a query in an address, its answer as JSON. Nobody can make it work without end."""

import asyncio
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from builder.config import Settings
from builder.errors import SearchError
from builder.pipeline import standing_search
from builder.search.query import LIMIT, Query

LONGEST_VALUE = 400  # characters of a query or a filter; a longer one is refused
MOST_RESULTS = 100  # on one page of an answer
_AT_ONCE = 4  # queries; the others wait, and their waiting counts
_TEXTS: Mapping[str, str] = {
    "q": "text", "type": "type", "issuer": "issuer", "place": "place", "signer": "signer", "cites": "cites",
    "from": "date_from", "to": "date_to", "sort": "sort",
}  # fmt: skip
_NUMBERS: Mapping[str, tuple[int, int, int]] = {"limit": (LIMIT, 0, MOST_RESULTS), "page": (1, 1, 1_000_000)}
"""What counts when it is not said, the least and the most."""


class SearchApi:
    """The search of one archive. The index stays open, and is opened again when it was written anew."""

    def __init__(self, settings: Settings, longest_seconds: float) -> None:
        """`longest_seconds` is how long a query may take, waiting included."""
        self._search, self._longest = standing_search(settings), longest_seconds
        # A pool of its own: a query that takes too long goes on in its thread, and can hold up no more than these.
        self._pool = ThreadPoolExecutor(_AT_ONCE, "search")

    async def answer(self, request: Request) -> Response:
        """The JSON that `bantin search --json` prints; 400, 503 with `error` in clear words."""
        try:
            query = query_of(request.query_params)
        except SearchError as error:
            return _error(400, str(error))
        try:
            work = asyncio.get_running_loop().run_in_executor(self._pool, self._first, query)
            return Response(await asyncio.wait_for(work, self._longest), media_type="application/json")
        except TimeoutError:
            return _error(503, f"no answer within {self._longest:g} seconds; ask again later, or for something narrower")
        except SearchError:
            # Which file it is concerns the one who runs the server.
            return _error(503, "the archive has no search index that can be read; `bantin index` makes one")

    def _first(self, query: Query) -> str:
        return self._search.answer(query).to_json()


def _error(status: int, text: str) -> Response:
    return JSONResponse({"error": text}, status)


def query_of(values: QueryParams) -> Query:
    """The query in an address. Raises SearchError that names the parameter, its value and what is allowed."""
    allowed = (*_TEXTS, *_NUMBERS)
    for name in values:
        if name not in allowed:
            raise SearchError(f"{name[:40]!r} is no parameter; allowed: {', '.join(allowed)}")
        if len(values.getlist(name)) > 1:
            raise SearchError(f"{name} is given {len(values.getlist(name))} times; allowed: once")
        if len(values[name]) > LONGEST_VALUE:
            raise SearchError(f"{name} has {len(values[name])} characters; allowed: at most {LONGEST_VALUE}")
    texts = {field: values[name] for name, field in _TEXTS.items() if values.get(name)}
    numbers = {name: _number(name, values.get(name, "")) for name in _NUMBERS}
    return Query(**texts, **numbers)  # type: ignore[arg-type]  # Query checks `sort`


def _number(name: str, value: str) -> int:
    usual, least, most = _NUMBERS[name]
    if not value:
        return usual
    if not re.fullmatch(r"\d{1,9}", value, re.ASCII) or not least <= int(value) <= most:
        raise SearchError(f"{name} is {value[:40]!r}; allowed: a whole number from {least} to {most}")
    return int(value)
