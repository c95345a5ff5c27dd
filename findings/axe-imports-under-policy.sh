#!/bin/sh
# axe-core 4.12.1 finds less on a page the stricter the page's Content-Security-Policy is. To look through style sheets
# that @import others (Django's administration has one) it writes their rules into a <style> element of the page. A policy
# without 'unsafe-inline' stops that: the console says that the page violates its own policy, which it does not, then
# "Couldn't load preload assets: TypeError ... null (reading 'href')". The rule that needs the sheets, css-orientation-lock
# (WCAG 1.3.4, experimental), then says "incomplete" where it says "violation" of the same page without the policy, or of
# the same sheet without the @import; whoever asserts violations == [] never learns it.
#
# Seen: axe-playwright-python 0.1.8 (axe-core 4.12.1), playwright 1.65.0, Chromium: the table at the end.
# What helps: run(page, options={"preload": False}) where that rule is off anyway, bypass_csp in a context of its own
# where it is on.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" --quiet --disable-pip-version-check install axe-playwright-python==0.1.8 playwright==1.65.0
browser=$(command -v chromium-headless-shell || command -v chromium || true)
[ -n "$browser" ] || {
    apt-get update
    apt-get install -y --no-install-recommends chromium-headless-shell libatomic1
} >"$folder/log" 2>&1
BROWSER=$(command -v chromium-headless-shell || command -v chromium) "$folder/env/bin/python" - <<'PYTHON'
import os
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route, sync_playwright

PAGE = '<!doctype html><html lang="vi"><title>Trang</title><link rel="stylesheet" href="/page.css"><main><h1>Trang</h1></main>'
TURNED = "@media (orientation: portrait) { html { transform: rotate(90deg) } }"
SHEETS = {"alone": TURNED, "with an @import": f'@import url("/other.css"); {TURNED}'}
POLICIES = {"no policy": {}, "default-src 'self'": {"Content-Security-Policy": "default-src 'self'"}}
OPTIONS = {"rules": {"css-orientation-lock": {"enabled": True}}}


def served(sheet: str, headers: dict[str, str]) -> Callable[[Route], None]:
    """A site of one page and two sheets."""

    def serve(route: Route) -> None:
        path = route.request.url.partition("example.test")[2]
        if path == "/":
            route.fulfill(body=PAGE, content_type="text/html", headers=headers)
        else:
            route.fulfill(body=sheet if path == "/page.css" else "p { margin: 0 }", content_type="text/css")

    return serve


seen = {}
with sync_playwright() as playwright:
    chromium = playwright.chromium.launch(executable_path=os.environ["BROWSER"], args=["--no-sandbox"])
    for policy, headers in POLICIES.items():
        for sheet, text in SHEETS.items():
            page, said = chromium.new_page(), []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.route("**/*", served(text, headers))
            page.goto("http://example.test/")
            answer = Axe().run(page, options=OPTIONS).response
            kinds = [kind for kind in ("violations", "incomplete") for rule in answer[kind] if rule["id"] in OPTIONS["rules"]]
            seen[policy, sheet] = kinds, any("preload assets" in text for text in said), any("inline style" in text for text in said)
            print(f"{policy}, sheet {sheet}: {kinds[0]}; stumbled: {seen[policy, sheet][1]}; blamed for a style: {seen[policy, sheet][2]}")
    assert answer["testEngine"]["version"] == "4.12.1", answer["testEngine"]

found, lost = (["violations"], False, False), (["incomplete"], True, True)
assert list(seen.values()) == [found, found, found, lost], seen
PYTHON
