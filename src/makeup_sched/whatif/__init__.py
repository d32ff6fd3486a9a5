"""What if: named changes to a case, each applied, planned and compared with the case as it is."""
