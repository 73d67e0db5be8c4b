"""nginx for the tests: an installed one, else Debian's package where that can be installed; never the system's own service."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = ("/usr/sbin/nginx", "/usr/local/sbin/nginx")  # not on everybody's PATH
MISSING = "no nginx on this machine, and none can be installed (that needs root and apt-get)"


def find_nginx() -> str | None:
    """The program, installed first where that is possible."""
    found = _installed()
    if not found and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _installed()
    return found


def _installed() -> str | None:
    return shutil.which("nginx") or next((place for place in PLACES if Path(place).is_file()), None)


def _install() -> None:
    # RUNLEVEL=1 keeps Debian from starting the service that comes with the package.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (("update",), ("install", "-y", "--no-install-recommends", "nginx-light")):
        subprocess.run(("apt-get", "-qq", *command), env=quiet, capture_output=True, check=False)


def configuration(folder: Path, root: Path, rules: Path, port: int) -> Path:
    """A whole configuration around the builder's two files; `root` holds the site, its path on the host included."""
    file = folder / "nginx.conf"
    file.write_text(
        f"""pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
{"user root;" if os.geteuid() == 0 else ""}
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {rules}/http.conf;
    server {{
        listen 127.0.0.1:{port};
        server_name archive.example;
        absolute_redirect off;
        root {root};
        include {rules}/server.conf;
    }}
    server {{
        listen 127.0.0.1:{port};
        server_name ~[.]example[.]vn$;
        if ($bantin_portal) {{ return 301 $bantin_portal; }}
        return 404;
        absolute_redirect off;
    }}
}}
""",
        encoding="utf-8",
    )
    return file


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def check(nginx: str, file: Path) -> str:
    """What `nginx -t` says; empty when it is content."""
    done = subprocess.run((nginx, "-t", "-q", "-c", str(file)), capture_output=True, text=True, check=False)
    return done.stderr.strip()


@contextmanager
def running(nginx: str, file: Path, port: int) -> Iterator[None]:
    """nginx with this configuration until the block ends."""
    with subprocess.Popen((nginx, "-c", str(file)), stderr=subprocess.PIPE) as process:
        try:
            _wait(port)
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait(port: int) -> None:
    for _ in range(200):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nginx does not answer on port {port}")
