"""Everything on file in the forms that other programs take, written into the bundle as files."""
