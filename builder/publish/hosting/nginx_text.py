"""Text in an nginx configuration."""


def quoted(text: str) -> str:
    """A string of nginx's configuration. Without line ends and `$`, which no caller has, it is that text and nothing else."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
