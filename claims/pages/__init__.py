"""Pages as people publish them (HTML, text, Markdown, PDF), read into blocks with exact offsets."""
