"""The command that brings a site to its readers."""

from pathlib import Path
from typing import Any

import click

from briefgen import console
from briefgen.cli._flags import project_options
from briefgen.cli._telling import place_in, show, telling
from briefgen.finding import BriefgenError

# What is decided when a site is built.
_OF_A_BUILD = ("base_url", "drafts", "future", "expired", "strict", "now")


@click.command()
@click.pass_context
@project_options
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Folder of the site. Default: site, beside the configuration.",
)
@click.option("--remote", default="", metavar="REMOTE", help="Name or address of a git remote.")
@click.option("--branch", default="", metavar="BRANCH", help="The branch that holds the site.")
@click.option("-m", "--message", default="", help="What the commit says.")
@click.option(
    "-n", "--dry-run", is_flag=True, help="Say what would change on the branch; push nothing."
)
@click.option(
    "--allow",
    multiple=True,
    metavar="CODE",
    help="Publish although this would be refused; may be given more than once.",
)
@click.option("--built", is_flag=True, help="Publish the site as it lies there; build nothing.")
@click.option("--squash", is_flag=True, help="Keep no history on the branch: one commit.")
@click.option(
    "--rollback",
    is_flag=False,
    flag_value=1,
    default=None,
    type=click.IntRange(1, 1000),
    metavar="[N]",
    help="Publish again what was live N publishes ago (1, unless given).",
)
@click.option("--wait", is_flag=True, help="Wait until readers get the new build.")
@click.option(
    "--timeout",
    default=600,
    show_default=True,
    type=click.IntRange(1),
    metavar="SECONDS",
    help="With --wait: for so long at most.",
)
def publish(
    context: click.Context,
    remote: str,
    branch: str,
    message: str,
    dry_run: bool,
    allow: tuple[str, ...],
    built: bool,
    squash: bool,
    rollback: int | None,
    wait: bool,
    timeout: int,
    **flags: Any,
) -> int:
    """Build the site and push it to the branch that GitHub Pages serves."""
    from briefgen.options import Options
    from briefgen.publishing.guards import ALLOWED
    from briefgen.publishing.publish import publish as publish_site
    from briefgen.publishing.told import Asked

    for code in allow:
        if code not in ALLOWED:
            raise click.UsageError(f"--allow takes one of {', '.join(ALLOWED)}; not `{code}`")
    given = [name for name in context.params if _is_given(context, name)]
    if rollback and built:
        raise click.UsageError("--rollback publishes what was live: leave out --built")
    for name in given if rollback or built else ():
        if name in _OF_A_BUILD:
            flag = "--rollback" if rollback else "--built"
            raise click.UsageError(f"{flag} builds nothing: leave out --{name.replace('_', '-')}")
    if "timeout" in given and not wait:
        raise click.UsageError("--timeout goes with --wait")
    if wait and dry_run:
        raise click.UsageError("--dry-run pushes nothing to wait for: leave out --wait")
    options = Options(**flags)
    asked = Asked(
        remote=remote,
        branch=branch,
        message=message,
        allow=allow,
        dry_run=dry_run,
        squash=squash,
        built=built,
        rollback=rollback or 0,
    )

    def work() -> int:
        with console.Progress() as progress:

            def tell(result: Any) -> None:
                progress.end()
                show(result.findings, options.root, limit=20, waived=result.waived)
                console.summary(result, place=place_in(options.root))

            done = publish_site(options, asked, progress=progress.advance, tell=tell)
        show(done.findings, options.root)
        if dry_run:
            console.trial(done)
            if done.refused:
                raise BriefgenError(*done.refused)
            return 0
        console.published(done)
        if wait:
            _wait(done.address, done.fingerprint, timeout)
        if done.address:
            console.address(done.address)
        return 0

    return telling(options.root, "text", work)


def _is_given(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _wait(address: str, fingerprint: str, timeout: int) -> None:
    from briefgen.publishing.waiting import wait_for

    if not (address and fingerprint):
        console.remark_on("the site does not say which build it is: there is nothing to wait for")
        return
    with console.Progress() as progress:
        seconds = wait_for(
            address,
            fingerprint,
            timeout=timeout,
            tell=lambda passed: progress.advance("waiting", round(passed), timeout),
        )
    console.say(f"there after {seconds:.0f} s")
