"""The one base of all refusals."""


class Refused(Exception):  # noqa: N818 - names what happened, not a fault of the program
    """Something cannot be done; the message says what happened, where, and what to do.

    Every specific error that a person may meet derives from it. The command line prints the message
    and exits with 1; the touch screen shows a calm sentence and logs the cause.
    """
