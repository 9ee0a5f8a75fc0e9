"""Themes as their makers meet them: which there are, a file to change, whether one works.

A project in; names, a copied file or findings out. Nothing here changes a file that is there.
"""
