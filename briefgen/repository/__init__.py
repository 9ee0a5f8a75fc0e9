"""Git, asked: what a project's repository holds, and where its remotes are.

A folder in, plain values out. Nothing here changes a repository; whoever wants to write makes one
of their own. No answer, and no fault that is told, shows a password.
"""

OWN_REPOSITORY = "publish.git"
"""Ours, below `.briefgen/`: what publishing is prepared in."""

PUBLISH_LOCK = "publish.lock"
"""Beside it: held while a publish goes on."""
