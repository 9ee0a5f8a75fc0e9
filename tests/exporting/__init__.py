"""Editions as documents."""
