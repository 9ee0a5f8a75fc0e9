"""The findings that reading makes, by code, each with what it means and what to do.

Codes are public: people write them into `checks.ignore`, and the documentation lists them.
"""

from collections.abc import Mapping

_SYNTAX = {
    "not-utf8": (
        "A text file is not UTF-8.\n\n"
        "Every text of a project is UTF-8, with or without a byte order mark. Save the file again "
        "in that encoding; the line named is the first that is not."
    ),
    "empty-file": (
        "A file holds nothing.\n\n"
        "An entry or a page needs at least a title. Write it, or delete the file."
    ),
    "missing-front-matter": (
        "A Markdown file does not start with front matter.\n\n"
        "Its first line is `---`, followed by the keys, and another `---` before the text."
    ),
    "unclosed-front-matter": (
        "The front matter is never closed.\n\n"
        "A second line `---` ends the keys; what follows is the text."
    ),
    "invalid-front-matter": (
        "What should be keys and values is something else.\n\n"
        "Front matter and YAML files are made of lines such as `title: A headline`."
    ),
    "invalid-yaml": (
        "The file is not well-formed YAML.\n\n"
        "Most often a text holds a colon and a space, or starts with one of `@`, `%`, `*`, `[`, "
        "`{`: put it in quotes. Indentation is made of spaces, never of tabs, and one file holds "
        "one document."
    ),
    "yaml-tag": (
        "A value carries a YAML tag such as `!!python/object`.\n\n"
        "All values are read as text, so that a tag has nothing to say, and nothing is ever made "
        "from one. Remove it, or put the text in quotes."
    ),
    "yaml-too-large": (
        "A YAML text is nested too deeply, holds itself, or grows too large.\n\n"
        "Aliases count as often as they are used. Write the values out, or split the file."
    ),
    "duplicate-key": (
        "A key is given twice.\n\n"
        "One of the two would be lost without a word. `tags` and `topics`, `headline` and `title` "
        "and their like count as the same key."
    ),
    "unknown-key": (
        "A key is not one that is read here.\n\n"
        "It is misspelt, stands at the wrong place, or comes from another program. Data of your "
        "own goes below `extra:`."
    ),
}

_VALUES = {
    "missing-field": (
        "A required value is missing or empty.\n\n"
        "An entry needs a `title`, and a `date` unless its path says the day; a source needs a "
        "`name`, an image its `src`, a line of a list an entry or a link."
    ),
    "invalid-value": (
        "A value is not of the kind that its key takes.\n\n"
        "The message says what is expected: text, a list, a whole number, true or false, or one "
        "of a few words."
    ),
    "invalid-date": (
        "A date cannot be read, or is not in any calendar.\n\n"
        "Write `2024-10-23`, `2024-10-23 17:36` or `2024-10-23T17:36+05:30`. A time without an "
        "offset is that of the site's time zone. Of an hour that the autumn change repeats, the "
        "first is meant; a time that the spring change leaves out counts on from before it."
    ),
    "comma-in-term": (
        "Several terms stand in one text, with commas between them.\n\n"
        "`topics: culture, sport` is one topic with a comma in its name. Write a list: "
        "`topics: [culture, sport]`. A name that does hold a comma is a list of one, in quotes: "
        '`regions: ["Washington, D.C."]`.'
    ),
    "invalid-language": (
        "A language is not written as a BCP 47 code.\n\nWrite `en`, `pt-BR` or `zh-Hant`."
    ),
    "invalid-reliability": (
        "A source's reliability is not an Admiralty code.\n\n"
        "It is a letter from A (completely reliable) to F (cannot be judged), with a digit from 1 "
        "(confirmed) to 6 (cannot be judged) behind it where the report itself is rated: `B2`."
    ),
    "invalid-slug": (
        "A slug is not one part of a path.\n\n"
        "It is the last part of the address, words joined by hyphens, without slashes and dots."
    ),
    "invalid-alias": (
        "An alias is not a path of this site.\n\n"
        "Aliases are earlier paths such as `/old/path/`, which lead to the new one. They cannot "
        "climb out or name another site."
    ),
    "invalid-edition-name": (
        "An edition's file names no day, week or month.\n\n"
        "Its name is the period: `2024-10-23.md`, `2024-W43.md` or `2024-10.md`."
    ),
    "duplicate-id": (
        "Two entries have one id.\n\n"
        "The id is what feed readers know an entry by. Without one of its own it is made of the "
        "day and the slug, so that two entries of one day with one slug collide. Give one of them "
        "another `slug` or an `id`."
    ),
}

