"""Plans owed IEP service minutes into providers' free time, and proves what cannot be placed."""

__version__ = "0.1.0"
