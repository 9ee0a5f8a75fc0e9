"""The preview: build, serve, watch, build again, and tell the open pages.

A project in, a site on this machine out, until somebody ends it. The room calls `build()` and has
no idea of its own of what a change means. What it adds to a page it adds to the answer, never to
a file: nothing that `build` writes knows that it is served.
"""
