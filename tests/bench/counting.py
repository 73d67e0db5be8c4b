"""A web server that counts what it sends, whoever asks: the page, its workers, its scripts."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from tests.site.server import QuietServer, SiteHandler

_PACKED = b"\x1f\x8b"


@dataclass(slots=True)
class Sent:
    """Bodies sent so far."""

    requests: int = 0
    plain: int = 0
    """Bytes as the files are."""
    packed: int = 0
    """Bytes as a host with gzip would send them; what is packed already stays as it is."""

    def take(self) -> "Sent":
        """What was sent since the last time."""
        taken = Sent(self.requests, self.plain, self.packed)
        self.requests = self.plain = self.packed = 0
        return taken


@lru_cache(maxsize=1 << 14)
def _sizes(path: Path) -> tuple[int, int]:
    data = path.read_bytes()
    return len(data), len(data) if data.startswith(_PACKED) else len(gzip.compress(data, 6))


class _CountingHandler(SiteHandler):
    protocol_version = "HTTP/1.1"  # a connection serves many requests, as hosts have it
    disable_nagle_algorithm = True

    def __init__(self, *args: Any, sent: Sent, **kwargs: Any) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)

    def send_head(self) -> BinaryIO | None:
        stream = super().send_head()
        if stream is not None:
            plain, packed = _sizes(Path(str(stream.name)))
            self.sent.requests += 1
            self.sent.plain += plain
            self.sent.packed += packed
        return stream


@contextmanager
def counting_server(site: Path) -> Iterator[tuple[str, Sent]]:
    """Serve the folder until the block ends; gives the address of its home page and the count."""
    sent = Sent()
    handler = partial(_CountingHandler, directory=str(site), prefix="/", sent=sent)
    with QuietServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", sent
        finally:
            server.shutdown()
            thread.join()
