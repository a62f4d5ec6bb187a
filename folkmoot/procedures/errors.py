"""What can go wrong with a pack that is to be published."""


class PublishedOtherwise(Exception):
    """This version is published with another text: what was published stays; a change needs a new version."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(f"{name} {version} is published with another text.")
        self.name = name
        self.version = version
