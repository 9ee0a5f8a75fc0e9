"""The findings that the engine makes, by code, each with what it means and what to do."""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {
    "path-collision": (
        "Two things would be written to the same place.\n\n"
        "Two entries of one day with one slug, a page named like a standing page such as "
        "`topics`, an alias that is somebody's address, or names that differ only in case, which "
        "some file systems take for one. Both places are named; give one another `slug`, name or "
        "alias."
    ),
    "unknown-theme": (
        "There is no theme of this name.\n\n"
        "`theme.name` names a built-in theme or a folder of `themes/` beside the configuration."
    ),
    "invalid-theme": (
        "A theme's own settings cannot be used.\n\n"
        "Its `theme.yaml` is not YAML, has an unknown key or one twice, extends itself, lists a "
        "file that is not there, or declares an option that cannot be. Its `name` is that of its "
        "folder, and the colours of `against` stand in its stylesheet. An option of the theme "
        "below may get another `type` only while the files of that theme do not depend on its "
        "values."
    ),
    "invalid-locale": (
        "A locale file of a theme cannot be read.\n\n"
        "It is a YAML file in UTF-8 with a text, or a mapping of texts, for each key, and has no "
        "key twice. A text that begins with a bracket or has a colon in it stands in quotes."
    ),
    "hidden-theme": (
        "A theme of the project has the name of a built-in one.\n\n"
        "The one in `themes/` is used, and nothing of the built-in one: it cannot even stand on "
        "that. Give the folder another name, write that in `theme.name`, and let it extend the "
        "built-in one if it is to have all that it does not bring itself."
    ),
    "unknown-theme-option": (
        "The theme has no such option.\n\nThe options of a theme stand in its `theme.yaml`."
    ),
    "invalid-theme-option": (
        "The theme's option cannot have this value.\n\n"
        "The message lists what it can have. A colour stands in quotes, for YAML takes what comes "
        "after a `#` for a comment. A file lies below `content/static/`."
    ),
    "invalid-template": (
        "A template cannot be read.\n\n"
        "It is not valid Jinja, not UTF-8, or it pulls in a template that the theme does not have, "
        "or itself. Its name always means the one that is found first: to change a template of "
        "the theme below, copy it with `briefgen theme eject`, or fill blocks of `base.html`. A "
        "template may show itself as a `part`, each time with another value."
    ),
    "search-failed": (
        "Pagefind, which makes the search index, did not come to its end.\n\n"
        "The message has its reason. It is a program of its own, which `pagefind[bin]` brings for "
        "Linux, macOS and Windows; where there is none, `search: {index: off}` builds the site "
        "without a search. Nothing was written."
    ),
    "unparted-words": (
        "The search cannot tell words apart in a language that is written without spaces.\n\n"
        "Chinese, Japanese and Thai entries are found by how a sentence begins, until the extra "
        "`cjk` is installed (`pip install 'briefgen[cjk]'`, some 60 MB): its program knows words."
    ),
    "missing-locale": (
        "The theme has no texts in the site's language.\n\n"
        "Its own words (Updated, Sources, Menu …) are shown in English; dates, numbers and your "
        "own words follow `language`. Add a file such as `themes/mine/locales/fi.yaml` to a theme "
        "that extends it, with the keys of its `en.yaml`."
    ),
    "missing-template": (
        "The theme lacks a template that a page needs.\n\n"
        "A theme of its own has a template for every kind of page; one that extends `broadsheet` "
        "needs only those that differ."
    ),
    "computed-template-name": (
        "A template pulls in another by a computed name.\n\n"
        "What a page depends on has to be known before it is rendered, so the names in `include`, "
        "`extends`, `import` and `part` are written out as text."
    ),
    "template-failed": (
        "A template could not be rendered.\n\n"
        "Most often it asks for a field that its view does not have; template and line are named. "
        "Nothing was written."
    ),
    "lost-label": (
        "A file that was made of a picture does not say what it was to say.\n\n"
        "Every such file is read back before it is put in place: its size, its packet of metadata "
        "with the origin of the picture, and that nothing of a camera is left in it. One that "
        "does not hold stops the build. Take another format for the picture; and report it, for "
        "it should not happen."
    ),
    "unsafe-output": (
        "The output folder cannot be used.\n\n"
        "It is the project, holds it, lies in its content or themes, is the home folder or the "
        "root, or has somebody's files in it. briefgen writes only into a new or empty folder, or "
        "into one that carries its own manifest, `.briefgen-site`."
    ),
    "foreign-file": (
        "Somebody's file lies where a page has to go.\n\n"
        "briefgen never overwrites a file that it did not write. Move the file away, or put it "
        "into `content/static/` to have it published."
    ),
    "worker-died": (
        "A worker process ended before its work was done.\n\n"
        "Most often the machine ran out of memory. Nothing was written; `--jobs 1` needs least."
    ),
}
