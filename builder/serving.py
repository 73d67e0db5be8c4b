"""`bantin serve`: the built site and `/api/search` on this machine or in an office network. Read-only."""

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from builder.config import Settings
from builder.errors import ConfigError, SearchError
from builder.pipeline import search
from builder.search.query import Query

LONGEST_QUERY = 400  # characters; a longer query is refused
MOST_RESULTS = 100  # on one page of an answer
_FILTERS = {
    "type": "type",
    "issuer": "issuer",
    "place": "place",
    "signer": "signer",
    "cites": "cites",
    "from": "date_from",
    "to": "date_to",
}


def create_app(settings: Settings) -> Starlette:
    """The application: every file of the site, and the search with the names of the command line's options."""
    if not (settings.site / "index.html").is_file():
        raise ConfigError(f"{settings.site}: no site is built there yet; run `bantin build` first")

    async def api_search(request: Request) -> Response:
        try:
            query = _query(request)
        except (ValueError, SearchError) as error:
            return JSONResponse({"error": str(error)}, 400)
        try:
            result = await run_in_threadpool(_first, settings, query)
        except SearchError as error:
            return JSONResponse({"error": str(error)}, 503)
        return Response(result, media_type="application/json", headers={"X-Content-Type-Options": "nosniff"})

    site = StaticFiles(directory=settings.site, html=True)
    return Starlette(routes=[Route("/api/search", api_search, methods=["GET"]), Mount("/", site)])


def _first(settings: Settings, query: Query) -> str:
    return next(iter(search(settings, [query]))).to_json()


def _query(request: Request) -> Query:
    """The query in the address. Raises ValueError or SearchError that says what is allowed."""
    values = request.query_params
    text = values.get("q", "")
    if len(text) > LONGEST_QUERY:
        raise ValueError(f"q has {len(text)} characters; at most {LONGEST_QUERY} are searched")
    filters = {field: values[name][:LONGEST_QUERY] for name, field in _FILTERS.items() if values.get(name)}
    limit, page = int(values.get("limit", "10")), int(values.get("page", "1"))
    sort = values.get("sort", "relevance")
    return Query(text, sort=sort, limit=min(limit, MOST_RESULTS), page=page, **filters)  # type: ignore[arg-type]  # Query checks `sort`


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted."""
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", server_header=False)
