"""What machines read of the archive: feeds, sitemap, tables, a repository for harvesters. All from the pages' front matter."""
