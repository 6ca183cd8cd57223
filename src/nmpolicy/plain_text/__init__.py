"""Read the plain text of web pages, PDF files and word-processor files, one paragraph a block."""
