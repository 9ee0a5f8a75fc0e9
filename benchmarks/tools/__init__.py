"""The measured tools: one module for each, with what differs from tool to tool and no more."""

from benchmarks.tools._tool import Command, Tool
from benchmarks.tools.briefgen import BRIEFGEN, BROADSHEET, FAST
from benchmarks.tools.eleventy import ELEVENTY
from benchmarks.tools.hugo import HUGO
from benchmarks.tools.pelican import PELICAN
from benchmarks.tools.zola import ZOLA

__all__ = ["BRIEFGEN", "BROADSHEET", "FAST", "HUGO", "TOOLS", "Command", "Tool"]

# Hugo first: it is what the others are compared with.
TOOLS = (HUGO, BRIEFGEN, FAST, BROADSHEET, ZOLA, ELEVENTY, PELICAN)
