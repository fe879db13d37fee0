"""How well the checker does: measured at every build on pages and references labelled by hand."""
