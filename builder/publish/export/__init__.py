"""The archive to take along: files that need no server, each made in one step and the same bytes every time."""
