"""Pieces that readers, recognisers and parsers look for: the fuzzer puts them into its inputs."""

WORDS = (
    "BÁO CÁO\n", "Số 12-BC/ĐU", "ngày 22 tháng 3 năm 2022", "Nơi nhận:", "T/M ", "KT. ", "BÍ THƯ\n", "I. ", "Điều 1. ", "a) ",
    "[1]", "[^1]: ", "<sup>", "<table><tr><td>", " colspan='9'", "<br>", "<p align='center'>", "<h2>", "<ol start='3'><li>",
    "<img src='a.png' alt='", "<a href='/tep/a.pdf'>", "&#x1;", "&nbsp;", "\n---\n", "\n\n", "\t", "\ufeff", "\u202e", "\u00a0",
    "\ue000", "```\n", "| a | b |\n| --- | --- |\n", "quý II/2022", "Chỉ thị số 05-CT/TW", "id: a\ntitle: b\nsource: {path: x}\n",
    "\f", '"', "charset=windows-1258", "<!--", "<![CDATA[", "</script>", "javascript:", "![](", "](<",
)  # fmt: skip


def dictionary() -> str:
    """In libFuzzer's form: one quoted text a line, bytes as `\\xab`."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8")) + '"\n' for word in WORDS)
