"""The version of the package, which every plan carries."""

__version__ = "0.1.0"
