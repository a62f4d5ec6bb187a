"""One wording in every language of the product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in every language of the product."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """The wording for a language code of Django's ("en", "zh-hans"); English for any it does not have."""
        return self.zh if language.lower().startswith("zh") else self.en
