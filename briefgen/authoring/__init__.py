"""Files for people to edit, and what is written into theirs.

What a command asks for in, files of content/ out. A person's file keeps every byte that was not to
be changed; it is replaced as a whole or not at all, and never outside the project.
"""
