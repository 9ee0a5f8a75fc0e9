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
    "editor-failed": (
        "The text editor that `--open` asked for cannot be started.\n\n"
        "The file is written, and its path was told. `$VISUAL`, or else `$EDITOR`, names the "
        "program, with its arguments: `EDITOR=nano`, `VISUAL='code --wait'`."
    ),
    "existing-file": (
        "A file that was to be made is there already.\n\n"
        "`briefgen new` never overwrites anything. Edit the file that is named, or choose another "
        "headline, title, day or folder. Two entries of one day and name would have one address, "
        "also when one of them is an item of a day file."
    ),
    "folder-not-empty": (
        "A digest was to be started in a folder that holds other things.\n\n"
        "It is started in a folder that is new or empty. Hidden files, such as `.git`, and those "
        "that every repository has, such as a licence, may be there."
    ),
    "invalid-base-url": (
        "The address given with `-b` is not that of a site.\n\n"
        "It is an http or https address with a host, such as `https://example.org/digest/`."
    ),
    "invalid-theme-name": (
        "A theme cannot be called so.\n\n"
        "The name is that of a folder in `themes/`: lower case, words joined by hyphens, and none "
        "of the built-in themes."
    ),
    "missing-headline": (
        "An entry or a page was to be made without a headline.\n\n"
        "It needs one from which its file can have its name: `briefgen new entry "
        '"The harbour is dredged"`.'
    ),
    "missing-reviewer": (
        "A review was to be written without a name.\n\n"
        "A review says who answers for a text: `--by` takes the name of a person, or a role such "
        "as `The editors`. Readers see it."
    ),
    "no-editor": (
        "`--open` was asked for, and no text editor is set.\n\n"
        "Nothing was written. Set `VISUAL` or `EDITOR` in the environment, such as `EDITOR=nano`, "
        "or leave out `--open`."
    ),
    "no-free-port": (
        "The preview cannot listen at the host and port that were asked for.\n\n"
        "It tries twenty ports from the one given. `--port 0` takes any that is free."
    ),
    "not-a-folder": (
        "A digest was to be started where there is a file.\n\nName a folder that is new or empty."
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
    "taken-address": (
        "A page was to be made at an address that the site needs itself.\n\n"
        "Such as `/topics/`, `/search/` or that of a year. `--slug` gives the page another one."
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
