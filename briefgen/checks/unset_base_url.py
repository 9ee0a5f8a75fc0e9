"""Policy: the site knows its address.

Feeds, the sitemap, 404.html and metadata hold whole addresses, made from `base_url`. Without it
they point to `http://localhost/`, which is good for a look at your own computer and for nothing
else. Set `base_url:` in briefgen.yaml to the address at which the site will be published, its path
included.
"""

from collections.abc import Iterator

from briefgen.checks._places import in_config
from briefgen.checks._planned import Planned
from briefgen.config import Config
from briefgen.finding import Finding, Severity
from briefgen.model import Library

CODE = "unset-base-url"
SEVERITY = Severity.WARNING


def find(library: Library, config: Config, planned: Planned) -> Iterator[Finding]:
    """Yield one finding when the address is the one that stands for none."""
    if not config.located:
        yield Finding(
            code=CODE,
            severity=SEVERITY,
            message=f"feeds and metadata point to `{config.base_url}`, which is no public address",
            span=in_config("base_url"),
            hint="set `base_url:` to the address at which the site will be published",
        )
