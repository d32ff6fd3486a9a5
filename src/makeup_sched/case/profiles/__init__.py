"""Policy profiles: labelled, sourced and incomplete examples of what a place's rules set.

One TOML file per profile, and the module that reads and checks them.
"""
