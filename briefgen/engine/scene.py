"""Scenes: what the files of one part of a site are made from and made with.

A site in one language has one; each further language has its own.
"""

from dataclasses import dataclass

from briefgen.engine.theme import Theme
from briefgen.fingerprint import Value


@dataclass(frozen=True, slots=True)
class Look(Value):
    """What every page of a scene is rendered with, besides its view."""

    language: str
    site: Value
    base_url: str
    """Ending in a slash."""
    up: str = ""
    """The way from the root of the scene to that of the site: `../`, or nothing."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A part of a site, ready to be rendered."""

    source: object
    """What deferred views are made from."""
    theme: Theme
    look: Look
