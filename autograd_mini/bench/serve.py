"""The bench on this machine: its folder, shown to this machine alone."""

import functools
import http.server
import webbrowser
from pathlib import Path

TYPES = {
    ".mjs": "text/javascript", ".js": "text/javascript", ".wasm": "application/wasm",
    ".json": "application/json", ".css": "text/css", ".html": "text/html; charset=utf-8",
    ".zip": "application/zip",
}  # fmt: skip


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files with the types that browsers insist on; Windows may have others."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each file."""


def server(folder: Path, port: int = 0) -> http.server.ThreadingHTTPServer:
    """Return a server of a folder that only this machine can reach.

    port: a free one if it is 0.  OSError if it is taken.
    """
    handler = functools.partial(Handler, directory=str(folder))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)


def serve(folder: Path, port: int, *, open_browser: bool) -> None:
    """Serve a folder until Ctrl-C, and open it in a browser."""
    with server(folder, port) as serving:
        address = f"http://127.0.0.1:{serving.server_address[1]}/"
        print(f"the bench is at {address}; Ctrl-C ends it", flush=True)
        if open_browser:
            webbrowser.open(address)
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print()