_TEXTS = {
    "unsafe-link": (
        "An address could run in the reader's browser or reach into the reader's files.\n\n"
        "Links lead to http, https, mailto and tel addresses, and to files and entries of the "
        "site. Links with `javascript:`, `data:`, `file:` and their like are left out."
    ),
    "unsupported-link": (
        "A link leads to an address of a kind that is not published, such as `irc:` or `ftp:`.\n\n"
        "Its words are shown without the link. Often the scheme is only misspelt."
    ),
    "invalid-link": ("A web address has no host.\n\nIts words are shown without the link."),
    "markup-too-deep": (
        "Quotes or lists are nested more deeply than the Markdown parser follows.\n\n"
        "What is inside would be lost from the page. Take some levels away."
    ),
    "missing-sanitiser": (
        "The configuration allows raw HTML, but what cleans it is not installed.\n\n"
        "Install `briefgen[html]`; until then raw HTML is shown as text."
    ),
    "missing-fast-engine": (
        "The configuration asks for the fast Markdown engine, but it is not installed.\n\n"
        "Install `briefgen[fast]`, for which Python 3.11 or 3.12 is needed; until then the "
        "standard engine reads all texts. The pages are the same, the build takes longer."
    ),
}

_FILES = {
    "stray-file": (
        "A file lies where nothing is read from.\n\n"
        "Entries are below `content/entries/`, pages below `content/pages/`, editions in "
        "`content/editions/`, lists in `content/lists/`, and files that are published as they are "
        "below `content/static/`. Texts end in `.md`, `.markdown`, `.yaml` or `.yml`; one with "
        "another ending is published where something links to it, and not read."
    ),
    "orphaned-image": (
        "A picture lies in `content/` that no entry, page or note shows or links to.\n\n"
        "It is not published. What is held back counts too: a picture may wait with its entry. "
        "Name it where it belongs, or take it out of `content/entries/` and `content/images/`; "
        "pictures that a theme or a list needs belong in `content/static/`."
    ),
    "not-a-file": (
        "Something in `content/` is named like a file and is none.\n\n"
        "Folders called `x.md`, pipes, sockets and devices are skipped."
    ),
    "invalid-file-name": (
        "A file's name holds characters that no address can.\n\n"
        "Control characters, backslashes, and bytes that are not text. Rename it: the file, or the "
        "folder with all that is in it, is left out."
    ),
    "unreadable-file": (
        "A file cannot be read.\n\n"
        "The message gives the system's reason; most often a permission is missing. Text files of "
        "more than 10 MB are not read either."
    ),
    "unreadable-folder": ("A folder cannot be read.\n\nThe message gives the system's reason."),
    "path-outside-project": (
        "A symbolic link leads out of the project.\n\n"
        "What is published lies in the project, so that no file of the machine goes out by "
        "mistake. Copy the file into `content/`."
    ),
    "path-outside-content": (
        "An image is named by a path that leads out of `content/`.\n\n"
        "An image lies beside its entry or below `content/images/`, or is an https address."
    ),
    "broken-symlink": "A symbolic link leads nowhere.\n\nIt is skipped.",
    "repeated-folder": (
        "A symbolic link leads to a folder that is read already.\n\n"
        "Each folder is read once, under its own name, so that no loop is endless."
    ),
    "unreadable-image": (
        "An image is empty, damaged, cut short, or no image at all.\n\n"
        "It is opened by its content, whatever its name says. Save it again as JPEG, PNG, GIF, "
        "WebP, AVIF or SVG."
    ),
    "oversized-image": (
        "An image has more than 64 million pixels or 50 MB, or a drawing more than 5 MB.\n\n"
        "It would take all memory to open. Of an animation all frames count: it may have 10,000 of "
        "them, and 120 million pixels in all. Save a smaller one."
    ),
    "unsafe-image": (
        "A drawing holds what could run or load something in the reader's browser.\n\n"
        "Scripts, event attributes, foreign elements, entities and outside references have no "
        "place in an SVG that is published. Save it as plain SVG."
    ),
}

_CONFIGURATION = {
    "missing-configuration": (
        "There is no configuration.\n\n"
        "A project's folder holds `briefgen.yaml`, with at least a `title`."
    ),
    "invalid-configuration": (
        "The configuration is not made of keys and values.\n\n"
        "`briefgen.yaml` holds lines such as `title: The Morning Brief`."
    ),
    "unknown-timezone": (
        "The time zone is not one of the IANA names.\n\n"
        "Write `Asia/Kolkata`, `Europe/Paris` or `UTC`; abbreviations such as IST mean several."
    ),
}

WARNINGS = frozenset(
    [
        "broken-symlink",
        "comma-in-term",
        "invalid-link",
        "missing-fast-engine",
        "not-a-file",
        "orphaned-image",
        "repeated-folder",
        "stray-file",
        "unsupported-link",
    ]
)
"""What reading tells as a warning, so that settings can weigh it; without codes of policies."""

WAIVABLE = frozenset(["comma-in-term", "invalid-link", "unsupported-link"])
"""Warnings about a text that its author may waive. What says who made an image is none of them."""

EXPLANATIONS: Mapping[str, str] = {**_SYNTAX, **_VALUES, **_TEXTS, **_FILES, **_CONFIGURATION}
