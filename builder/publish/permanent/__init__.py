"""Permanent addresses: which ids and addresses were published, where moved pages are now, and the portals' old addresses."""
