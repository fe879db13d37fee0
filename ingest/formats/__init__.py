"""Other people's formats of bibliographic records: read into rows of studies, and written."""
