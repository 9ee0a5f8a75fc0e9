"""One file's bytes in, model values and findings out.

Pure: no file, no clock, the same in every process. All faults of a file are told at once. HTML is
handed back beside the values, which hold only its fingerprint.
"""

import posixpath
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.finding import Finding, Severity, Span
from briefgen.fingerprint import of_bytes
from briefgen.model import (
    Body,
    CuratedList,
    DeadSource,
    Description,
    EditionNote,
    Entry,
    Origin,
    Page,
)
from briefgen.reading import shape, yamltext
from briefgen.reading import text as texts
from briefgen.reading.discover import Kind
from briefgen.reading.fitting import Model, fit
from briefgen.reading.frontmatter import MARKDOWN, part
from briefgen.reading.markup import render
from briefgen.reading.mismatches import Sheet
from briefgen.reading.parsed import Parsed, Settings
from briefgen.reading.schema import (
    SYNONYMS,
    DayText,
    DeadSourcesText,
    DescriptionText,
    EditionText,
    EntryText,
    ListText,
    PageText,
)
from briefgen.reading.text import quoted, shortened
from briefgen.reading.times import WrittenTime
from briefgen.reading.yamltext import Tree


def parse(path: str, kind: Kind, data: bytes, settings: Settings) -> Parsed:
    """Return what a file of content/ holds. `path` is relative to the project."""
    try:
        text = texts.decode(data)
    except texts.NotUtf8Error as problem:
        looks = f", it looks like {problem.guess}" if problem.guess else ""
        return Parsed(
            findings=(
                Finding(
                    code="not-utf8",
                    message=f"the file is not UTF-8 text{looks}",
                    span=Span(path=path, line=problem.line, column=problem.column),
                    hint="save it again as UTF-8",
                ),
            )
        )
    reader = _Reader(path, settings)
    if path.lower().endswith(MARKDOWN):
        reader.markdown(kind, text)
    else:
        reader.yaml(kind, text)
    return reader.parsed()


