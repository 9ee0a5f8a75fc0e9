"""briefgen: curated entries in, a dated, searchable digest out."""

__version__ = "0.1.0"
