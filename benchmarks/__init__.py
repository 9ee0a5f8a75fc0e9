"""Measure briefgen beside Hugo, Zola, Eleventy and Pelican: the same digest, the same pages.

`python -m benchmarks --help` says how to run it, README.md what is measured.
"""
