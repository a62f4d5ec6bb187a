"""`folkmoot export`: what goes out to files."""

import typer

app = typer.Typer(no_args_is_help=True)
