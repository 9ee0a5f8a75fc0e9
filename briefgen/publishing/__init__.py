"""Out the door: a built site onto a branch of a remote repository, after a look at what goes out.

A project in, a pushed commit out. All is done in a repository of our own, below `.briefgen/`: the
user's has not one byte changed. What must not go out by mistake is refused, with the reason and the
way to publish it all the same; a push that did not happen is never told as one that did.
"""
