"""What the search says in Vietnamese when the answer is not simply what was asked."""

from collections.abc import Sequence


def quoted(words: Sequence[str]) -> str:
    """Words in Vietnamese quotation marks, joined by commas."""
    return ", ".join(f"“{word}”" for word in words)


SHORTENED = "Câu tìm quá dài, chỉ dùng phần đầu."
NOTHING_TYPED = "Hãy nhập từ cần tìm hoặc chọn bộ lọc."
ONLY_FUNCTION_WORDS = "Câu tìm chỉ có từ nối, không có gì để tìm. Hãy thêm từ chính."
NOT_MARKED = "Không có văn bản nào đúng dấu như đã gõ; kết quả dưới đây không phân biệt dấu."
NUMBER_PARTS = "Không có văn bản mang hoặc dẫn đúng số hiệu này; kết quả dưới đây khớp một phần số hiệu."
FEWER = "Không có văn bản nào chứa đủ các từ; kết quả dưới đây chỉ chứa phần lớn các từ."


def corrected(wrong: str, right: str) -> str:
    """A word that no document holds was replaced by its neighbour."""
    return f"Không có từ “{wrong}” trong kho; kết quả dưới đây tìm “{right}”."


def understood(wrong: str, right: str) -> str:
    """A word that occurs, but not with the others, was replaced by its neighbour."""
    return f"Không có văn bản nào có “{wrong}” đi cùng các từ khác; kết quả dưới đây tìm “{right}”."


def nothing(missing: Sequence[str], suggested: Sequence[str], *, filtered: bool) -> str:
    """No answer, and why; with words of the archive that may have been meant."""
    if missing:
        hint = f"Có phải bạn tìm {quoted(suggested)}?" if suggested else "Hãy kiểm tra chính tả hoặc bớt từ."
        return f"Không tìm thấy: {quoted(missing)} không có trong văn bản nào. {hint}"
    if filtered:
        return "Không tìm thấy văn bản nào với bộ lọc này. Hãy bỏ bớt bộ lọc."
    return "Không tìm thấy văn bản nào có các từ này đi cùng nhau. Hãy bớt từ hoặc bỏ ngoặc kép."
