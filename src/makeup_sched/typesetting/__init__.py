"""Setting text as PDF with fonts of the package's own, whatever script the text is in."""
