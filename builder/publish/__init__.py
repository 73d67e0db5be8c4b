"""Publishing: from content/ to a static site. Starts from the pages of content/, never from a scraped source."""
