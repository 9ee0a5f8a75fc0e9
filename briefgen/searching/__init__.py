"""Searching: the words of entries in, the files of a search index out.

Pagefind makes the index and searches it in the browser; which entries a search leaves, by topic or
day, is told by a small file of our own beside each part of the index. The same words give the same
bytes. Nothing here reads a file of the project or goes to another machine.
"""