@dataclass(slots=True)
class _Reader:
    """What was found so far in one file."""

    path: str
    settings: Settings
    entries: list[Entry] = field(default_factory=list)
    notes: list[EditionNote] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    lists: list[CuratedList] = field(default_factory=list)
    descriptions: list[Description] = field(default_factory=list)
    dead: list[DeadSource] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def parsed(self) -> Parsed:
        return Parsed(
            entries=tuple(self.entries),
            notes=tuple(self.notes),
            pages=tuple(self.pages),
            lists=tuple(self.lists),
            descriptions=tuple(self.descriptions),
            dead=tuple(self.dead),
            findings=tuple(sorted(self.findings, key=lambda f: (f.span.line, f.span.column))),
            texts=self.texts,
        )

    # The two kinds of file.

    def markdown(self, kind: Kind, text: str) -> None:
        parts = part(text, self.path)
        if isinstance(parts, Finding):
            self.findings.append(parts)
            return
        front = yamltext.read(parts.keys, path=self.path, first_line=2)
        self.findings += front.findings
        body = self._body(parts.body, parts.body_line)
        if front.findings:
            return
        tree = {} if front.tree is None else front.tree
        if not isinstance(tree, dict):
            self._fault(
                "invalid-front-matter",
                "the front matter is not made of keys and values",
                "write `key: value` on each line",
                line=2,
            )
            return
        sheet = Sheet(self.path, front.places)
        if tree.get("body") is not None:
            del tree["body"]
            self.findings.append(
                sheet.finding(
                    "unknown-key",
                    "`body` stands in the front matter",
                    ("body",),
                    "write the text below the front matter",
                    of_key=True,
                )
            )
        if kind == "entry":
            self._entry(tree, sheet, body, parts.body)
        elif kind == "edition":
            self._edition(tree, sheet, body)
        elif kind == "page":
            self._page(tree, sheet, body)

    def yaml(self, kind: Kind, text: str) -> None:
        document = yamltext.read(text, path=self.path)
        self.findings += document.findings
        if document.findings:
            return
        tree = document.tree
        if tree is None:
            if kind not in ("terms", "dead"):
                self._fault("empty-file", "the file is empty", "write its keys, or delete it")
            return
        sheet = Sheet(self.path, document.places)
        if not isinstance(tree, dict):
            self._fault(
                "invalid-front-matter",
                "the file is not made of keys and values",
                "write `key: value` on each line",
            )
        elif kind == "entry" and "entries" in tree:
            self._day(tree, sheet)
        elif kind == "entry":
            self._entry(tree, sheet, self._body_of(tree, sheet), _source_of(tree))
        elif kind == "edition":
            self._edition(tree, sheet, self._body_of(tree, sheet))
        elif kind == "list":
            self._list(tree, sheet)
        elif kind == "terms":
            self._terms(tree, document.places)
        elif kind == "dead":
            self._dead(tree, sheet)

    # The things a file may hold.

    def _entry(
        self,
        tree: dict[str, Tree],
        sheet: Sheet,
        body: Body,
        source: str,
        day_date: WrittenTime | None = None,
        lines: tuple[int, int] = (0, 0),
    ) -> None:
        text, sheet = self._typed(EntryText, tree, sheet)
        self._commas(tree, sheet)
        if text is None:
            return
        entry = shape.entry(
            text,
            origin=Origin(path=self.path, item=sheet.item),
            facts=shape.path_facts(self.path),
            body=body,
            source=source,
            zone=self.settings.timezone,
            day_date=day_date,
            lines=lines,
        )
        if entry is None:
            self.findings.append(
                sheet.finding(
                    "missing-field",
                    "`date` is missing, and the path does not say it",
                    ("date",),
                    "add `date:`, or move the file to a folder such as 2024/10/23/",
                    of_key=True,
                )
            )
            return
        if entry.image is None or text.image is None:
            self.entries.append(entry)
            return
        if entry.image.path and not entry.image.path.startswith("content/"):
            self.findings.append(
                sheet.finding(
                    "path-outside-content",
                    f"`image.src`: {quoted(text.image.src)} leads out of the content folder",
                    ("image", "src"),
                    "name a file beside the entry or in content/images/",
                )
            )
            return
        self.entries.append(entry)

    def _day(self, tree: dict[str, Tree], sheet: Sheet) -> None:
        day, sheet = self._typed(DayText, tree, sheet)
        items = tree["entries"]
        if not isinstance(items, list):
            return
        for number, item in enumerate(items):
            key = f"entries[{number}]"
            inner = Sheet(self.path, sheet.places, item=key)
            if isinstance(item, dict):
                body = self._body_of(item, inner)
                day_date = day.date if day is not None else None
                lines = _lines(sheet, number) if "allow" in item else (0, 0)
                self._entry(item, inner, body, _source_of(item), day_date, lines)
            else:
                self.findings.append(
                    inner.finding(
                        "invalid-value",
                        f"{quoted(key)} must be a mapping of keys and values",
                        (),
                        "write `- title: …`",
                    )
                )

    def _edition(self, tree: dict[str, Tree], sheet: Sheet, body: Body) -> None:
        text, _ = self._typed(EditionText, tree, sheet)
        period = shape.period_of_path(self.path)
        if not period:
            self._fault(
                "invalid-edition-name",
                f"{quoted(posixpath.basename(self.path))} names no day, week or month",
                "name it like 2024-10-23.md, 2024-W43.md or 2024-10.md",
            )
        elif text is not None:
            # An image alone is a text too, though it has no words.
            shown = body if self.texts[body.html].strip() else None
            note = shape.edition(text, path=self.path, period=period, body=shown)
            self.notes.append(note)

    def _page(self, tree: dict[str, Tree], sheet: Sheet, body: Body) -> None:
        text, _ = self._typed(PageText, tree, sheet)
        if text is not None:
            self.pages.append(shape.page(text, path=self.path, body=body))

    def _list(self, tree: dict[str, Tree], sheet: Sheet) -> None:
        text, sheet = self._typed(ListText, tree, sheet)
        if text is None:
            return
        for number, item in enumerate(text.entries):
            if not item.entry and not (item.title and item.url):
                self.findings.append(
                    sheet.finding(
                        "missing-field",
                        f"{quoted(f'entries[{number}]')} names neither an entry nor a link",
                        ("entries", number),
                        "give it `entry:`, or `title:` and `url:`",
                    )
                )
        self.lists.append(shape.curated_list(text, path=self.path))

    def _terms(self, tree: dict[str, Tree], places: Mapping[str, yamltext.Place]) -> None:
        for term, said in tree.items():
            sheet = Sheet(self.path, places, item=term)
            # A text alone is the summary.
            tree_of_term: Tree = {"summary": said} if isinstance(said, str) else said or {}
            if not isinstance(tree_of_term, dict):
                self.findings.append(
                    sheet.finding(
                        "invalid-value",
                        f"{quoted(term)} must be a mapping of keys and values",
                        (),
                        "write `name:` and `summary:` below it",
                    )
                )
                continue
            text, _ = self._typed(DescriptionText, tree_of_term, sheet)
            if text is not None:
                self.descriptions.append(shape.description(text, path=self.path, term=term))

    def _dead(self, tree: dict[str, Tree], sheet: Sheet) -> None:
        text, _ = self._typed(DeadSourcesText, tree, sheet)
        if text is not None:
            self.dead += shape.dead_sources(text)

    # What they share.

    def _typed(
        self, model: type[Model], tree: dict[str, Tree], sheet: Sheet
    ) -> tuple[Model | None, Sheet]:
        fitted = fit(model, tree, sheet)
        self.findings += fitted.findings
        return fitted.value, fitted.sheet

    def _commas(self, tree: Mapping[str, Tree], sheet: Sheet) -> None:
        """Find several terms that are written as one text."""
        for key, value in tree.items():
            if SYNONYMS.get(key, key) not in ("topics", "regions"):
                continue
            if isinstance(value, str) and ", " in value:
                terms = ", ".join(term.strip() for term in value.split(",") if term.strip())
                self.findings.append(
                    sheet.finding(
                        "comma-in-term",
                        f"{quoted(key)} holds one term with a comma: {quoted(value)}",
                        (key,),
                        f"write a list: {shortened(f'[{terms}]')}",
                        severity=Severity.WARNING,
                    )
                )

    def _body_of(self, tree: dict[str, Tree], sheet: Sheet) -> Body:
        written = _source_of(tree)
        if not written:
            return self._body("", 1)
        place = sheet.places[f"{sheet.item}.body" if sheet.item else "body"]
        # The text of a block scalar (`body: |`) starts on the line below its key.
        below = 1 if "\n" in written else 0
        return self._body(written, place.value.line + below)

    def _body(self, written: str, first_line: int) -> Body:
        rendered = render(
            written,
            path=self.path,
            first_line=first_line,
            html=self.settings.html,
            engine=self.settings.engine,
        )
        self.findings += rendered.findings
        name = of_bytes(rendered.html.encode())
        self.texts[name] = rendered.html
        return Body(html=name, links=rendered.links, anchors=rendered.anchors, words=rendered.words)

    def _fault(self, code: str, message: str, hint: str, line: int = 1) -> None:
        span = Span(path=self.path, line=line)
        self.findings.append(Finding(code=code, message=message, span=span, hint=hint))


def _source_of(tree: Mapping[str, Tree]) -> str:
    written = tree.get("body")
    return written if isinstance(written, str) else ""


def _lines(sheet: Sheet, number: int) -> tuple[int, int]:
    """Return the first and the last line of an item of a day file."""
    place, following = (sheet.places.get(f"entries[{n}]") for n in (number, number + 1))
    first = place.value.line if place is not None else 0
    return first, following.value.line - 1 if following is not None else sys.maxsize
