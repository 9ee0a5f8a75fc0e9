"""Themes as their makers meet them: which there are, a file of one to change, and whether one works.

A project in; names, a copied file or findings out. Nothing here changes a file that is there.
"""
