"""A web server for a built site: this machine only, a free port, at the root or below a path like a project page's."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO


class QuietServer(ThreadingHTTPServer):
    """A server that says nothing."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is no fault."""


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves `directory` below `prefix` and nothing elsewhere, so that a link that forgets the prefix is found."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def send_head(self) -> BinaryIO | None:
        if not self.path.startswith(self.prefix):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return super().send_head()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.prefix.rstrip("/")))

    def log_message(self, *args: object) -> None:
        """Requests are not the test's output."""


@contextmanager
def serve(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve the folder until the block ends; gives the address of its home page, which ends with a slash."""
    handler = partial(SiteHandler, directory=str(site), prefix=prefix)
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
