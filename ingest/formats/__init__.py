"""Other people's formats of bibliographic records: read into rows of studies, and written."""

# Told apart from the registry, so that a command can offer them without loading it.
WRITABLE = ("ris", "bibtex", "json", "csl-json", "csv")
