"""References that can be read aloud, and secret codes.

Both are written in 31 characters: digits and capitals without I, L, O, U (mistaken for 1, 0, V) and without Y. 31 is
prime, so a check character made of weighted sums (as in ISBN-10, ISO 2108) catches every single wrong character and
every swap of two characters, whatever their distance.
"""

import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXZ"
_BASE: Final = len(ALPHABET)
_VALUE: Final = {character: value for value, character in enumerate(ALPHABET)}
_LOOKALIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0"})

_PAYLOAD: Final = 8
_SPACE: Final = _BASE**_PAYLOAD
# Neighbouring numbers get references that look unrelated: any odd multiplier not divisible by 31 is a bijection.
_MULTIPLIER: Final = 520_392_850_181
_OFFSET: Final = 271_828_182_845

_CODE_LENGTH: Final = 18  # 17 random characters of log2(31) bits are 84 random bits, and one check character


class NotAReference(ValueError):
    """What was typed is no reference or code: its length, a character or the check character is wrong."""


def _check_character(payload: str) -> str:
    return ALPHABET[-sum(weight * _VALUE[c] for weight, c in enumerate(payload, start=2)) % _BASE]


def reference_from(number: int) -> str:
    """The reference of a running number, nine characters without hyphens. Distinct for 0 ≤ number < 31⁸."""
    if not 0 <= number < _SPACE:
        raise ValueError(number)
    value = (number * _MULTIPLIER + _OFFSET) % _SPACE
    digits = []
    for _ in range(_PAYLOAD):
        value, digit = divmod(value, _BASE)
        digits.append(ALPHABET[digit])
    payload = "".join(reversed(digits))
    return payload + _check_character(payload)


def _read(typed: str, *, length: int) -> str:
    text = "".join(typed.upper().split()).replace("-", "").translate(_LOOKALIKE)
    if len(text) != length or any(c not in _VALUE for c in text) or _check_character(text[:-1]) != text[-1]:
        raise NotAReference
    return text


def read_reference(typed: str) -> str:
    """The reference that was typed, without hyphens, spaces and small letters. Raises NotAReference."""
    return _read(typed, length=_PAYLOAD + 1)


def near_references(typed: str) -> list[str]:
    """References that differ from what was typed by one character, or by two neighbours that changed places."""
    text = "".join(typed.upper().split()).replace("-", "").translate(_LOOKALIKE)
    if len(text) != _PAYLOAD + 1:
        return []
    changed = [text[:i] + c + text[i + 1 :] for i in range(len(text)) for c in ALPHABET]
    swapped = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in range(_PAYLOAD)]
    return sorted({each for each in [*changed, *swapped] if each != text and _is_reference(each)})


def _is_reference(text: str) -> bool:
    return all(c in _VALUE for c in text) and _check_character(text[:-1]) == text[-1]


def spoken(text: str, *, group: int = 3) -> str:
    """In groups for reading aloud: `K7M-4QX-2RC`."""
    return "-".join(text[i : i + group] for i in range(0, len(text), group))


def new_code() -> str:
    """A secret of 84 random bits and a check character, 18 characters without hyphens."""
    payload = "".join(secrets.choice(ALPHABET) for _ in range(_CODE_LENGTH - 1))
    return payload + _check_character(payload)


def read_code(typed: str) -> str:
    """The code that was typed, in its plain form. Raises NotAReference."""
    return _read(typed, length=_CODE_LENGTH)
