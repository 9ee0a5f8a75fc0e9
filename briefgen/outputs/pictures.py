"""Plan what the pictures of entries become: renditions, labelled files, social images.

The digest in, the files of each entry's picture out. A picture that several entries show is planned
once, beside the oldest of them, whose words it carries.
"""

from collections.abc import Iterator

from briefgen.digest import Digest
from briefgen.digest.stretches import Stretch
from briefgen.engine.plan import PlannedFile
from briefgen.engine.theme import Theme
from briefgen.fingerprint import composed
from briefgen.outputs._conversion import conversion
from briefgen.program import pictures_fingerprint


def mark(digest: Digest, stretch: Stretch) -> str:
    """Return the fingerprint of all that the pictures of a stretch's entries are made from."""
    pictures = digest.pictures
    owners = []
    for entry in stretch.entries:
        file = pictures.file_of(entry)
        if file is not None:
            labels = "labels" if entry.id in pictures.labellers else ""
            made = digest.library.origins.get(file.path, "")
            owners += [pictures.owners[file.path].marks.whole, file.fingerprint, labels, made]
    return composed(stretch.mark, digest.around, pictures_fingerprint(), *owners)


def plan_stretch(digest: Digest, _theme: Theme, stretch: Stretch) -> Iterator[PlannedFile]:
    """Yield what the pictures of a stretch's entries become, each file once."""
    pictures = digest.pictures
    for entry in stretch.entries:
        file = pictures.file_of(entry)
        if file is None:
            continue
        for made in pictures.own_files(entry):
            yield conversion(made, file, digest)
        if pictures.owners[file.path] is entry:
            for made in pictures.files(file):
                yield conversion(made, file, digest)
