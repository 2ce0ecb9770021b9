"""One Chromium for every test that needs one, and our own server for it to look at."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one Chromium for all browser tests."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("CI heeft geen Chromium")
        pytest.skip("geen Chromium op deze machine")
    with sync_playwright() as speler:
        browser = speler.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def adres(app: Flask) -> Iterator[str]:
    """Serve the application as it is served for real, with CSRF on, and give its address."""
    app.config.update(WTF_CSRF_ENABLED=True, TESTING=False)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    draad = threading.Thread(target=server.serve_forever)
    draad.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    draad.join()
    server.server_close()
