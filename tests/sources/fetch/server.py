"""A server on this machine that follows a script of faults, one step per request."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Faulty:
    """Serves one body under every path.

    Parameters
    ----------
    body : bytes
        What it has to give.
    script : list of callable
        Each takes the handler and answers one request; after the last, everything is served well.
    """

    def __init__(self, body):
        self.body, self.script, self.seen, self.etag = body, [], [], '"one"'
        faulty = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                faulty.seen.append((self.path, dict(self.headers)))
                step = faulty.script.pop(0) if faulty.script else Faulty.well
                try:
                    step(faulty, self)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_port}/downloads"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def well(self, to):
        self.part_of(to)

    def part_of(self, to, upto=None, length=None, extra=(), body=None):
        body = self.body if body is None else body
        start = 0
        wish = to.headers.get("Range")
        if wish and to.headers.get("If-Range") == self.etag:
            start = int(wish.removeprefix("bytes=").rstrip("-"))
        if start >= len(body) > 0:
            return answer(416)(self, to)
        to.send_response(206 if start else 200)
        if start:
            to.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        if self.etag:
            to.send_header("ETag", self.etag)
        if length != "none":
            to.send_header("Content-Length", str(len(body) - start if length is None else length))
        for name, value in extra:
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body[start:upto])
        return None


def cut(upto):
    """Break off after so many bytes of the file."""
    return lambda server, to: server.part_of(to, upto=upto)


def lying(length, **more):
    """Announce another length."""
    return lambda server, to: server.part_of(to, length=length, **more)


def answer(code, body=b"", **headers):
    """Answer with a code and nothing of use."""

    def _answer(server, to):
        to.send_response(code)
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.send_header("Content-Length", str(len(body)))
        to.end_headers()
        to.wfile.write(body)

    return _answer


def hang_up(server, to):
    """Say nothing at all."""


def babble(server, to):
    """Say something that is not HTTP."""
    to.wfile.write(b"220 ftp ready\r\n")


def drip(server, to):
    """A byte now and then, for ever."""
    to.send_response(200)
    to.send_header("Content-Length", str(len(server.body)))
    to.end_headers()
    for n in range(400):
        to.wfile.write(server.body[n : n + 1])
        to.wfile.flush()
        time.sleep(0.005)


def silence(server, to):
    """The headers, and then nothing."""
    to.send_response(200)
    to.send_header("Content-Length", "100000")
    to.end_headers()
    to.wfile.flush()
    time.sleep(0.5)
