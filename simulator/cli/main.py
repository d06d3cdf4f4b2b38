"""The command `p80` and its exit status: 0 done, 1 a requirement is not met, 2 bad input or usage,
3 an unexpected fault, 130 interrupted."""

from __future__ import annotations

import errno
import gc
import io
import os
import shlex
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from simulator import __version__
from simulator.cli.out import say
from simulator.errors import P80Error, PlanError

DONE, NOT_MET, BAD_INPUT, FAULT, INTERRUPTED = 0, 1, 2, 3, 130

UNPRINTABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""What the system says of a stream, where it names no file, when printing is what failed."""

COMMANDS = (
    "run",
    "check",
    "explain",
    "cash",
    "compare",
    "joint",
    "contingency",
    "value",
    "envelope",
    "replay",
    "bridge",
    "calibrate",
    "convert",
    "verify",
    "new",
    "schema",
)


class Commands(click.Group):
    """Sub-commands by name, each in a file of its own that is read when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"simulator.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; where there is none, what may have been meant."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            ctx.fail(f"No such command '{word}'.{meant(word)}")
        return super().resolve_command(ctx, args)


def meant(word: str) -> str:
    """A proposal for a word that is no command: a plan's name, or a slip of the keys."""
    from difflib import get_close_matches

    if Path(word).suffix or Path(word).exists():
        return f" Did you mean: p80 run {shlex.quote(word)}"
    near = get_close_matches(word, COMMANDS, 1)
    return f" Did you mean: p80 {near[0]}" if near else ""


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: p80 new > plan.yaml, then p80 run plan.yaml",
)
@click.version_option(__version__, message="p80 %(version)s")
def cli() -> None:
    """When will it be done, what will it cost, and how sure is that?

    p80 simulates a plan thousands of times and answers with dates and money and their confidence.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    # A command makes much and drops little: looking for rings of garbage takes a tenth of its time.
    gc.set_threshold(100_000, 50, 50)
    if sys.stderr is None:
        # Closed, as by `2>&-`: nobody wants to hear, and everything below may still speak.
        sys.stderr = io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not stop the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(status_of(arguments))


def status_of(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; whatever happens becomes one clear message and an exit status."""
    if sys.stdout is None:
        click.echo("p80: Cannot print: standard output is closed.", err=True)
        return BAD_INPUT
    try:
        status = cli.main(
            args=list(arguments) if arguments is not None else None,
            prog_name="p80",
            standalone_mode=False,
        )
        sys.stdout.flush()
        return status if isinstance(status, int) else DONE
    except (KeyboardInterrupt, click.Abort):
        # On a terminal the line already holds what the keys left there: ^C.
        click.echo(err=True, nl=sys.stderr.isatty())
        click.echo("Interrupted. Nothing was half-written.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return BAD_INPUT
    except P80Error as error:
        say(problems(error))
        return BAD_INPUT
    except SystemExit:
        # So click ends a text of its own, such as help, when its reader has seen enough.
        return DONE
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in UNPRINTABLE:
            return unwritable(error)
        say(fault(error))
        return FAULT


def unwritable(error: OSError) -> int:
    """Say what the system would not take: the compiled engine, where Numba was keeping it, or else
    what was being printed."""
    modules = [frame.f_globals["__name__"] for frame, _ in traceback.walk_tb(error.__traceback__)]
    if "numba.core.caching" in modules:
        from simulator.kernels.jit import cache_folder

        folder = cache_folder()
        say(
            f"p80: Cannot keep the compiled engine in {folder}: {error.strerror}.\n"
            "    Make room there, or set NUMBA_CACHE_DIR to a folder on another disk."
        )
    else:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say(f"p80: Cannot print: {error.strerror}.")
    return BAD_INPUT


def problems(error: P80Error) -> str:
    """All that the user can mend, one problem a paragraph."""
    issues = error.issues if isinstance(error, PlanError) else ()
    count = f"{len(issues)} problems:\n" if len(issues) > 1 else ""
    return f"p80: {count}{error}"


def fault(error: Exception) -> str:
    """What to say, and to send, when the fault is ours."""
    if os.environ.get("P80_TRACEBACK"):
        return "".join(traceback.format_exception(error))
    return (
        f"p80 {__version__}: an unexpected fault, {type(error).__name__}: {error}\n"
        "    This is a fault of p80, not of your plan. Set P80_TRACEBACK=1, run it again, and\n"
        "    report what it prints together with the command and, if you may share it, the plan."
    )
