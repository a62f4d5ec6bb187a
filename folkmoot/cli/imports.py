"""`folkmoot import`: what comes in from files."""

import typer

app = typer.Typer(no_args_is_help=True)
