"""`folkmoot export`: what goes out to files."""

from folkmoot.cli.speaking import Commands

app = Commands()
