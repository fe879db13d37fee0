"""The pages that Onfile adds to Datasette: what each shows, and how it is answered."""
