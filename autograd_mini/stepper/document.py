"""The HTML document around a page: its style, its data and its script in one file."""

import html
import json
from collections.abc import Mapping
from typing import Any

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main class="autograd-mini"></main>
<script type="application/json" id="steps">{data}</script>
<script type="module">
{script}
const steps = document.getElementById("steps").textContent;
show(document.querySelector("main"), JSON.parse(steps), true);
</script>
</body>
</html>
"""


def document(language: str, title: str, style: str, data: Mapping[str, Any], script: str) -> str:
    """Return a page as one HTML document that needs nothing from elsewhere.

    language: "en" or "zh".  title: as text.  style: CSS.  data: what the page is told, as JSON has
    it.  script: a module with a function `show(main, data, true)`.
    """
    return PAGE.format(
        language=language, title=html.escape(title), style=style, data=in_script(data),
        script=script,
    )  # fmt: skip


def in_script(data: Mapping[str, Any]) -> str:
    r"""Return data as JSON for a script element, which ends at its end tag and at no other.

    >>> in_script({"a": ["</script>", "<!--", "<b>"]})
    '{"a":["<\\/script>","\\u003c!--","<b>"]}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", r"<\/").replace("<!", r"\u003c!")
