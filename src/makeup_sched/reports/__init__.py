"""Reports that leave the house: figures with their proof in words, small groups left out."""
