"""Typer in the language of the terminal: what it says around our commands, and of what was typed wrongly."""

from collections.abc import Callable
from typing import Any, Final

import typer
from typer import rich_utils
from typer._click import Context
from typer._click.exceptions import BadParameter, MissingParameter, NoArgsIsHelpError, NoSuchOption, UsageError
from typer.core import TyperCommand, TyperGroup, TyperOption

from folkmoot.cli.words import _

rich_utils.OPTIONS_PANEL_TITLE = _("Options")
rich_utils.ARGUMENTS_PANEL_TITLE = _("What it is about")
rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
rich_utils.ERRORS_PANEL_TITLE = _("Error")
rich_utils.ABORTED_TEXT = _("Stopped.")
rich_utils.DEFAULT_STRING = _("[default: {}]")
rich_utils.REQUIRED_LONG_STRING = _("[required]")
rich_utils.RICH_HELP = _("[blue]{command_path} {help_option}[/] says more.")

_NOTATION: Final = {
    "Usage: ": _("Usage: "),
    "[OPTIONS]": _("[OPTIONS]"),
    "COMMAND [ARGS]...": _("COMMAND [ARGS]..."),
}


class Command(TyperCommand):
    """A command whose help and complaints are in the language of the terminal."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option --help, with what it does."""
        return _told(super().get_help_option(ctx))

    def get_usage(self, ctx: Context) -> str:
        """How it is typed."""
        return _usage(super().get_usage(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What is left of what was typed. Raises UsageError, which says what is wrong with it."""
        return _understood(super().parse_args, ctx, args)


class Group(TyperGroup):
    """The same for a command with commands of its own."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option --help, with what it does."""
        return _told(super().get_help_option(ctx))

    def get_usage(self, ctx: Context) -> str:
        """How it is typed."""
        return _usage(super().get_usage(ctx))

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """What is left of what was typed. Raises UsageError, which says what is wrong with it."""
        return _understood(super().parse_args, ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> Any:
        """The command that was meant. Raises UsageError."""
        try:
            return super().resolve_command(ctx, args)
        except UsageError as error:
            raise UsageError(_("There is no command “{name}”.").format(name=args[0]), ctx) from error


class Commands(typer.Typer):
    """Commands that belong together; called without one, they are listed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(cls=Group, no_args_is_help=True, **options)

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """Adds a command, as Typer does."""
        return super().command(name, cls=Command, **options)


def _told(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _("Says this and ends.")
    return option


def _usage(text: str) -> str:
    for english in ("Usage: ", "[OPTIONS]", "COMMAND [ARGS]..."):
        text = text.replace(english, _NOTATION[english], 1)
    return text


def _understood(parse: Callable[[Context, list[str]], list[str]], ctx: Context, args: list[str]) -> list[str]:
    try:
        return parse(ctx, args)
    except NoArgsIsHelpError:
        raise
    except UsageError as error:
        raise UsageError(_sentence(error), error.ctx or ctx) from error


def _sentence(error: UsageError) -> str:
    match error:
        case NoSuchOption():
            return _("There is no option {name}.").format(name=error.option_name)
        case MissingParameter():
            return _("{name} is missing.").format(name=_name(error))
        case BadParameter():
            return _("What was given for {name} does not fit.").format(name=_name(error))
    return _("The command does not understand all of that.")


def _name(error: BadParameter) -> str:
    param = error.param
    return param.opts[0] if isinstance(param, TyperOption) else f"{{{param.name if param else ''}}}"
