"""Make the parts of a search index, and the program that searches them.

Views and stored texts in, files by name out.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from briefgen.fingerprint import Value
from briefgen.searching.pagefind import index
from briefgen.searching.plain import words_of
from briefgen.searching.views import UNSPACED, SearchPart, SearchProgram, SearchRecord

FACETS = "facets.json"
ENTRY = "pagefind-entry.json"

_VERSION = 1
_EPOCH = date(1970, 1, 1).toordinal()

# What every file of Pagefind begins with, inside its compression.
_SIGNATURE = b"pagefind_dcd"

_PROGRAM = ("pagefind.js", "pagefind-worker.js", ENTRY)

_IMAGE = {"none": 0, "generated": 1, "modified": 2}
_TEXT = {"none": 0, "generated": 4, "assisted": 8}
_STATE = {"": 0, "corrected": 1, "retracted": 2}

# Pagefind has no index without a word, and no program without an index.
_ANY_WORD = "wordthatnobodysearches"


def make_part(view: Value, load: Callable[[str], str]) -> dict[str, bytes]:
    """Return the files of a part of the index, its facets among them."""
    assert isinstance(view, SearchPart)
    made = index(_record(record, view.language, load) for record in view.records)
    files = {name: data for name, data in made.items() if _is_data(name)}
    ids = {_url_of(data): _id_of(name) for name, data in files.items() if "fragment/" in name}
    # What has no word at all is in no index.
    found = [record for record in view.records if record.url in ids]
    return {**files, FACETS: _facets(found, ids)}


def make_program(view: Value, _load: Callable[[str], str]) -> dict[str, bytes]:
    """Return the program that searches in the browser, with an index of nothing."""
    assert isinstance(view, SearchProgram)
    made = index([{"url": "", "content": _ANY_WORD, "language": view.language}])
    spoken = json.loads(made[ENTRY])["languages"][view.language]["wasm"] or "unknown"
    needed = {*_PROGRAM, f"wasm.{spoken}.pagefind"}
    return {name: data for name, data in made.items() if name in needed or _is_data(name)}


def _record(record: SearchRecord, language: str, load: Callable[[str], str]) -> dict[str, object]:
    # Pagefind tells words apart in what it calls content, and not in fields.
    title = record.title if language in UNSPACED else ""
    parts = (title, record.summary, words_of(load(record.body)), record.note)
    return {
        "url": record.url,
        "content": "\n".join(part for part in parts if part) or record.title,
        "language": language,
        "meta": {"title": record.title, "sources": " · ".join(record.sources)},
    }


def _is_data(name: str) -> bool:
    return name.endswith((".pf_meta", ".pf_index", ".pf_fragment")) or name == ENTRY


def _id_of(name: str) -> str:
    return name.removeprefix("fragment/").removesuffix(".pf_fragment")


def _url_of(fragment: bytes) -> str:
    url: str = json.loads(gzip.decompress(fragment).removeprefix(_SIGNATURE))["url"]
    return url


def _facets(records: Sequence[SearchRecord], ids: Mapping[str, str]) -> bytes:
    """Return by what the entries of a part can be chosen, in columns, one number a label."""
    labels: dict[str, list[str]] = {}

    def numbers(name: str, values: Iterable[Sequence[str]]) -> list[list[int]]:
        known: dict[str, int] = {}
        rows = [[known.setdefault(label, len(known)) for label in some] for some in values]
        labels[name] = list(known)
        return rows

    def single(name: str, values: Iterable[str]) -> list[int]:
        return [row[0] for row in numbers(name, ([value] for value in values))]

    columns = {
        "ids": " ".join(ids[record.url] for record in records),
        "days": [record.day.toordinal() - _EPOCH for record in records],
        "topics": numbers("topics", (record.topics for record in records)),
        "regions": numbers("regions", (record.regions for record in records)),
        "desks": numbers("desks", (record.desks for record in records)),
        "sources": numbers("sources", (record.cited for record in records)),
        "kinds": single("kinds", (record.kind for record in records)),
        "languages": single("languages", (record.lang for record in records)),
        "made": [_IMAGE[record.image] + _TEXT[record.text] for record in records],
        "states": [_STATE[record.corrected] for record in records],
    }
    data = {"version": _VERSION, "labels": labels, **columns}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
