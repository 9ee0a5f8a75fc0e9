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
    "behind-live": (
        "What is live was made from a commit of the content that is not in what is checked out."
        "\n\n"
        "Publishing would take away what somebody else has published. Get their commits with "
        "`git pull`, and publish then. Was the commit never pushed, ask whoever made it. In a"
        " clone without the older commits this is not looked at. `--allow behind-live` "
        "publishes all the same."
    ),
    "broken-search-program": (
        "The program that makes the search index is not there, or does not run.\n\n"
        "It comes with `pagefind[bin]`, which briefgen needs. Most often it was installed on "
        "another system, or may not be run from the disk that it lies on. `search: {index: "
        "off}` builds a site without a search."
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
    "current-branch": (
        "The site was to be pushed to a branch that is checked out here.\n\n"
        "Such a branch holds the content. The site has a branch of its own, `gh-pages` unless"
        " `publish.branch` or `--branch` names another."
    ),
    "default-branch": (
        "The site was to be pushed to the branch with which a clone of the remote begins, and"
        " briefgen did not publish what is on it.\n\n"
        "Most often it holds the content. Name another with `publish.branch` or `--branch`. "
        "`--allow default-branch` adds a commit to it that holds the site alone."
    ),
    "drafts-in-site": (
        "The site that was to be published shows drafts.\n\n"
        "It was built with `--drafts`. Build it without, or take `draft: true` out of what is"
        " ready."
    ),
    "editor-failed": (
        "The text editor that `--open` asked for cannot be started.\n\n"
        "The file is written, and its path was told. `$VISUAL`, or else `$EDITOR`, names the "
        "program, with its arguments: `EDITOR=nano`, `VISUAL='code --wait'`."
    ),
    "empty-site": (
        "The site that was to be published has no entries.\n\n"
        "Most often the content is elsewhere, or was not fetched: a submodule, a sparse checkout. "
        "`--allow empty-site` publishes a digest that is to begin empty."
    ),
    "existing-file": (
        "A file that was to be made is there already.\n\n"
        "`briefgen new` never overwrites anything. Edit the file that is named, or choose another "
        "headline, title, day or folder. Two entries of one day and name would have one address, "
        "also when one of them is an item of a day file."
    ),
    "failed-git": (
        "Git failed at something that needs no network.\n\n"
        "The message has its words. Most often the disk is full, or the repository is damaged: "
        "`git fsck` looks at it. What lies in `.briefgen/publish.git` can be removed at any time: "
        "the next publish fetches it anew."
    ),
    "failed-look": (
        "`briefgen doctor` could not look at something.\n\n"
        "The system's own words are in the message. All else was looked at."
    ),
    "failed-printer": (
        "The browser that was to make a PDF made none.\n\n"
        "Its own words are in the message. `--single-file` makes HTML, which any browser prints."
    ),
    "folder-not-empty": (
        "A digest was to be started in a folder that holds other things.\n\n"
        "It is started in a folder that is new or empty. Hidden files, such as `.git`, and those "
        "that every repository has, such as a licence, may be there."
    ),
    "foreign-branch": (
        "The branch holds files that briefgen did not publish.\n\n"
        "Publishing makes the branch hold the site and nothing else. The files would stay in "
        "its history, and be gone from the web. `--allow foreign-branch` says that this is "
        "meant, for example when the site was published by hand or by another tool before."
    ),
    "future-in-site": (
        "The site that was to be published shows entries that are not due yet.\n\n"
        "It was built with `--future`. Build it without."
    ),
    "ignored-content": (
        "A build reads files that git was told to leave aside.\n\n"
        "The site is made with them here, and without them everywhere else. `git check-ignore "
        "-v PATH` says which line of which file leaves them aside."
    ),
    "ignored-domain": (
        "A domain was named in a file that GitHub does not look at.\n\n"
        "`CNAME` counts on a branch that GitHub Pages serves. What a workflow publishes gets "
        "its domain in the settings of the repository, under Pages."
    ),
    "invalid-base-url": (
        "The address given with `-b` is not that of a site.\n\n"
        "It is an http or https address with a host, such as `https://example.org/digest/`."
    ),
    "invalid-branch": (
        "The name cannot be that of a branch.\n\n"
        "Git's own rules are in `git help check-ref-format`."
    ),
    "invalid-theme-name": (
        "A theme cannot be called so.\n\n"
        "The name is that of a folder in `themes/`: lower case, words joined by hyphens, and none "
        "of the built-in themes."
    ),
    "large-file": (
        "A file is larger than GitHub takes.\n\n"
        "GitHub refuses files over 100 MiB. Put it on a host for large files, and link to it."
    ),
    "large-site": (
        "The site is larger than GitHub Pages takes.\n\n"
        "The limit is 1 GB. Smaller pictures help most: see `images` in the configuration."
    ),
    "lfs-pointer": (
        "A file of the content is a pointer of Git LFS: three lines that say where the file "
        "itself is.\n\n"
        "A site would show no picture there. `git lfs pull` gets the files; Git LFS has to be "
        "installed. In a workflow the checkout needs `lfs: true`, which `briefgen new workflow` "
        "writes where `.gitattributes` names the filter."
    ),
    "little-space": (
        "The disk on which the project lies is nearly full.\n\n"
        "What was read and made is kept in `.briefgen/`, and a publish keeps the site once "
        "more. `briefgen clean` removes both."
    ),
    "missing-git": (
        "Git is needed to publish, and is not installed.\n\n"
        "It has to be on the path, under the name `git`."
    ),
    "missing-headline": (
        "An entry or a page was to be made without a headline.\n\n"
        "It needs one from which its file can have its name: `briefgen new entry "
        '"The harbour is dredged"`.'
    ),
    "missing-requirements": (
        "The workflow installs from a file of requirements that is not there.\n\n"
        "It was there when the workflow was written. Put it back, or have the workflow written "
        "again: it installs the newest briefgen then."
    ),
    "missing-reviewer": (
        "A review was to be written without a name.\n\n"
        "A review says who answers for a text: `--by` takes the name of a person, or a role such "
        "as `The editors`. Readers see it."
    ),
    "missing-submodule": (
        "A folder of the content or of the themes is a repository of its own, and was not "
        "fetched.\n\n"
        "A site would be built without it. A clone with `--recurse-submodules` has it from the "
        "start."
    ),
    "moved-remote": (
        "Somebody published to the branch while this publish went on.\n\n"
        "Nothing was pushed over it. `briefgen publish --dry-run` shows what is live now "
        "beside what you have; then publish again."
    ),
    "names-alike": (
        "Two names differ only in capitals, or in how an accent is written.\n\n"
        "On Windows and macOS they are one name: a clone there has one of the two files, and "
        "git shows the other as changed. The address of a page would differ in capitals alone "
        "as well."
    ),
    "narrow-encoding": (
        "The terminal does not take UTF-8.\n\n"
        "Messages with letters that it does not have show escapes in their place. The site "
        "itself is UTF-8 always."
    ),
    "no-commit": (
        "The repository is empty: nothing was committed yet.\n\n"
        "What is published is what was committed, so that it can be made again."
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
    "no-identity": (
        "Git knows no name and mail address for who commits here.\n\n"
        "`briefgen publish` would sign its commit as `briefgen`, and `git commit` would refuse."
    ),
    "no-printer": (
        "A PDF was asked for, and nothing is installed that makes one.\n\n"
        "Chromium and Chrome do, where they are on the path or where they are installed as usual."
    ),
    "no-repository": (
        "The project does not lie in a git repository.\n\n"
        "What is published is what was committed, so that it can be made again. `git init`, "
        "`git add .` and `git commit` make a repository of a folder. A repository that "
        "belongs to another user is read only when `safe.directory` says so."
    ),
    "no-such-edition": (
        "The edition that was to be exported is not in the site.\n\n"
        "It has no entries that are published. Without a name the newest is exported."
    ),
    "no-such-language": (
        "An edition was to be exported in a language that the site is not in.\n\n"
        "`language` and `languages` in the configuration say which those are."
    ),
    "no-temporary-folder": (
        "There is no folder for temporary files.\n\nSuch as `/tmp`. `TMPDIR` names another one."
    ),
    "not-a-folder": (
        "A digest was to be started where there is a file.\n\nName a folder that is new or empty."
    ),
    "not-live-yet": (
        "The site was pushed, and readers do not get it in the time that `--wait` waited.\n\n"
        "The push is done. GitHub Pages takes a minute or two, more on a busy day. Is it not "
        "there later: look in the settings of the repository, under Pages, whether it serves "
        "the branch, and under Actions whether a deploy failed."
    ),
    "nothing-built": (
        "`--built` publishes the site as it lies in the output folder, and there is none.\n\n"
        "Without `--built` it is built first."
    ),
    "nothing-to-review": (
        "An entry was to be reviewed of whose text no model had a part.\n\n"
        "A review is for a text with `ai_text: generated` or `assisted`. It takes the notice away "
        "that such a text carries; others carry none."
    ),
    "nothing-to-roll-back-to": (
        "The branch has no state so many publishes ago.\n\n"
        "Each publish is one commit. `--squash` leaves none before it."
    ),
    "old-git": (
        "Git is too old.\n\n"
        "briefgen hands it settings in a way that git knows from 2.31 on, which is of March "
        "2021."
    ),
    "other-pages-address": (
        "The site says that it is at one address, and GitHub Pages serves the repository at "
        "another.\n\n"
        "Feeds, the sitemap, metadata and `404.html` would lead elsewhere. The address is "
        "told from that of the remote, or from the domain in `CNAME`. Set `base_url` to it."
    ),
    "other-version": (
        "The workflow builds with another briefgen than you do.\n\n"
        "The site that readers get may differ from the one that you see. `requirements.txt` "
        "names the version for the workflow; `pip install --requirement requirements.txt` "
        "installs the same here."
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
    "publish-under-way": (
        "Another publish of this project is under way.\n\n"
        "Two would get in each other's way. Wait for it to end."
    ),
    "read-only-project": (
        "The project's folder, or that of the site, cannot be written to.\n\n"
        "A site can be built elsewhere, with `-o`. Nothing is kept for the next build then."
    ),
    "refused-push": (
        "The remote took the push and refused it.\n\n"
        "Its own words are in the message: a rule that protects the branch, a hook, a size. "
        "What is live is as it was."
    ),
    "shrunken-site": (
        "The site has fewer than half as many pages as are live.\n\n"
        "Most often something is missing: a folder of content, a clone without all files, "
        "another project. `--dry-run` names what would go. `--allow shrunken-site` publishes "
        "all the same."
    ),
    "slow-yaml": (
        "PyYAML was installed without its library in C.\n\n"
        "Sites are the same, and reading them takes longer. The wheels on PyPI have it; one "
        "that was made here from source needs the headers of libyaml."
    ),
    "stale-workflow": (
        "The workflow is not what `briefgen new workflow` would write for the settings of "
        "today.\n\n"
        "Most often the time zone or the cadence changed, or briefgen did. Its runs are then "
        "not when they should be. What only differs in the versions of actions is not told. Did "
        "you change it by hand, and mean it, nothing is to be done."
    ),
    "taken-address": (
        "A page was to be made at an address that the site needs itself.\n\n"
        "Such as `/topics/`, `/search/` or that of a year. `--slug` gives the page another one."
    ),
    "tracked-output": (
        "What briefgen makes is in the repository.\n\n"
        "Each build would change it there. The site belongs on a branch of its own, or in what "
        "a workflow publishes; the record in `.briefgen/` is good for this machine alone."
    ),
    "two-ways": (
        "The site is published both by a workflow and onto a branch.\n\n"
        "GitHub Pages serves one of them: which, the settings of the repository say, under "
        "Pages. The other goes nowhere, and it is easily taken for the live one."
    ),
    "unbuilt-edition": (
        "The content has errors, so that there is no edition to export.\n\n"
        "Mend them, or ask for an edition when they are mended."
    ),
    "unbuilt-site": (
        "The content has errors, so that there is no new site to publish.\n\n"
        "What is live is as it was. Mend the errors; or publish the site as it was last "
        "built, with `--built`."
    ),
    "uncommitted-content": (
        "Files that the site is made of are not as they were committed.\n\n"
        "What is live should be what is committed, so that anybody can make it again. Changed"
        " files count, new ones, and ignored ones that a build reads. `--allow "
        "uncommitted-content` publishes all the same."
    ),
    "uneditable-entry": (
        "A review cannot be written into a file without changing more of it.\n\n"
        "The keys are put in where `ai_text` stands, and the file is read again: were anything "
        "else not as it was, nothing is written. Most often the entry is an alias, such as `*name`."
        " Write the three keys of the hint by hand, or write the entry out."
    ),
    "unfinished-site": (
        "The site in the output folder is not as a build left it.\n\n"
        "A build was cut off, or is under way, or somebody changed or removed a file. Build "
        "it again."
    ),
    "unignored-output": (
        "Git would take what briefgen makes for a part of the project.\n\n"
        "One `git add .`, and the whole site is in the history. A line in `.gitignore` leaves "
        "it aside."
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
    "unknown-remote": (
        "The repository has no remote of this name.\n\n"
        "`git remote add origin ADDRESS` adds one. `publish.remote` and `--remote` take an "
        "address too."
    ),
    "unpublishable-base-url": (
        "The site takes an address for its own at which no reader can find it.\n\n"
        "Such as `http://localhost/`, an address in a private network, or "
        "`https://example.org/`, which stands for nothing. Set `base_url` to where the site "
        "will be."
    ),
    "unreachable-remote": (
        "Git could not reach the remote, or was not let in.\n\n"
        "Its own words are in the message, without passwords. Nothing was published. `git "
        "ls-remote` with the name of the remote tries the same."
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
    "workflow-for-another-branch": (
        "The workflow publishes a branch that there is not.\n\n"
        "A push to another one is checked, and never published. Most often the branch has "
        "another name, such as `master`, than was thought when the workflow was written."
    ),
}
