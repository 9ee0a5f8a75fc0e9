"""What the findings mean that a command tells: neither reading nor a policy makes them.

A text for each code, by code: what is wrong, and what to do.
"""

from collections.abc import Mapping

EXPLANATIONS: Mapping[str, str] = {
    "ambiguous-entry": (
        "A file that holds several entries was named, and none of them.\n\n"
        "Name an entry of a day file by its number or its id behind the path: "
        "`content/entries/2024/10/28.yaml#2` is the second."
    ),
    "build-under-way": (
        "Another build of this project is under way.\n\n"
        "Two builds never write at once. This one waited for half a minute; nothing was written."
    ),
    "builder-died": (
        "The process that builds for the preview ended before it had built.\n\n"
        "Most often the machine ran out of memory. It is started again; `--jobs 1` needs least."
    ),
    "cannot-be-written": (
        "The disk stood in the way of a build for the preview, or of what `check --links` writes."
        "\n\nThe message has the reason and the file. In the preview the next save builds again; a "
        "check tells all that it found, and ends with 3."
    ),
    "invalid-base-url": (
        "The address given with `-b` is not that of a site.\n\n"
        "It is an http or https address with a host, such as `https://example.org/digest/`."
    ),
    "missing-reviewer": (
        "A review was to be written without a name.\n\n"
        "A review says who answers for a text: `--by` takes the name of a person, or a role such "
        "as `The editors`. Readers see it."
    ),
    "no-free-port": (
        "The preview cannot listen at the host and port that were asked for.\n\n"
        "It tries twenty ports from the one given. `--port 0` takes any that is free."
    ),
    "nothing-to-review": (
        "An entry was to be reviewed of whose text no model had a part.\n\n"
        "A review is for a text with `ai_text: generated` or `assisted`. It takes the notice away "
        "that such a text carries; others carry none."
    ),
    "other-workflow": (
        "The repository has a workflow in `.github/workflows/publish.yml`, and `briefgen new "
        "workflow` would write another.\n\n"
        "Somebody may have changed it, or it was written for other settings or by an earlier "
        "version. Nothing was written. With `--replace` it is; git shows what that changes."
    ),
    "preview-under-way": (
        "Another preview of this project is running.\n\n"
        "Two previews would write into one folder. Use the other one, or end it first."
    ),
    "uneditable-entry": (
        "A review cannot be written into a file without changing more of it.\n\n"
        "The keys are put in where `ai_text` stands, and the file is read again: were anything "
        "else not as it was, nothing is written. Most often the entry is an alias, such as `*name`."
        " Write the three keys of the hint by hand, or write the entry out."
    ),
    "unknown-entry": (
        "No entry has this id, and no file of an entry this path.\n\n"
        "An entry is named by its id, such as `2024-10-23-library-opens`, or by the path of its "
        "file below `content/entries/`."
    ),
    "unknown-path": (
        "No such page or file is planned.\n\n"
        "`--explain` takes a path as it stands in the output folder."
    ),
    "unusable-branch": (
        "The name of a branch has marks in it that mean something else in a workflow.\n\n"
        "Letters, digits, `.`, `_`, `-` and `/` can be written: name the branch that people push "
        "to."
    ),
    "unusable-requirement": (
        "What `--install` was given is nothing that pip can install by itself.\n\n"
        "It is one requirement: a name with or without a version, an address, or a folder of the "
        "repository. More than one, and options of pip, belong in `requirements.txt`, which the "
        "workflow reads where it lies beside the configuration."
    ),
}
