# Part of p99-tidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Sphinx makes a site of the pages in docs: `./dev site`.

The pages are plain Markdown, so that they can be read where the repository is
browsed. What only the site needs is added here: the navigation, and what becomes
of links to files that are not pages."""

import pathlib
import re
import shutil

DOCS = pathlib.Path(__file__).resolve().parents[1]

project = "p99-tidy"
author = "The p99-tidy authors"
root_doc = "README"
extensions = ["myst_parser", "sphinx_copybutton"]
exclude_patterns = ["site", "man", "new-check"]

nitpicky = True
# An example may leave out a part of its JSON.
suppress_warnings = ["misc.highlighting_failure"]
myst_heading_anchors = 3
# A fence without a language holds what a program prints.
highlight_language = "text"
# `$ command` and below it what the command prints.
copybutton_prompt_text = "$ "
copybutton_only_copy_prompt_lines = True

html_theme = "furo"
html_title = "p99-tidy"
html_static_path = ["p99.css"]
html_css_files = ["p99.css"]
html_show_sphinx = False
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
html_use_index = False

# A page that is in no list is an error of the build. One that is in a list and not
# there is left out.
NAVIGATION = {
    "Guide": ["quick-start", "families", "adopting", "hot-paths", "profiles", "models", "limits", "faq"],
    "Where it runs": ["install", "driver", "editors", "pre-commit", "ci", "build-systems",
                      "The page of findings <html>"],
    "The checks": ["checks/README"],
    "What it is worth": [
        "case-study", "corpus", "evidence-locks", "evidence-threads", "evidence-loops", "evidence-copies",
        "evidence-timeouts", "compare", "compare-blocking", "compare-copies"],
}


def toctree(caption, pages):
    # "page", or "What it is called in the list <page>".
    pages = "\n".join(page for page in pages
                      if (DOCS / f"{page.rpartition('<')[2].rstrip('>')}.md").exists())
    caption = f":caption: {caption}\n" if caption else ""
    return f"\n\n```{{toctree}}\n:hidden:\n{caption}\n{pages}\n```\n"


def navigation(page):
    if page == root_doc:
        return "".join(toctree(caption, pages) for caption, pages in NAVIGATION.items())
    if page == "checks/README":
        return toctree("", [f"checks/{each.stem}" for each in sorted((DOCS / "checks").glob("p99-*.md"))]
                       ).replace("checks/p99", "p99")
    return ""


def leave_docs(text, folder, source_url):
    """Links to sources lead to where the repository is browsed; if nobody says
    where that is, only their text is left."""

    def replace(link):
        target = (folder / link["target"].split("#")[0]).resolve()
        if DOCS in (target, *target.parents):
            return link[0]
        if not target.exists():
            return link[0]  # Sphinx says so.
        place = target.relative_to(DOCS.parent).as_posix()
        return f"[{link['text']}]({source_url.rstrip('/')}/{place})" if source_url else link["text"]

    # Every second piece is a block of code.
    pieces = re.split(r"(^[ ]*```.*?^[ ]*```[ ]*$)", text, flags=re.M | re.S)
    pieces[::2] = [re.sub(r"\[(?P<text>[^\]]+)\]\((?P<target>\.\./[^)\s]+)\)", replace, each)
                   for each in pieces[::2]]
    return "".join(pieces)


def read(app, page, source):
    folder = (DOCS / page).parent
    source[0] = leave_docs(source[0], folder, app.config.source_url) + navigation(page)


def mend_theme(static):
    """Debian builds furo by other means than its authors, and some is lost: its
    script imports another one, which a browser does not allow without a server; its
    style asks a server's root for another one; and the dark colours are for those
    who press the button, not for those whose system is dark."""
    script, spy = static / "scripts/furo.js", static / "scripts/gumshoe-patched.js"
    text = script.read_text(encoding="utf-8")
    if text.startswith("import Gumshoe"):
        script.write_text(spy.read_text(encoding="utf-8") + text.partition("\n")[2], encoding="utf-8")
    style, root = static / "styles/furo.css", "/javascript/normalize.css/normalize.css"
    text = style.read_text(encoding="utf-8")
    if root in text:
        shutil.copy(f"/usr/share{root}", style.parent)
        text = text.replace(root, "normalize.css")
    dark = re.search(r'body\[data-theme="dark"\] (\{[^}]*\})', text)
    if dark and "prefers-color-scheme" not in text:
        text += ("@media not print {\n@media (prefers-color-scheme: dark) {\n"
                 f'body[data-theme="auto"] {dark[1]}\n}}\n}}\n')
    style.write_text(text, encoding="utf-8")


def finish(app, failed):
    out = pathlib.Path(app.outdir)
    if failed or app.builder.format != "html":
        return
    mend_theme(out / "_static")
    # A folder of a web server, or of a file manager, starts at index.html.
    shutil.copy(out / "README.html", out / "index.html")


def setup(app):
    app.add_config_value("source_url", "", "env")
    app.connect("source-read", read)
    app.connect("build-finished", finish)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
