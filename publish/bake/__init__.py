"""The site's pages as static files, for any file server and any folder of it."""
