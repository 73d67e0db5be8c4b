"""What is known of the Vietnamese language and its documents: data files and plain functions over text."""
