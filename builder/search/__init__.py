"""Search over content/: one Vietnamese analysis, a Whoosh index for the command line, a Pagefind index for the site."""
