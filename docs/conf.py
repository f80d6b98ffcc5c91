"""How the site of the docs is built: `sphinx-build -n -W docs build/docs`, by the extra `docs`.

Sphinx with MyST, so that every page is plain Markdown that is read as well where it lies; the
theme is Furo, for its light and dark, its narrow screens, and because it asks no other host for
anything. The order of the pages is in index.md.
"""

project = "lever5-rules"
author = "lever5-rules"
html_title = "lever5-rules"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["pictures"]

myst_heading_anchors = 3
myst_enable_extensions = ["attrs_inline", "colon_fence"]
# Schemas show texts of any form, and the lexers of a terminal and of TOML are strict.
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "furo"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}
html_last_updated_fmt = None
