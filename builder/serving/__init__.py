"""`bantin serve`: the built site and `/api/search` on this machine or in an office network. Read-only."""

from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from builder.config import Settings
from builder.errors import ConfigError
from builder.publish.hosting.rules import every_header
from builder.serving.api import SearchApi

LONGEST_SECONDS = 10.0
"""So long may a query take; then the answer is 503."""
_API = "/api/search"


def create_app(settings: Settings, longest_seconds: float = LONGEST_SECONDS) -> ASGIApp:
    """The application: every file of the site, and the search with the names of the command line's options."""
    if not (settings.site / "index.html").is_file():
        raise ConfigError(f"{settings.site}: no site is built there yet; run `bantin build` first")
    api = SearchApi(settings, longest_seconds)
    routes = [Route(_API, api.answer, methods=["GET"]), Mount("/", StaticFiles(directory=settings.site, html=True))]
    handlers: dict[object, Callable[[Request, Exception], Response]] = {HTTPException: _refused, Exception: _failed}
    return _with_headers(Starlette(routes=routes, exception_handlers=handlers))


def _refused(request: Request, error: Exception) -> Response:
    """Another method than GET and HEAD, or no such file in a site without a 404 page."""
    known = error if isinstance(error, HTTPException) else HTTPException(500)
    if request.url.path == _API:
        return JSONResponse(
            {"error": f"{request.method} is not possible here; allowed: GET, HEAD"}, known.status_code, known.headers
        )
    return Response(known.detail, known.status_code, known.headers, "text/plain")


def _failed(request: Request, error: Exception) -> Response:
    """A fault of the builder's own: the server's log has the details, a stranger gets none."""
    del error
    said = f"the server could not answer {request.url.path}; its log says why"
    return JSONResponse({"error": said}, 500) if request.url.path == _API else Response(said, 500, media_type="text/plain")


def _with_headers(app: ASGIApp) -> ASGIApp:
    """Every answer has the headers that hosts are told to send, errors included."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(every_header())
            await send(message)

        await app(scope, receive, send_with_headers)

    return application


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until interrupted."""
    uvicorn.run(create_app(settings), host=host, port=port, log_level="warning", server_header=False)
