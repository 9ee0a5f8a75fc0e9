"""Go back: publish once more what was live some publishes ago.

The content plays no part, and is not built. What comes back comes as a new commit, so that going
back can be taken back.
"""

from dataclasses import replace
from pathlib import Path

from briefgen.finding import BriefgenError, ConfigurationError, Finding, Span
from briefgen.options import Options
from briefgen.publishing.built import Built
from briefgen.publishing.changes import changes_between, in_words
from briefgen.publishing.guards import Going, refusals
from briefgen.publishing.served import DOMAIN, domain_in, served
from briefgen.publishing.told import Asked, Place, Published
from briefgen.repository.git import address_to_show

# Commits that are no publishes stand between them: GitHub makes one when a domain is set.
_BETWEEN = 10


def roll_back(options: Options, asked: Asked, place: Place, folder: Path) -> Published:
    """Publish what was live before, in our own repository in a folder.

    ConfigurationError when there is no such state, BriefgenError when a guard refuses.
    """
    store = place.store(folder)
    live = store.live(place.branch, depth=2 * asked.rollback + _BETWEEN)
    before = store.earlier(asked.rollback, DOMAIN) if live.commit else ""
    if not before:
        raise ConfigurationError(_none(place.branch, asked.rollback))
    # The domain is where readers are now, whatever was true then.
    kept = live.files.get(DOMAIN, "")
    kept = "" if " " in kept else kept
    files = {path: oid for path, oid in store.tree(before).items() if path != DOMAIN}
    files |= {DOMAIN: kept} if kept else {}
    identity = store.identity_of(before)
    base_url = identity.base_url if identity else place.config.base_url
    going = Going(
        built=Built(options.site_folder, files, {}, identity, (), ()),
        base_url=base_url,
        branch=place.branch,
        checked_out=place.source.branches,
        # Of the content nothing goes out.
        uncommitted=(),
        behind=False,
        live=live,
    )
    changes = changes_between(live.files, files)
    told = Published(
        built=None,
        branch=place.branch,
        remote=address_to_show(place.remote.address),
        changes=changes,
        commit=live.commit,
        pushed=False,
        address=base_url,
        served=served(domain_in(store.text_of(kept)) if kept else "", place),
        fingerprint=identity.fingerprint if identity else "",
        notes=(f"back to what was published on {store.title_of(before)}",),
    )
    refused = refusals(going, asked.allow)
    if asked.dry_run:
        return replace(told, refused=refused)
    if refused:
        raise BriefgenError(*refused)
    if not (changes or asked.squash):
        return told
    message = asked.message.strip() or f"Roll back {asked.rollback}: {in_words(changes)}"
    commit = store.publish(
        store.tree_like(before, DOMAIN, kept),
        place.branch,
        live.commit,
        message,
        store.source_of(before),
        past=not asked.squash,
    )
    return replace(told, commit=commit, pushed=True)


def _none(branch: str, steps: int) -> Finding:
    publishes = "publish" if steps == 1 else "publishes"
    return Finding(
        code="nothing-to-roll-back-to",
        message=f"`{branch}` has no state {steps} {publishes} before this one",
        span=Span(path=""),
        hint="give a smaller number, or publish from an older commit of the content",
    )
