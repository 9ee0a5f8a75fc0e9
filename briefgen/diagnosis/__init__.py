"""Looking at all that a digest depends on, and saying what is wrong with it.

A project in, facts and findings out. Nothing is asked of the network, nothing is changed, and no
look depends on what another one met.
"""
