"""The settings of both languages; build.py names the language on the command line."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]  # this checkout, whatever is installed

import autograd_mini  # noqa: E402

project = "autograd_mini"
version = release = autograd_mini.__version__
copyright = "the authors of autograd_mini, MIT licence"

extensions = ["myst_parser", "sphinx.ext.autodoc", "maker"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 4
# Where maker.sources has put links that lead into the repository, or to pages of another kind.
myst_url_schemes = {
    "http": None,
    "https": None,
    "code": {"url": "code/{{path}}.html"},
    "site": {"url": "{{path}}#{{fragment}}"},
}
html_math_renderer = "mathml"
html_show_sphinx = False
html_copy_source = False

html_theme = "furo"
html_title = "autograd_mini"
html_static_path = ["static"]
html_css_files = ["site.css"]
templates_path = ["templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
autodoc_typehints = "none"
autodoc_member_order = "bysource"
