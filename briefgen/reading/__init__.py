"""Files in, Library out.

discover -> source files; parse (in batches, in any process) -> values; load -> Library.
What a person wrote wrongly is a finding, all of them in one run; nothing here prints, and nothing
outside the project's content/ is read.
"""
