"""Editions as documents: one HTML file that holds all it shows, or a PDF.

A built site in, bytes out. A document is the page that readers see, without what only leads about
in the site; nothing in it is fetched from anywhere when it is opened.
"""
