"""The health of sources: which of the addresses that entries rest on still answer.

The sources of a library in, findings out. Beside the preview the only room that uses the network,
and only when `check --links` asks for it: no build depends on what others' servers say today. What
readers are told of it is content, a file that people commit.
"""
