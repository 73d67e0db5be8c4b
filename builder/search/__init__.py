"""Search over content/: one Vietnamese analysis, a Whoosh index for the command line, a look-up for the site."""
